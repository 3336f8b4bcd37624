using System.Text;
using B24App.EmulatedPortal.Control;
using B24App.Pages;
using B24App.Store;
using B24App.Tests.Architecture;
using B24App.Tests.Portals;
using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace B24App.Tests.Pages;

/// <summary>Every page in every state a person can meet it in. What is covered here is the table of <c>docs/states.md</c>.</summary>
public sealed class StateTests
{
    private const string Update = "B24APP_UPDATE_DOCS";

    // Pages that show inside the shell, by the words of the table.
    private static readonly (string Name, string Path)[] Screens =
    [
        ("Home", "home"), ("Links", "links"), ("Acceptance of a code", "links/accept"), ("Client history", "carry"), ("Journal", "journal"), ("Why not sent", "journal/why"), ("Undelivered", "undelivered"),
        ("Matching", "matching"), ("Settings", "settings"), ("Log of calls", "settings/calls"),
        ("Link", "links/{link}"), ("End of a link", "links/{link}/unlink"), ("What existed before", "links/{link}/before"),
        ("Leak test of a link", "links/{link}/leaks"), ("Pairs that exist already", "links/{link}/pairs"),
        ("Wizard: from", "links/draft/{draft}/step/1"), ("Wizard: filter", "links/draft/{draft}/step/2"), ("Wizard: to", "links/draft/{draft}/step/3"),
        ("Wizard: mapping", "links/draft/{draft}/step/4"), ("Wizard: launch", "links/draft/{draft}/step/5"), ("Wizard: preview", "links/draft/{draft}/panel/2"),
        ("Rule of the client history", "carry/{rule}"), ("Line of the journal", "journal/{line}"), ("One undelivered", "undelivered/{letter}"), ("Matching of a link", "matching/{link}"),
        ("Exchange of a task", "task/card"), ("History in a card of the CRM", "crm/card"), ("Pair of a card of the CRM", "crm/pair"), ("Steps of the installation", "install/steps"), ("Number in the navigation", "nav/undelivered"),
    ];

    // Parts of a screen that stand under a heading of their screen, or are opened by a button of it.
    private static readonly HashSet<string> Parts = ["End of a link", "Wizard: preview", "Exchange of a task", "History in a card of the CRM", "Pair of a card of the CRM", "Steps of the installation", "Number in the navigation"];

    // A widget speaks of what its session was opened with; a session without that is told so (TaskWidgetTests and CarryPagesTests open them).
    private static readonly string[] Widgets = ["Exchange of a task", "History in a card of the CRM", "Pair of a card of the CRM"];

    private static readonly (string Name, string Path)[] Doors = [("App", "app"), ("Installer", "install"), ("Task tab", "task"), ("CRM tab", "crm")];

    private static readonly (string State, string Meaning, string Test, (string Name, string Path)[] Pages)[] Covered =
    [
        ("loading", "the place of the screen is held, a word says so", nameof(While_a_screen_loads_its_place_is_held_and_a_word_says_so), Screens),
        ("empty", "says what will appear", nameof(An_empty_portal_opens_every_screen), Screens),
        ("error", "one sentence, one advice, the number of the request", nameof(A_failure_of_ours_is_one_sentence_with_a_number), Screens),
        ("no rights", "names the right and who can grant it, or reads without buttons", nameof(An_employee_reads_or_is_told_who_can_grant_it), Screens),
        ("portal down", "opens from our own store", nameof(Every_screen_opens_while_the_portal_is_down), Screens),
        ("not installed", "one instruction; a session of a portal that left is over", nameof(Where_the_app_is_not_installed_the_session_is_over), [.. Screens, .. Doors]),
        ("outside the frame", "one plain page with one instruction", nameof(Outside_the_frame_a_plain_page_has_one_instruction), Doors),
        ("without JavaScript", "one sentence", nameof(Without_JavaScript_one_sentence_says_so), Doors),
    ];

    public static TheoryData<string> Languages => ["ru", "en"];

    [Theory, MemberData(nameof(Languages))]
    public async Task An_empty_portal_opens_every_screen(string language)
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var person = await Desktop.Open(rig, rig.North, language: language);
        foreach (var (name, path) in Screens.Where(screen => !screen.Path.Contains('{', StringComparison.Ordinal)))
        {
            await IsSound(person, name, path);
        }

        var owned = await Own(rig);
        foreach (var (name, path) in Screens.Where(screen => screen.Path.Contains('{', StringComparison.Ordinal)))
        {
            await IsSound(person, name, At(path, owned));
        }
    }

    [Fact]
    public async Task An_employee_reads_or_is_told_who_can_grant_it()
    {
        await using var rig = await Rig.Start();
        var owned = await Own(rig);
        var employee = await Desktop.Open(rig, rig.North, user: 5);
        foreach (var (name, path) in Screens)
        {
            var (status, page) = await employee.Get(At(path, owned));
            Assert.True(status is 200 or 403 || (status == 404 && name == "Line of the journal"), $"{name} answers {status}");
            Assert.Empty(page.QuerySelectorAll("[hx-post]:not(form):not([hx-post*='viewer'])"));
            if (status == 403 && !Widgets.Contains(name))
            {
                Assert.Contains(Texts.For("ru")["State.noRights"], page.Body!.TextContent);
                Assert.Contains(Texts.For("ru")["State.noRights.advice"], page.Body.TextContent);
            }
        }
    }

    [Fact]
    public async Task A_failure_of_ours_is_one_sentence_with_a_number()
    {
        await using var rig = await Rig.Start();
        var owned = await Own(rig);
        var person = await Desktop.Open(rig, rig.North);
        await rig.Get<Database>().Write(store => store.Execute("ALTER TABLE viewer RENAME TO lost"));
        foreach (var (name, path) in Screens)
        {
            var (status, page) = await person.Get(At(path, owned));
            Assert.True(status == 500, $"{name} answers {status}");
            Assert.Contains(Texts.For("ru")["State.broken.advice"], page.QuerySelector("[role=alert]")!.TextContent);
            Assert.NotNull(page.QuerySelector("details"));
            Assert.DoesNotContain("SQLite", page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Every_screen_opens_while_the_portal_is_down()
    {
        await using var rig = await Rig.Start();
        var owned = await Own(rig);
        var person = await Desktop.Open(rig, rig.North);
        rig.North.Faults.Add(new Fault(FaultKind.Cut) { Lasts = TimeSpan.FromHours(1) });
        foreach (var (name, path) in Screens)
        {
            var (status, page) = await person.Get(At(path, owned));
            Assert.True(status == 200 || (status == 403 && Widgets.Contains(name)), $"{name} answers {status}");
            Assert.True(page.Body!.TextContent.Trim().Length > 2 || name == "Number in the navigation", $"{name} says nothing");
        }
    }

    [Fact]
    public async Task Where_the_app_is_not_installed_the_session_is_over()
    {
        await using var rig = await Rig.Start();
        var owned = await Own(rig);
        var portal = await rig.Portals.Find(rig.North.Portal.MemberId) ?? throw new InvalidOperationException();
        var person = await Desktop.Open(rig, rig.North);
        await rig.Portals.Uninstall(portal.Id, clean: false);
        foreach (var (name, path) in Screens)
        {
            var (status, _) = await person.Get(At(path, owned));
            Assert.True(status == 401, $"{name} answers {status}");
        }

        foreach (var (_, path) in Doors)
        {
            var form = rig.South.Install.Open(Rig.ClientId, 1);
            var forged = await rig.Http.PostAsync(new Uri(rig.Url, path), new FormUrlEncodedContent(form.Fields.Where(field => field.Key != "AUTH_ID").Append(KeyValuePair.Create("AUTH_ID", "forged"))));
            Assert.Contains("h1", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.InRange((int)forged.StatusCode, 400, 499);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Outside_the_frame_a_plain_page_has_one_instruction(string language)
    {
        await using var rig = await Rig.Start();
        foreach (var (name, path) in Doors)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Url, path));
            request.Headers.Add("Accept-Language", language);
            var page = await (await rig.Http.SendAsync(request)).Content.ReadAsStringAsync();
            Assert.True(page.Contains(Texts.For(language)["Outside.advice"], StringComparison.Ordinal), $"{name} says nothing");
        }
    }

    [Fact]
    public async Task While_a_screen_loads_its_place_is_held_and_a_word_says_so()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var shell = (await Desktop.Open(rig, rig.North)).Shell;
        Assert.Contains(Texts.For("ru")["App.loading"], shell.QuerySelector("#main [role=status]")!.TextContent);
    }

    [Fact]
    public async Task Without_JavaScript_one_sentence_says_so()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        foreach (var (name, path) in Doors)
        {
            var form = rig.North.Install.Open(Rig.ClientId, 1);
            var page = await (await rig.Http.PostAsync(new Uri(rig.Url, path + new Uri(form.Url).Query), new FormUrlEncodedContent(form.Fields))).Content.ReadAsStringAsync();
            Assert.True(page.Contains("<noscript>", StringComparison.Ordinal), $"{name} says nothing");
        }
    }

    [Fact]
    public void The_table_in_the_documents_is_what_these_tests_cover()
    {
        var table = Table();
        var file = Path.Combine(Repository.Root, "docs", "states.md");
        if (Environment.GetEnvironmentVariable(Update) is not null)
        {
            File.WriteAllText(file, table);
        }

        Assert.All(Covered, covered => Assert.NotEmpty(typeof(StateTests).GetMethod(covered.Test)!.GetCustomAttributes(typeof(FactAttribute), inherit: true)));
        Assert.True(File.Exists(file) && File.ReadAllText(file) == table, $"docs/states.md is stale: run these tests once with {Update}=1.");
    }

    // Every page there is has its row, so a page that is added needs its states.
    [Fact]
    public async Task Every_page_of_the_app_is_in_the_table()
    {
        await using var rig = await Rig.Start();
        var owned = new RouteTests.Owned(1, 1, 1, 1);
        var covered = Screens.Select(screen => At(screen.Path, owned)).Concat(Doors.Select(door => door.Path)).ToHashSet();
        string[] plain = ["broken", "lost", "{*path:nonfile}"]; // pages that are nothing but one state
        var missing = rig.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(route => route.RoutePattern.RawText!.TrimStart('/'))
            .Except(plain)
            .Where(route => !covered.Contains(RouteTests.Numbered.TryGetValue(route, out var ask) ? ask(owned) : route) && route != "links/draft") // begins a draft and leads to the wizard
            .ToList();

        Assert.Empty(missing);
    }

    private static async Task IsSound(Desktop person, string name, string path)
    {
        var (status, page) = await person.Get(path);
        Assert.True(status == 200 || (status == 403 && Widgets.Contains(name)), $"{name} answers {status}");
        Assert.True(Parts.Contains(name) || page.QuerySelector("h1") is { TextContent.Length: > 2 }, $"{name} has no heading");
        Sound.Is(page);
    }

    private static string At(string path, RouteTests.Owned owned) => path
        .Replace("{link}", Number(owned.Link), StringComparison.Ordinal)
        .Replace("{draft}", Number(owned.Draft), StringComparison.Ordinal)
        .Replace("{rule}", Number(owned.Rule), StringComparison.Ordinal)
        .Replace("{line}", Number(owned.Line), StringComparison.Ordinal)
        .Replace("{letter}", Number(owned.Letter), StringComparison.Ordinal);

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // A link that runs and carried nothing yet; a draft, a line and a letter with nothing behind them.
    private static async Task<RouteTests.Owned> Own(Rig rig)
    {
        var (link, north, _) = await LinkPageTests.Linked(rig);
        return await RouteTests.Own(rig, north) with { Link = link.Value };
    }

    private static string Table()
    {
        var text = new StringBuilder("# Pages and their states\n\n")
            .Append("Written by `tests/B24App.Tests/Pages/StateTests.cs`, which opens every page in every one of these states; a stale copy fails a test.\n\n");
        text.Append("| Page |").Append(string.Concat(Covered.Select(covered => $" {covered.State} |"))).Append('\n')
            .Append("|---|").Append(string.Concat(Covered.Select(_ => "---|"))).Append('\n');
        foreach (var page in Doors.Concat(Screens).Select(page => page.Name))
        {
            text.Append("| " + page + " |").Append(string.Concat(Covered.Select(covered => covered.Pages.Any(one => one.Name == page) ? " ✓ |" : " |"))).Append('\n');
        }

        text.Append("\n| State | What a person meets | Test |\n|---|---|---|\n");
        foreach (var (state, meaning, test, _) in Covered)
        {
            text.Append("| " + state + " | " + meaning + " | `" + test + "` |\n");
        }

        return text.Append("\nScreens inside the app have no address of their own, so \"outside the frame\" and \"without JavaScript\" are states of the doors a portal opens.\n").ToString();
    }
}
