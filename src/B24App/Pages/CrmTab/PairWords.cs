using System.Globalization;

namespace B24App.Pages.CrmTab;

/// <summary>The words about paired cards, a pair per sentence.</summary>
public sealed class PairWords(Texts texts)
{
    private static readonly Dictionary<string, (string Ru, string En)> Sentences = new()
    {
        ["title"] = ("Карточка партнёра", "The partner's card"),
        ["advice"] = ("Новые записи парных карточек передаются в обе стороны так, как разрешает договорённость. То, что было написано раньше, остаётся на месте, пока вы сами его не передадите.", "New entries of paired cards cross as far as the contract allows. What was written before stays where it is until you send it."),
        ["paired"] = ("{0}: карточка {1}", "{0}: card {1}"),
        ["offered"] = ("{0}: предложена карточка {1}, ждём ответа", "{0}: card {1} is offered, waiting for an answer"),
        ["offer"] = ("{0} предлагает свою карточку {1}", "{0} offers its card {1}"),
        ["offer.to"] = ("Предложить партнёру {0}", "Offer it to {0}"),
        ["accept"] = ("Связать с этой карточкой", "Pair with this card"),
        ["accept.ask"] = ("Связать карточки? Новые записи этой карточки станут видны партнёру.", "Pair the cards? New entries of this card will be seen by the partner."),
        ["end"] = ("Разъединить", "Unpair"),
        ["takeBack"] = ("Отозвать", "Take back"),
        ["end.ask"] = ("Прекратить? То, что уже передано, останется у обоих.", "End it? What has crossed stays on both sides."),
        ["none"] = ("Ни одна договорённость не передаёт записи карточек.", "No contract exchanges entries of cards."),
        ["field"] = ("Связывать по полю", "Pair by a field"),
        ["field.hint"] = ("Карточки, у которых в названных полях с обеих сторон одно и то же значение, связываются сами. Партнёр не видит ни вашего поля, ни других карточек.", "Cards that hold the same value in the named fields of both sides are paired by themselves. The partner sees neither your field nor other cards."),
        ["field.of"] = ("Код поля, общего с {0}", "Code of the field shared with {0}"),
        ["field.save"] = ("Сохранить", "Save"),
        ["field.there"] = ("Партнёр своё поле назвал.", "The partner has named a field."),
        ["field.notThere"] = ("Партнёр своё поле ещё не назвал.", "The partner has not named a field yet."),
        ["history"] = ("Прежние записи", "Earlier entries"),
        ["history.advice"] = ("Партнёру можно передать и то, что стоит в этой карточке давно. Сначала посчитаем: пока вы не начнёте, ничего не передаётся.", "What has stood in this card for long can be sent to the partner too. First it is counted: nothing crosses until you start."),
        ["history.files"] = ("Вместе с ними передаются файлы и записи разговоров: {0}. Слишком большие останутся на месте, о каждом скажет строка в копии.", "Files and recordings that come along: {0}. Too large ones stay where they are, and a line of the copy says so."),
        ["history.preview"] = ("Посчитать", "Count"),
        ["history.again"] = ("Посчитать заново", "Count again"),
        ["history.none"] = ("В карточке нет записей.", "The card holds no entries."),
        ["history.line"] = ("{0}: {1}. {2}", "{0}: {1}. {2}"),
        ["history.cost"] = ("Запросов к порталам: не больше {0}, времени: около {1}.", "Requests to the portals: at most {0}, time: about {1}."),
        ["history.forGood"] = ("Не отменить: переданное остаётся у партнёра, и убрать это можно только там. Писем никто не получит, встречи никого не пригласят.", "Cannot be undone: what crossed stays with the partner and can be removed only there. Nobody gets a letter, no meeting invites anybody."),
        ["history.left"] = ("Осталось примерно: {0}.", "About {0} left."),
        ["history.state.Dry"] = ("Читаем карточку", "Reading the card"),
        ["history.state.Ready"] = ("Посчитано", "Counted"),
        ["history.state.Running"] = ("Передаём", "Sending"),
        ["history.state.Paused"] = ("Приостановлено", "Paused"),
        ["history.state.Cancelled"] = ("Прекращено", "Stopped"),
        ["history.state.Done"] = ("Готово", "Done"),
        ["history.item.Stays"] = ("останется", "stays"),
        ["history.item.Waits"] = ("будет передано", "will cross"),
        ["history.item.Looking"] = ("передаётся", "crossing"),
        ["history.item.Done"] = ("передано", "crossed"),
        ["history.item.Failed"] = ("не удалось передать", "refused"),
        ["history.act.start"] = ("Передать", "Send"),
        ["history.act.pause"] = ("Пауза", "Pause"),
        ["history.act.resume"] = ("Продолжить", "Go on"),
        ["history.act.cancel"] = ("Прекратить", "Stop"),
        ["history.act.repeat"] = ("Повторить неудавшееся", "Try what was refused again"),
        ["answer.BadField"] = ("Такого кода поля не бывает", "No field has such a code"),
        ["answer.NotFound"] = ("Такого предложения больше нет", "There is no such offer any more"),
        ["answer.NotInContract"] = ("Договорённость не передаёт записи карточек", "The contract does not exchange entries of cards"),
        ["answer.Already"] = ("Карточка уже в паре", "The card is paired already"),
        ["answer.OtherType"] = ("Карточки разного вида", "The cards are of different kinds"),
        ["answer.advice"] = ("Обновите страницу. Что передаётся, решает договорённость: её меняют на странице связи.", "Refresh the page. What crosses is for the contract to say: it is changed on the page of the link."),
    };

    /// <summary>Every sentence, for tests.</summary>
    public static IReadOnlyDictionary<string, (string Ru, string En)> All => Sentences;

    /// <summary>A sentence.</summary>
    public string this[string name] => texts.Language == "ru" ? Sentences[name].Ru : Sentences[name].En;

    /// <summary>A sentence with values.</summary>
    public string With(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[name], values);
}
