using System.Net.Http.Headers;
using B24App.Tests.Journeys;

namespace B24App.Tests.Safety;

/// <summary>Every route of the running application, found by asking it: a new one is walked as soon as it exists.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task Without_a_session_every_route_but_the_open_ones_answers_401()
    {
        await using var world = await World.Start();
        using var http = Client();
        var answers = new List<string>();
        foreach (var route in (await Routes(world)).Where(route => !Route.Open.Contains(route.Template)))
        {
            var address = route.Template.Split('/').Select(segment => segment.StartsWith('{') ? "1" : segment);
            var answer = await Send(http, world, route, "/" + string.Join('/', address) + (route.Handler.Length > 0 ? "?handler=" + route.Handler : ""), null, []);
            if ((int)answer.StatusCode != 401)
            {
                answers.Add($"{route}: {(int)answer.StatusCode}");
            }
        }

        Assert.True(answers.Count == 0, string.Join('\n', answers));
    }

    [Fact]
    public async Task With_a_foreign_session_no_route_shows_or_changes_anything_of_another_tenant()
    {
        await using var owner = await ForeignTenant.Start();
        using var http = Client();
        var routes = (await Routes(owner.World)).Where(route => !Route.Open.Contains(route.Template)).ToList();
        foreach (var route in routes.Where(route => route is { Method: "GET", Handler: "", Template: "links/{id:long}" or "undelivered/{id:long}" }))
        {
            var shown = await Send(http, owner.World, route, route.With(owner), owner.OwnersSession, []);
            Assert.Contains(ForeignTenant.Secrets[0], await shown.Content.ReadAsStringAsync()); // who owns it does see it
        }

        var before = await owner.Rows();
        var leaks = new List<string>();
        foreach (var route in routes)
        {
            var answer = await Send(http, owner.World, route, route.With(owner), owner.Session, route.Told(owner));
            var (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            leaks.AddRange(ForeignTenant.Secrets.Where(secret => body.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{route} shows '{secret}'"));
            if (route.HasIds && route.Method == "GET" && status != 404)
            {
                leaks.Add($"{route} answers {status} instead of 404");
            }
            else if (status >= 500 || (route.HasIds && status is < 400))
            {
                leaks.Add($"{route} answers {status}");
            }

            var after = await owner.Rows();
            leaks.AddRange(before.Except(after).Select(row => $"{route} took or changed {row}"));
            leaks.AddRange(after.Except(before).Select(row => $"{route} added {row}"));
            before = after;
        }

        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    private static async Task<IReadOnlyList<Route>> Routes(World world) => await Route.All(world.Get<IServiceProvider>());

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    private static Task<HttpResponseMessage> Send(HttpClient http, World world, Route route, string address, string? session, IEnumerable<KeyValuePair<string, string>> told)
    {
        var query = string.Concat(told.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}&"));
        var isGet = route.Method == "GET";
        var target = world.Get<AppOptions>().Urls + address + (isGet && query.Length > 0 ? (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query : "");
        var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(target))
        {
            Content = isGet ? null : new FormUrlEncodedContent(told),
        };
        if (session is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        }

        return http.SendAsync(request);
    }
}
