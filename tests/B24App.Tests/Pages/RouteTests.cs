using System.Net.Http.Headers;
using System.Text.Json;
using B24App.Carry;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Store;
using B24App.Tests.Portals;
using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace B24App.Tests.Pages;

/// <summary>Every route the app has, taken from its own table, is walked by a stranger and by the administrator of another company.</summary>
public sealed class RouteTests
{
    private const string Secret = "Тайна-Севера";

    // Doors have checks of their own and tests of their own; everything else asks for a session.
    private static readonly HashSet<string> Doors = ["health", "events", "app/session", "app", "install", "task", "crm", "broken", "lost", "{*path:nonfile}"];

    // A route with numbers needs a row here: how it is asked for what belongs to somebody else.
    internal static readonly Dictionary<string, Func<Owned, string>> Numbered = new()
    {
        ["links/{id:long}"] = owned => $"links/{owned.Link}",
        ["links/{id:long}/unlink"] = owned => $"links/{owned.Link}/unlink",
        ["links/{id:long}/pairs"] = owned => $"links/{owned.Link}/pairs",
        ["links/{id:long}/leaks"] = owned => $"links/{owned.Link}/leaks",
        ["links/{id:long}/before"] = owned => $"links/{owned.Link}/before",
        ["links/draft/{id:long}/step/{step:int}"] = owned => $"links/draft/{owned.Draft}/step/2",
        ["links/draft/{id:long}/panel/{step:int}"] = owned => $"links/draft/{owned.Draft}/panel/2",
        ["carry/{id:long}"] = owned => $"carry/{owned.Rule}",
        ["journal/{id:long}"] = owned => $"journal/{owned.Line}",
        ["undelivered/{id:long}"] = owned => $"undelivered/{owned.Letter}",
        ["matching/{id:long?}"] = owned => $"matching/{owned.Link}",
    };

    private static readonly string[] TablesOfTheOwner =
    [
        "SELECT * FROM link ORDER BY id", "SELECT * FROM invitation", "SELECT * FROM proposal", "SELECT * FROM contract", "SELECT * FROM outbox ORDER BY id",
        "SELECT * FROM link_draft WHERE portal_id = @north ORDER BY id", "SELECT * FROM viewer WHERE portal_id = @north", "SELECT * FROM portal_setting WHERE portal_id = @north",
        "SELECT * FROM deputy WHERE portal_id = @north", "SELECT id FROM journal WHERE portal_id = @north ORDER BY id", "SELECT id, name, state, relay_user FROM portal WHERE id = @north",
        "SELECT * FROM token_pair WHERE portal_id = @north", "SELECT * FROM carry_rule WHERE portal_id = @north", "SELECT * FROM carry_run WHERE portal_id = @north",
    ];

    [Fact]
    public async Task Without_a_session_every_screen_is_shut()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        foreach (var (method, address) in await Requests(rig, new Owned(1, 1, 1, 1)))
        {
            using var request = new HttpRequestMessage(method, new Uri(rig.Url, address));
            using var answer = await rig.Http.SendAsync(request);
            Assert.True((int)answer.StatusCode == 401, $"{method} {address}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Another_companys_administrator_reads_and_changes_nothing_by_any_route()
    {
        await using var rig = await Rig.Start();
        var (north, south) = (await rig.Install(rig.North), await rig.Install(rig.South));
        var owned = await Own(rig, north);
        var before = await Everything(rig, north);
        var session = rig.Get<B24App.Pages.Sessions>().Sign(new B24App.Pages.Session(south.Id, 1, true, rig.Clock.GetUtcNow(), "ru", "DEFAULT"));

        foreach (var (method, address) in await Requests(rig, owned))
        {
            using var request = new HttpRequestMessage(method, new Uri(rig.Url, address));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
            using var answer = await rig.Http.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500 || (int)answer.StatusCode == 503, $"{method} {address}: {(int)answer.StatusCode}");
            Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            if (Numbered.Values.Any(of => address.StartsWith(of(owned) + "?", StringComparison.Ordinal)))
            {
                Assert.True((int)answer.StatusCode is 403 or 404, $"{method} {address}: {(int)answer.StatusCode}");
            }
        }

        Assert.Equal(before, await Everything(rig, north));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_press_on_what_is_gone_answers_a_sentence(string language)
    {
        await using var rig = await Rig.Start();
        var north = await rig.Install(rig.North);
        var session = rig.Get<B24App.Pages.Sessions>().Sign(new B24App.Pages.Session(north.Id, 1, true, rig.Clock.GetUtcNow(), language, "DEFAULT"));
        foreach (var (method, address) in (await Requests(rig, new Owned(999, 999, 999, 999))).Where(request => request.Method == HttpMethod.Post))
        {
            using var request = new HttpRequestMessage(method, new Uri(rig.Url, address));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
            request.Content = new FormUrlEncodedContent([new("why", "not needed")]);
            using var answer = await rig.Http.SendAsync(request);
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            var says = page.QuerySelector("[role=alert] .state-title, [role=alert], h1")?.TextContent.Trim() ?? "";
            Assert.True((int)answer.StatusCode == 204 || says.Length > 3 || page.QuerySelector("[data-install]") is not null, $"{address} answers {(int)answer.StatusCode} and says nothing");
            Assert.True((int)answer.StatusCode < 500 || (int)answer.StatusCode == 503, $"{address} answers {(int)answer.StatusCode}");
            if ((int)answer.StatusCode == 404)
            {
                Assert.Contains(B24App.Pages.Texts.For(language)["State.gone.advice"], page.Body!.TextContent, StringComparison.Ordinal);
            }
        }
    }

    // Each handler of each page, with the numbers of the owner in its path and under every name a handler reads numbers by.
    private static async Task<List<(HttpMethod Method, string Address)>> Requests(Rig rig, Owned owned)
    {
        var requests = new List<(HttpMethod, string)>();
        var loader = rig.Get<PageLoader>();
        var routes = rig.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(routes.Count > 15);
        foreach (var route in routes)
        {
            var template = route.RoutePattern.RawText!.TrimStart('/');
            if (Doors.Contains(template))
            {
                continue;
            }

            Assert.True(!template.Contains('{', StringComparison.Ordinal) || Numbered.ContainsKey(template), $"{template} has no row in this test");
            var page = await loader.LoadAsync(route.Metadata.GetMetadata<PageActionDescriptor>() ?? throw new InvalidOperationException($"{template} is no page"), route.Metadata);
            var path = Numbered.TryGetValue(template, out var ask) ? ask(owned) : template;
            requests.AddRange(page.HandlerMethods.Select(handler => (
                HttpMethod.Parse(handler.HttpMethod), $"{path}?handler={handler.Name}&link={owned.Link}&one={owned.Letter}&Ids={owned.Link}&draft={owned.Draft}&proposal=1&version=1&to=2&user=5&task=1")));
        }

        return requests;
    }

    internal static async Task<Owned> Own(Rig rig, Portal north)
    {
        var half = Presets.Half(Presets.Support, B24App.Plan.Side.A, new HalfChoices { Filter = new TaskFilter { Groups = [12] }, TargetGroup = 12, PublishedGroupTitle = Secret });
        var link = (await rig.Get<Invitations>().Create(Secret, half, new Admin(north.Id, 1, rig.Clock.GetUtcNow()), Consent.None)).Link;
        var draft = await rig.Get<DraftStore>().Begin(north.Id, new LinkId(0), DraftBody.Of(DraftKind.WeFile) with { Name = Secret }, 1);
        var letter = await rig.Get<Database>().Write(store => store.ExecuteScalar<long>(
            """
            INSERT INTO outbox (position, lane, mapping_id, link_id, portal_id, side, kind, body, contract, state, not_before, created_at, settled_at, cause)
            VALUES (1, 'lane', 1, @link, @north, 'A', 'CreateTask', x'', 1, 'parked', 0, 0, 1, 'GroupRefused') RETURNING id
            """,
            new { link = link.Value, north = north.Id.Value }));
        var line = await rig.Get<Database>().Write(store => store.ExecuteScalar<long>(
            "INSERT INTO journal (portal_id, link_id, at, station, item, reason, detail) VALUES (@north, @link, 1, 'link', 't1', '', @secret) RETURNING id",
            new { link = link.Value, north = north.Id.Value, secret = Secret }));
        var rule = await rig.Get<CarryRules>().Add(north.Id, Secret, new CarryRule { Tie = Tie.ContactToCompany, Manner = Manner.Bind }, 1);
        return new Owned(link.Value, draft, line, letter, rule);
    }

    private static async Task<string> Everything(Rig rig, Portal north)
    {
        var all = new List<string>();
        foreach (var sql in TablesOfTheOwner)
        {
            var rows = await rig.Get<Database>().Read(async store => (await store.QueryAsync(sql, new { north = north.Id.Value })).ToList());
            all.Add(sql + JsonSerializer.Serialize(rows));
        }

        return string.Join('\n', all);
    }

    /// <summary>What belongs to the company "Север".</summary>
    internal sealed record Owned(long Link, long Draft, long Line, long Letter, long Rule = 1);
}
