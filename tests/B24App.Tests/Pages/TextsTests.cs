using System.Text.RegularExpressions;
using System.Xml.Linq;
using B24App.Apply;
using B24App.Backfill;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Notices;
using B24App.Pages;
using B24App.Pages.Carry;
using B24App.Pages.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Tests.Links;
using Language = B24App.Plan.Text.Language;

namespace B24App.Tests.Pages;

public class TextsTests
{
    private static readonly string Source = Path.Combine(Root(), "src", "B24App", "Pages");

    [Fact]
    public void Both_languages_have_the_same_names_and_places()
    {
        var (ru, en) = (Words("ru"), Words("en"));

        Assert.Equal(ru.Keys.Order(StringComparer.Ordinal), en.Keys.Order(StringComparer.Ordinal));
        Assert.All(ru, pair => Assert.Equal(Places(pair.Value), Places(en[pair.Key])));
        Assert.All(ru.Values.Concat(en.Values), text => Assert.DoesNotContain('!', text));
    }

    [Fact]
    public void No_word_is_missing_and_none_is_left_over()
    {
        var code = string.Concat(new[] { Source, Path.Combine(Source, "..", "Notices") }.SelectMany(folder => Directory.GetFiles(folder, "*.cs*", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var whole = Regex.Matches(code, "\"([A-Z][A-Za-z]*(?:\\.[A-Za-z0-9-]+)+)\"").Select(match => match.Groups[1].Value).ToHashSet();
        var begun = Regex.Matches(code, "\\$\"([A-Z][A-Za-z.]*\\.){").Select(match => match.Groups[1].Value).ToHashSet();
        var turned = Regex.Matches(code, "(?:Turn|Count|Ask|Outside\\.Of)\\(\"([A-Za-z.]+)\"").Select(match => match.Groups[1].Value + ".").ToHashSet();
        var named = Regex.Matches(code, "(?:[Ww]ords|this)\\[\"([A-Za-z0-9.-]+)\"\\]|Say\\(\"([A-Za-z0-9.-]+)\"").Select(match => match.Groups[1].Value + match.Groups[2].Value);

        var counted = Regex.Matches(code, "Count\\(\"([A-Za-z.]+)\"").Select(match => match.Groups[1].Value);
        Assert.All(named.Concat(counted.SelectMany(name => new[] { name + ".one", name + ".few", name + ".many" })), name => Assert.True(Words("ru").ContainsKey(name), name));
        Assert.All(Words("ru").Keys, name => Assert.True(
            whole.Contains(name) || whole.Contains(name[..name.LastIndexOf('.')]) || begun.Concat(turned).Any(start => name.StartsWith(start, StringComparison.Ordinal)),
            name));
    }

    // docs/vocabulary.md, "On the page": what people read has one word for one thing, in the texts, the reasons and the contract alike.
    [Theory]
    [InlineData("ru", "служебн[а-я]+ учётн", "служебный пользователь")]
    [InlineData("ru", "договор(?!ён|ит)", "договорённость")]
    [InlineData("ru", "ответственн", "исполнитель")]
    [InlineData("ru", "зеркал", "копия")]
    [InlineData("ru", "связ[ьи].{0,20} закончен", "разорвана")]
    [InlineData("en", "accomplice", "participant")]
    [InlineData("en", "service (user|account)", "relay account")]
    [InlineData("en", "\\bterms\\b", "rules")]
    [InlineData("en", "[“”’]", "straight quotes")]
    [InlineData("en", "№", "#")]
    public void One_thing_has_one_word(string language, string other, string word)
    {
        var code = language == "ru" ? Language.Ru : Language.En;
        var contract = new Contract(1, LinkWorld.ClientHalf(), LinkWorld.ProviderHalf());
        var text = ContractText.For(contract, Side.A, new PortalCard(LinkWorld.South, "B", "b.example"), PublishedHalf.Of(contract.B), code);
        var all = Words(language).Values
            .Concat(CarryWords.All.Values.Select(sentence => language == "ru" ? sentence.Ru : sentence.En))
            .Concat(Enum.GetValues<CarryReason>().Select(reason => CarryReasons.Of(reason, code)))
            .Concat(Enum.GetValues<Reason>().Select(Reasons.In(code).Of))
            .Concat([text.Title, .. text.Leaves, .. text.Taken, .. text.Here, .. text.Rules, .. text.NotCarried])
            .Concat(Directory.GetFiles(Path.Combine(Root(), "app-manifest", "listing", language), "*.txt").Select(File.ReadAllText));

        Assert.All(all, sentence => Assert.False(Regex.IsMatch(sentence, other, RegexOptions.IgnoreCase), $"\"{word}\" is meant: {sentence}"));
    }

    private static string[] Refusals { get; } = [.. Enum.GetNames<LinkAnswer>().Except([nameof(LinkAnswer.Done), nameof(LinkAnswer.NothingToDo), nameof(LinkAnswer.WaitsForPartner)])];

    private static string[] News { get; } = [.. typeof(LinkNews).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    // Names that are put together while the app runs: every one a program can make has its words, and no word is left that none makes.
    public static TheoryData<string, string[]> Made => new()
    {
        { "DeletePolicy", Enum.GetNames<DeletePolicy>() },
        { "DraftKind", [.. Enum.GetNames<DraftKind>(), .. Enum.GetNames<DraftKind>().Select(name => name + ".hint")] },
        { "DraftTrouble", Enum.GetNames<DraftTrouble>() },
        { "Field", [.. Enum.GetNames<Field>(), "unreadable"] },
        { "Journal.refused", [.. Enum.GetNames<IntentKind>(), "other"] },
        { "Settings.language", [.. Texts.Languages, "portal"] },
        { "Settings.notices", [.. Cause.Kinds, "hint"] },
        { "Theme", [.. ViewerStore.Themes, "label"] },
        { "WizardStep", [.. Enumerable.Range(1, WizardModel.Last).SelectMany(step => new[] { $"{step}", $"{step}.title" })] },
        { "LinkAnswer", [.. Refusals, .. Refusals.Select(name => name + ".advice")] },
        { "Before.state", Enum.GetNames<RunState>() },
        { "Journal.run", ["agreed", "cancelled", "leaks", "paused", "pairs", "preview", "repeated", "resumed", "started", "undone"] },
        { "Journal.news.link", [.. News.Select(name => name["link.".Length..])] },
    };

    [Theory, MemberData(nameof(Made))]
    public void Words_that_are_put_together_are_exactly_those_that_can_be(string start, string[] ends)
    {
        var known = Words("ru").Keys.Where(name => name.StartsWith(start + ".", StringComparison.Ordinal)).Select(name => name[(start.Length + 1)..]);

        Assert.Equal(ends.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cause_is_told_when_it_begins_and_unless_it_is_an_end_when_it_is_over() => Assert.All(
        Cause.Kinds.SelectMany(kind => kind == Cause.Left ? [$"Notice.{kind}"] : new[] { $"Notice.{kind}", $"Notice.{kind}.over" }),
        name => Assert.Contains(name, Words("ru").Keys));

    [Theory]
    [InlineData(1, "1 минуту назад")]
    [InlineData(2, "2 минуты назад")]
    [InlineData(5, "5 минут назад")]
    [InlineData(11, "11 минут назад")]
    [InlineData(21, "21 минуту назад")]
    [InlineData(0, "только что")]
    public void Russian_numbers_take_their_form(int minutes, string expected)
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, Texts.For("ru").Ago(now.AddMinutes(-minutes), now));
    }

    [Theory]
    [InlineData("ru", "ru")]
    [InlineData("ua", "ru")]
    [InlineData("kz", "ru")]
    [InlineData("de", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void A_portals_language_chooses_ours(string? portal, string expected) => Assert.Equal(expected, Texts.For(portal).Language);

    private static Dictionary<string, string> Words(string language) => XDocument.Load(Path.Combine(Source, $"Texts.{language}.resx"))
        .Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Places(string text) => string.Join(',', Regex.Matches(text, "{[0-9]}").Select(match => match.Value).Order(StringComparer.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "B24App.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
