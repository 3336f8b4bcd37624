using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Tests.Platform;

/// <summary>A box with one portal, a hand-turned clock, an app that listens, and a plain HTTP client.</summary>
public sealed class TestBox : IAsyncDisposable
{
    public const string ClientId = "app.64f0a1.10000001";

    private readonly Listener _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    private TestBox(PortalBox box, HandClock clock, Listener app, List<JsonObject> heard)
    {
        Box = box;
        Clock = clock;
        _app = app;
        Heard = heard;
    }

    public PortalBox Box { get; }

    public HandClock Clock { get; }

    public PortalHost Host => Box.Portals[0];

    /// <summary>Bodies that the app's handler got, decoded.</summary>
    public List<JsonObject> Heard { get; }

    public string Handler => $"http://127.0.0.1:{_app.Port}/events";

    /// <summary>What the app's handler does before it answers.</summary>
    public Action OnEvent { get; set; } = () => { };

    public static async Task<TestBox> Start(int portals = 1, Func<BoxOptions, BoxOptions>? with = null)
    {
        var clock = new HandClock();
        var heard = new List<JsonObject>();
        TestBox? test = null;
        var app = await Listener.Start(0, async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = PhpForm.Parse(await reader.ReadToEndAsync());
            lock (heard)
            {
                heard.Add(body);
            }

            test!.OnEvent();
        });
        var options = new BoxOptions
        {
            Portals = [.. Enumerable.Range(0, portals).Select(i => new PortalPlan(i == 0 ? "North" : "South", "en"))],
            Clock = clock,
            AutoDeliver = false,
        };
        var box = await PortalBox.Start(with is null ? options : with(options));
        foreach (var host in box.Portals)
        {
            host.Portal.Users[1] = new PortalUser { Id = 1, Name = "Anna", LastName = "North", IsAdmin = true };
            host.Portal.Users[5] = new PortalUser { Id = 5, Name = "Igor" };
            host.Portal.Webhooks["demo"] = null;
        }

        test = new TestBox(box, clock, app, heard);
        box.RegisterApp(new AppCard(ClientId, "secret", "Mirror", ["task", "placement"], $"http://127.0.0.1:{app.Port}/install", $"http://127.0.0.1:{app.Port}/app"));
        return test;
    }

    /// <summary>An installed app's access token for a user.</summary>
    public string Token(long userId = 1, int portal = 0)
    {
        var host = Box.Portals[portal];
        host.Install.Open(ClientId, 1);
        host.Install.Finish(ClientId);
        return host.Install.IssueTokens(ClientId, userId).Access;
    }

    public async Task<(int Status, JsonNode Body)> Get(string url) => await Read(await _http.GetAsync(url));

    public async Task<(int Status, JsonNode Body)> Post(string path, string json, string? idempotencyKey = null) =>
        await Read(await Send(path, json, "application/json", idempotencyKey));

    public async Task<(int Status, JsonNode Body)> PostForm(string path, string form) =>
        await Read(await Send(path, form, "application/x-www-form-urlencoded"));

    public async Task<HttpResponseMessage> Send(string path, string body, string type, string? idempotencyKey = null, string? hostHeader = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path.StartsWith("http", StringComparison.Ordinal) ? path : Host.Url + path);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        request.Headers.Host = hostHeader;
        return await _http.SendAsync(request);
    }

    public async Task<HttpStatusCode> StatusOf(string url) => (await _http.GetAsync(url)).StatusCode;

    public async Task<HttpResponseMessage> Fetch(string url) => await _http.GetAsync(url);

    public static async Task<(int Status, JsonNode Body)> Read(HttpResponseMessage response) =>
        ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Box.DisposeAsync();
        await _app.DisposeAsync();
    }
}
