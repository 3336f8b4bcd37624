using System.Text.RegularExpressions;
using B24App.Plan.Text;
using FsCheck;
using FsCheck.Fluent;

namespace B24App.Tests.Plan;

public class ConverterProperties
{
    internal static readonly string[] Pieces =
    [
        "a", "Иван", " ", "\n", "\n\n", "[", "]", "/", "b]", "user=9]", "#", "#tag", ">>", "------", "------\n", "-", "&#91;", "&#9", "1;", "&amp;", "://", "\u200D", "\u200B", ":f09f938c:",
        "[b]", "[/b]", "[i]", "[/i]", "[u]", "[/u]", "[s]", "[/s]", "[quote]", "[/quote]", "[code]", "[/code]", "[user=9]", "[user=8]", "[/user]", "[url=https://x.example/a#b]", "[url=/x]", "[url]", "[/url]",
        "https://x.example/", "https://north.bitrix24.ru/company/personal/user/5/tasks/task/view/17/", "[list]", "[list=1]", "[*]", "[/list]", "[table]", "[tr]", "[td]", "[/td]", "[/tr]", "[/table]",
        "[p]", "[/p]", "[br]", "[send=x]", "[/send]", "[disk file id=123]", "[img]", "[/img]", "[spoiler=x]", "[/spoiler]", "[color=#ff0000]", "[/color]", "[size=14]", "[/size]",
        "[b]Иван (Север)[/b]", "(", ")", "ℹ️", "┃ B24App · задача партнёра", "┃ x", "[file: x]", "[timestamp=1700000000]", "\uD83D", "👍",
    ];

    // Read otherwise where they are cut: a title, a number, the name of a file, an address in a run without blanks, a link around nothing but markup.
    private static readonly string[] Repeating = ["[url=https://x.example/a#b]", "https://north.bitrix24.ru/company/personal/user/5/tasks/task/view/17/", "https://x.example/", "[spoiler=x]", "[list=1]", "[file: x]", "[disk file id=123]", "[img]"];

    private static readonly Dialect[] Dialects = [Dialect.Task, Dialect.Chat];

    private static Gen<(string Text, Dialect From, Dialect To)> Crossings =>
        from text in Gen.OneOf(Gen.Elements(Corpus.Texts.ToArray()), Gen.Elements(Pieces).ArrayOf().Select(string.Concat))
        from source in Gen.Elements(Dialects)
        from target in Gen.Elements(Dialects)
        select (text, source, target);

    public static TheoryData<int, Dialect, Dialect> EveryText()
    {
        var rows = new TheoryData<int, Dialect, Dialect>();
        for (var i = 0; i < Corpus.Texts.Count; i++)
        {
            foreach (var from in Dialects)
            {
                foreach (var to in Dialects)
                {
                    rows.Add(i, from, to);
                }
            }
        }

        return rows;
    }

    [Theory, MemberData(nameof(EveryText))]
    public void A_text_of_the_corpus_reads_the_same_after_crossing(int index, Dialect from, Dialect to)
    {
        var text = Corpus.Texts[index];
        var crossed = Converter.Convert(text, from, to, Corpus.NorthToSouth).Text;
        Assert.Equal(Neutral.Of(text, from), Neutral.Of(crossed, to));
    }

    [Theory, MemberData(nameof(EveryText))]
    public void A_comment_of_the_corpus_reads_the_same_after_crossing(int index, Dialect from, Dialect to)
    {
        var text = Corpus.Texts[index];
        var crossed = Converter.Comment(text, from, to, Corpus.NorthToSouth).Text;
        Assert.Equal(Neutral.Of(text, from), Neutral.Of(crossed, to));
        Assert.Equal(crossed, Byline.Guard(crossed, to));
        Assert.False(Byline.TryRead(crossed, out _, out _));
    }

    [Theory, MemberData(nameof(EveryText))]
    public void No_foreign_id_and_no_foreign_address_survives_RULES_11(int index, Dialect from, Dialect to)
    {
        var crossed = Converter.Convert(Corpus.Texts[index], from, to, Corpus.NorthToSouth).Text;
        AssertHarmless(crossed, to);
    }

    [Fact]
    public void The_corpus_holds_at_least_two_hundred_texts() => Assert.True(Corpus.Texts.Distinct().Count() >= 200);

    [Theory, MemberData(nameof(EveryText))]
    public void A_text_of_the_corpus_is_stable_after_one_pass(int index, Dialect from, Dialect to)
    {
        var stay = new Crossing("https://south.bitrix24.ru") { MatchUser = id => new LocalUser(id, "same") };
        var once = Converter.Convert(Corpus.Texts[index], from, to, Corpus.NorthToSouth).Text;

        Assert.Equal(once, Converter.Convert(once, to, to, stay).Text);
    }

    [Theory, MemberData(nameof(EveryText))]
    public void What_a_text_of_the_corpus_loses_is_listed(int index, Dialect from, Dialect to)
    {
        var crossed = Converter.Convert(Corpus.Texts[index], from, to, Corpus.NorthToSouth);

        // A second pass finds nothing more to lose but files and mentions that have become words already.
        var again = Converter.Convert(crossed.Text, to, to, Corpus.NorthToSouth with { MatchUser = id => new LocalUser(id, "same") });
        Assert.DoesNotContain(again.Losses, loss => loss.Kind is LossKind.Action or LossKind.File or LossKind.Mention);
        Assert.All(crossed.Losses, loss => Assert.True(Enum.IsDefined(loss.Kind)));
    }

    [Fact]
    public void Any_text_reads_the_same_after_crossing() => Always.Holds(
        Crossings,
        c =>
        {
            Assert.Equal(Neutral.Of(c.Text, c.From), Neutral.Of(Converter.Convert(c.Text, c.From, c.To, Corpus.NorthToSouth).Text, c.To));
            return true;
        });

    [Fact]
    public void Converting_again_changes_nothing() => Always.Holds(
        Crossings,
        c =>
        {
            var stay = new Crossing("https://south.bitrix24.ru") { MatchUser = id => new LocalUser(id, "same") };
            var once = Converter.Convert(c.Text, c.From, c.To, Corpus.NorthToSouth).Text;
            var twice = Converter.Convert(once, c.To, c.To, stay).Text;
            Assert.Equal(once, twice);
            return true;
        });

    [Fact]
    public void No_text_becomes_a_byline_of_somebody_RULES_10() => Always.Holds(
        Crossings,
        c =>
        {
            var crossed = Converter.Comment(c.Text, c.From, c.To, Corpus.NorthToSouth).Text;
            return !Lines.Of(BbTree.Parse(crossed, c.To)).Any(OurLines.LooksLikeOurs);
        });

    [Fact]
    public void Any_text_is_harmless_after_crossing_RULES_11() => Always.Holds(
        Crossings,
        c =>
        {
            AssertHarmless(Converter.Convert(c.Text, c.From, c.To, Corpus.NorthToSouth).Text, c.To);
            return true;
        });

    [Fact]
    public void A_long_comment_is_cut_into_whole_parts_RULES_19() => Always.Holds(
        from pieces in Gen.Elements(Pieces.Where(piece => !Repeating.Contains(piece)).ToArray()).ArrayOf(600)
        from dialect in Gen.Elements(Dialects)
        select (Text: string.Concat(pieces), Dialect: dialect),
        c =>
        {
            var body = Converter.Comment(c.Text, Dialect.Task, c.Dialect, Corpus.NorthToSouth).Text;
            var parts = CommentText.Compose(new BylineFacts("Иван", "Север"), body, c.Dialect, Language.Ru, 700);
            Assert.All(parts, part => Assert.True(
                part.Length <= 700 && Byline.TryRead(part, out _, out var rest) && !char.IsLowSurrogate(rest.FirstOrDefault()) && !char.IsHighSurrogate(rest.LastOrDefault()),
                part));
            Assert.Equal(Words(body, c.Dialect), string.Concat(parts.Select(part => Words(Byline.Strip(part), c.Dialect))));
            return true;
        });

    // What is read, without the look: cutting may repeat markup but neither drop nor double a word.
    private static string Words(string text, Dialect dialect) =>
        string.Concat(Lines.Of(BbTree.Parse(text, dialect)).Select(line => line.Plain)).Replace(" ", "", StringComparison.Ordinal);

    private static void AssertHarmless(string crossed, Dialect to)
    {
        var outsideMentions = Regex.Replace(crossed, @"\[USER=7\]", "", RegexOptions.IgnoreCase);
        Assert.DoesNotMatch(@"(?i)\[user=", outsideMentions);
        Assert.DoesNotMatch(@"(?i)\[(send|put|call|chat|context|project|department|disk|attachment|icon|timestamp)[ =\]]", crossed);
        Assert.DoesNotMatch(@"(?i)\[url=(?!https?://)", crossed);
        Assert.DoesNotMatch(@"(?im)(^|[\s(,;])#[\p{L}\p{Nd}_]", crossed);
        Assert.DoesNotMatch(@"\[[/]?unknown", crossed);
        Assert.DoesNotContain('\u202E', crossed);
        Assert.All(Flattener.Flatten(BbTree.Parse(crossed, to), new Resolver(null)), run => Assert.True(run.Style.Link is null || WebAddress.IsSafe(run.Style.Link)));
    }
}
