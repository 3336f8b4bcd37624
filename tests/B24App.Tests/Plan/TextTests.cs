using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Tests.Plan;

public class TextTests
{
    private static readonly FrameFacts Facts = new("Север", "Иван [b]Петров[/b]", "https://north.bitrix24.ru/company/personal/user/5/tasks/task/view/17/", Language.Ru);

    public static TheoryData<string, string, Dialect, Dialect, string> Crossings() => new()
    {
        { "a matched person", "[USER=9]Иван[/USER], привет", Dialect.Task, Dialect.Chat, "[USER=7]Иван[/USER], привет" },
        { "an unknown person", "[USER=8]Пётр[/USER], привет", Dialect.Task, Dialect.Task, "Пётр, привет" },
        { "everybody", "[user=all]Все[/user]", Dialect.Chat, Dialect.Chat, "Все" },
        { "a mirrored task by its bare address", "см. https://north.bitrix24.ru/company/personal/user/5/tasks/task/view/17/.", Dialect.Task, Dialect.Task, "см. https://south.bitrix24.ru/company/personal/user/7/tasks/task/view/4/." },
        { "a mirrored task by a relative link", "[url=/company/personal/user/5/tasks/task/view/17/]t[/url]", Dialect.Task, Dialect.Task, "[URL=https://south.bitrix24.ru/company/personal/user/7/tasks/task/view/4/]t[/URL]" },
        { "a list becomes lines", "[LIST]\n[*]a\n[*]b\n[/LIST]", Dialect.Task, Dialect.Chat, "- a\n- b" },
        { "a numbered list", "[LIST=1][*]a[*]b[/LIST]", Dialect.Task, Dialect.Chat, "1. a\n2. b" },
        { "a table becomes rows", "[TABLE][TR][TD]a[/TD][TD]b[/TD][/TR][TR][TD]c[/TD][/TR][/TABLE]", Dialect.Task, Dialect.Chat, "a | b\nc" },
        { "a quote becomes marked lines", "x[QUOTE]a\nb[/QUOTE]y", Dialect.Task, Dialect.Chat, "x\n>>a\n>>b\ny" },
        { "marked lines become a quote", "x\n>>a\n>>b\ny", Dialect.Chat, Dialect.Task, "x\n[QUOTE]a\nb[/QUOTE]\ny" },
        { "a block of dashes becomes a quote", "------\na\n------\ny", Dialect.Chat, Dialect.Task, "[QUOTE]a[/QUOTE]\ny" },
        { "bold around a quote", "[B]x[QUOTE]q[/QUOTE]z[/B]", Dialect.Task, Dialect.Chat, "[b]x[/b]\n>>[b]q[/b]\n[b]z[/b]" },
        { "dashes a person typed are no quote", "------\na\n------", Dialect.Task, Dialect.Chat, "-----\u200D-\na\n-----\u200D-" },
        { "a hash makes no tag", "#срочно", Dialect.Task, Dialect.Chat, "#\u200Dсрочно" },
        { "a file is named", "[DISK FILE ID=123]", Dialect.Task, Dialect.Chat, "[файл: отчёт ［1］.pdf]" },
        { "a picture anybody can load", "[IMG]https://pics.example/a.png[/IMG]", Dialect.Task, Dialect.Chat, "[img size=medium]https://pics.example/a.png [/img]" },
        { "a button is its words", "[send=yes]Да[/send]", Dialect.Chat, Dialect.Task, "Да" },
        { "a dangerous link is its words", "[url=javascript:alert(1)]тут[/url]", Dialect.Chat, Dialect.Task, "тут" },
        { "emoji of old comments", "готово :f09f918d:", Dialect.Task, Dialect.Chat, "готово 👍" },
        { "indexes are not italic", "a[i] = b[u]", Dialect.Task, Dialect.Chat, "a[\u200Di] = b[\u200Du]" },
    };

    [Theory, MemberData(nameof(Crossings))]
    public void A_text_crosses_RULES_11(string why, string text, Dialect from, Dialect to, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, Converter.Convert(text, from, to, Corpus.NorthToSouth).Text);
    }

    [Fact]
    public void What_is_lost_is_listed_RULES_13()
    {
        var crossed = Converter.Convert("[disk file id=5] [url=/x]y[/url] [user=8]П[/user] [send=1]z[/send]", Dialect.Task, Dialect.Chat, Corpus.NorthToSouth);
        Assert.Equal([LossKind.File, LossKind.Link, LossKind.Mention, LossKind.Action], crossed.Losses.Select(loss => loss.Kind));
    }

    [Theory]
    [InlineData("[b]")]
    [InlineData("[/b]")]
    [InlineData("[b][/b]")]
    [InlineData("[b][i][/b][/i]")]
    [InlineData("[url=")]
    [InlineData("[code]")]
    [InlineData("[code][/code")]
    [InlineData("[code]x[/code]")]
    [InlineData("[")]
    [InlineData("[user=9")]
    [InlineData("[list][*]")]
    [InlineData(">>[quote]\n")]
    [InlineData("------\n")]
    public void Parsing_takes_steps_in_proportion_to_the_text_RULES_11(string piece)
    {
        foreach (var dialect in new[] { Dialect.Task, Dialect.Chat })
        {
            var small = BbTree.Parse(string.Concat(Enumerable.Repeat(piece, 500)), dialect).Steps;
            var large = BbTree.Parse(string.Concat(Enumerable.Repeat(piece, 8_000)), dialect).Steps;
            Assert.True(large <= 16.5 * small, $"{small} steps became {large}");
            Assert.True(large <= 8L * 8_000 * (piece.Length + 1), $"{large} steps");
        }
    }

    [Fact]
    public void Deep_nesting_keeps_the_text_and_drops_the_markup()
    {
        var text = string.Concat(Enumerable.Repeat("[quote]", 10_000)) + "x" + string.Concat(Enumerable.Repeat("[/quote]", 10_000));
        Assert.Equal(">>x", Converter.Convert(text, Dialect.Task, Dialect.Chat, Corpus.NorthToSouth).Text);
        Assert.True(Converter.Convert(text, Dialect.Task, Dialect.Task, Corpus.NorthToSouth).Text.Length < 1_000);
    }

    [Fact]
    public void A_frame_is_no_part_of_the_description_RULES_9()
    {
        var wrapped = Frame.Wrap("Замените барабан", Facts);
        Assert.True(Frame.IsIn(wrapped));
        Assert.Equal("Замените барабан", Frame.Strip(wrapped));
        Assert.Equal(wrapped, Frame.Wrap(wrapped, Facts));
        Assert.Equal(Neutral.Of("Замените барабан", Dialect.Task), Neutral.Of(wrapped, Dialect.Task));
        Assert.DoesNotContain("[b]", wrapped, StringComparison.Ordinal);
        Assert.Equal("", Frame.Strip(Frame.Wrap("", Facts)));
    }

    [Theory]
    [InlineData("rewritten by the portal", "текст\r\n\r\n┃  b24app ·\u00A0ЗАДАЧА партнёра \r\n┃ Компания: Север")]
    [InlineData("wrapped by the editor", "[P]текст[/P]\n[P]┃ B24App · задача партнёра[/P]\n[P]┃ Компания: Север[/P]")]
    [InlineData("made bold", "текст\n[b]┃ B24App · задача партнёра[/b]\n[i]┃ Компания: Север[/i]")]
    [InlineData("cut by a person", "текст\n\n┃ B24App · задача партнёра")]
    [InlineData("edited by a person", "текст\n\n┃ B24App · задача партнёра\n┃ Компания: другая")]
    [InlineData("deleted", "текст")]
    public void Editing_the_frame_is_no_change_RULES_9(string why, string description)
    {
        Assert.NotEmpty(why);
        Assert.Equal(Neutral.Of("текст", Dialect.Task), Neutral.Of(description, Dialect.Task));
    }

    [Theory]
    [InlineData("below the frame", "текст\n┃ B24App · задача партнёра\n┃ Компания: X\nдописано", "дописано")]
    [InlineData("a bar of his own", "текст\n┃ моя черта", "┃ моя черта")]
    [InlineData("our name in a sentence", "┃ B24App · задача партнёра у нас не работает", "не работает")]
    public void A_frame_swallows_no_words_of_a_user_RULES_9(string why, string description, string kept)
    {
        Assert.NotEmpty(why);
        Assert.Contains(kept, Frame.Strip(description), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byline_names_author_company_and_a_late_time_RULES_10()
    {
        var facts = new BylineFacts("Иван Петров", "Север");
        Assert.Equal("[b]Иван Петров (Север)[/b]", Byline.Of(facts, Dialect.Chat, Language.Ru));
        var late = facts with { OriginalTime = new DateTimeOffset(2026, 11, 24, 10, 5, 0, TimeSpan.Zero) };
        Assert.Equal("[B]Иван Петров (Север)[/B] · 24.11.2026 10:05", Byline.Of(late, Dialect.Task, Language.Ru));
        Assert.True(Byline.TryRead(Byline.Of(late, Dialect.Task, Language.Ru) + "\nтекст", out var shown, out var rest));
        Assert.Equal(("Иван Петров (Север) · 24.11.2026 10:05", "текст"), (shown, rest));
    }

    [Fact]
    public void A_name_is_no_markup_RULES_11() =>
        Assert.Equal("[b]［/b］＃x ［user=1］ (A B)[/b]", Byline.Of(new BylineFacts("[/b]#x\u202E [user=1]", "A\nB"), Dialect.Chat, Language.En));

    [Theory]
    [InlineData("// между нами", true)]
    [InlineData("  \n\u200B// между нами", true)]
    [InlineData("[b]// между[/b] нами", true)]
    [InlineData("[USER=9]Иван[/USER], // между нами", true)]
    [InlineData("[user=all]Все[/user] // тайна", true)]
    [InlineData(">>что скажете?\n// между нами", true)]
    [InlineData("[quote]a[/quote]// между нами", true)]
    [InlineData("[quote]// их слова[/quote] ответ", false)]
    [InlineData("https://x.example // нет", false)]
    [InlineData("/ нет", false)]
    [InlineData("", false)]
    public void An_internal_comment_starts_with_the_prefix(string text, bool expected) =>
        Assert.Equal(expected, InternalComment.Is(text, "//", Dialect.Chat) || (text.StartsWith('[') && InternalComment.Is(text, "//", Dialect.Task)));

    [Theory]
    [InlineData(0, null, "CHAT_JOIN", null, true)]
    [InlineData(9, null, "", null, false)]
    [InlineData(9, "7d1f0f9e", "", false, false)]
    [InlineData(9, "7d1f0f9e", "", true, true)]
    [InlineData(9, null, "TASK_STATUS", null, true)]
    public void System_talk_of_the_new_card_stays_RULES_12(long author, string? uuid, string code, bool? isSystem, bool expected) =>
        Assert.Equal(expected, SystemTalk.IsSystemMessage(author, uuid, code.Length == 0 ? [] : [code], isSystem));

    [Fact]
    public void In_the_old_card_the_counts_must_agree_RULES_12()
    {
        string[] texts = ["Задача создана", "Когда привезёте?", "Крайний срок изменён на 30.08.2026", "Завтра"];
        Assert.Equal([OldCardKind.Service, OldCardKind.Human, OldCardKind.Service, OldCardKind.Human], OldCard.Judge(texts, 4, 2));
        Assert.Equal([OldCardKind.Service, OldCardKind.Held, OldCardKind.Service, OldCardKind.Held], OldCard.Judge(texts, 4, 3));
        Assert.Empty(OldCard.Judge([], 0, 0));
    }

    [Fact]
    public void A_long_comment_is_numbered_RULES_19()
    {
        var parts = CommentText.Compose(new BylineFacts("Иван", "Север"), string.Concat(Enumerable.Repeat("слово ", 8_000)), Dialect.Chat, Language.Ru);
        Assert.Equal(3, parts.Count);
        Assert.StartsWith("[b]Иван (Север)[/b] (1/3)\n", parts[0], StringComparison.Ordinal);
        Assert.All(parts, part => Assert.InRange(part.Length, 1, CommentText.ChatLimit));
    }

    [Fact]
    public void A_digest_names_every_author_RULES_21()
    {
        var digest = Assert.Single(CommentText.Digest(
            [new DigestEntry(new BylineFacts("Иван", "Север"), "раз"), new DigestEntry(new BylineFacts("Ольга", "Север"), "два")], Dialect.Chat, Language.Ru));
        Assert.Equal("ℹ️ Пока обмен стоял, накопилось комментариев: 2.\n[b]Иван (Север)[/b]\nраз\n\n[b]Ольга (Север)[/b]\nдва", digest);
    }

    [Fact]
    public void Every_reason_has_a_sentence_in_every_language()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var reason in Enum.GetValues<Reason>())
            {
                var sentence = Reasons.In(language).Of(reason);
                Assert.Matches(language == Language.Ru ? @"^[А-ЯЁ].*[а-яё»]\.$" : @"^[A-Z].*[a-z""]\.$", sentence);
            }
        }
    }

    [Fact]
    public void Every_note_has_its_words_in_every_language()
    {
        foreach (var notes in Enum.GetValues<Language>().Select(Notes.In))
        {
            string[] all =
            [
                notes.EditedAtPartner("И", "С", "x"), notes.CommentDeletedAtPartner("И", "С"), notes.TaskDeletedAtPartner("С"), notes.NotCarried(Enum.GetValues<NotCarried>()),
                notes.NotCarried(NotCarried.Files, Reason.FilesNotCarried), notes.Acknowledged("С", null), notes.CommentRefused("С", Reason.WriteRefused),
                notes.EarlierCommentsHidden(), notes.LeftLink("С"), notes.CameBack("С"), notes.DigestOf(3),
                .. Enum.GetValues<FieldName>().Select(field => notes.Conflict(field, "x")), .. Enum.GetValues<FieldName>().Select(field => notes.Refused(field, Reason.DeadlineRefused)),
            ];
            Assert.All(all, note => Assert.True(Notes.IsNote(note) && !note.Contains("{0}", StringComparison.Ordinal), note));
        }
    }
}
