using System.Globalization;

namespace B24App.Pages.CrmTab;

/// <summary>The words about entries that seem to stand on both cards already, a pair per sentence.</summary>
public sealed class CopyWords(Texts texts)
{
    private static readonly Dictionary<string, (string Ru, string En)> Sentences = new()
    {
        ["title"] = ("Похоже, уже стоят у обоих: {0}", "Both sides seem to have them already: {0}"),
        ["advice"] = ("Эти записи, похоже, кто-то перенёс в карточку партнёра вручную или другим приложением. Пока нет решения, они остаются на месте и второй раз не передаются. Согласны обе стороны: это одна запись, сейчас ничего не пишется, а дальше правки первой попадают в копию. Записи разные: ваша передаётся как обычно.", "Somebody, or another tool, seems to have copied these entries to the partner's card. Until it is decided they stay and do not cross again. Both sides agree: the two are one, nothing is written now, and later changes of the first are written into the copy. They are two: yours crosses like any other."),
        ["both"] = ("у вас {0}, у партнёра {1}", "here {0}, at the partner {1}"),
        ["activity"] = ("дело {0}", "activity {0}"),
        ["comment"] = ("комментарий {0}", "comment {0}"),
        ["score"] = ("Балл {0}: {1}.", "Score {0}: {1}."),
        ["rivals"] = ("Другая запись набирает почти столько же. Посмотрите обе, прежде чем соглашаться.", "Another entry scores nearly as well. Look at both before you agree."),
        ["waitsThere"] = ("Вы согласились, ждём партнёра.", "You agreed; the partner has to agree too."),
        ["waitsHere"] = ("Партнёр согласен, слово за вами.", "The partner agreed; it is for you to say."),
        ["yes"] = ("Это одна запись", "They are one"),
        ["no"] = ("Это разные записи", "They are two"),
        ["more"] = ("Показаны первые {0}. Остальные появятся, когда вы решите эти.", "The first {0} are shown. The others come when these are decided."),
        ["all"] = ("Согласиться со всеми от {0} баллов: {1}", "Agree to all with a score of {0} or more: {1}"),
        ["signal.Mark"] = ("одна сделана из другой прежней связью", "an earlier link made one from the other"),
        ["signal.Source"] = ("другое приложение назвало одну источником другой", "another tool names one as the source of the other"),
        ["signal.Address"] = ("в тексте одной стоит адрес карточки другой", "one has the address of the other's card in its text"),
        ["signal.Title"] = ("одинаковая тема", "equal subject"),
        ["signal.CommonTitle"] = ("тема одинаковая, но так названы и другие", "equal subject, but others are called so too"),
        ["signal.Text"] = ("одинаковый текст", "equal text"),
        ["signal.CommonText"] = ("текст одинаковый, но он есть и у других", "equal text, but others say the same"),
        ["signal.Quote"] = ("одна содержит весь текст другой", "one holds the whole text of the other"),
        ["signal.SameMoment"] = ("произошли в одну минуту", "they happened in the same minute"),
        ["signal.NamedMoment"] = ("одна называет время другой", "one names the moment of the other"),
        ["signal.Author"] = ("одна называет автора другой", "one names the author of the other"),
        ["signal.Person"] = ("один и тот же автор", "their author is one person"),
        ["signal.Deadline"] = ("одинаковый срок", "equal deadline"),
        ["signal.SameKind"] = ("одного вида", "of the same kind"),
        ["signal.OtherDirection"] = ("одна входящая, другая исходящая", "one came in, the other went out"),
        ["signal.OtherKind"] = ("разного вида", "of different kinds"),
    };

    /// <summary>Every sentence, for tests.</summary>
    public static IReadOnlyDictionary<string, (string Ru, string En)> All => Sentences;

    /// <summary>A sentence.</summary>
    public string this[string name] => texts.Language == "ru" ? Sentences[name].Ru : Sentences[name].En;

    /// <summary>An entry by what it is and its number.</summary>
    public string Entry(string item) => With(item[0] == 'a' ? "activity" : "comment", item[1..]);

    /// <summary>A sentence with values.</summary>
    public string With(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[name], values);
}
