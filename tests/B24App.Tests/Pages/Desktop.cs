using System.Net.Http.Headers;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using B24App.EmulatedPortal.Hosting;
using B24App.Tests.Journeys;
using B24App.Tests.Portals;

namespace B24App.Tests.Pages;

/// <summary>One person with the app open in his portal: what he asks for and what he reads.</summary>
internal sealed class Desktop
{
    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly string _session;

    private Desktop(HttpClient http, Uri url, string session, IHtmlDocument shell)
    {
        _http = http;
        _url = url;
        _session = session;
        Shell = shell;
    }

    public IHtmlDocument Shell { get; }

    /// <summary>The word of success of the last answer; null for none.</summary>
    public string? Toast { get; private set; }

    public static Task<Desktop> Open(Rig rig, PortalHost host, long user = 1, string language = "ru", string options = "") =>
        Open(rig.Http, rig.Url, host, user, language, options);

    public static Task<Desktop> Open(World world, PortalHost host, long user = 1, string language = "ru", string options = "") =>
        Open(world.Http, world.Url, host, user, language, options);

    /// <summary>The widget in the card of a task.</summary>
    public static Task<Desktop> OpenTask(World world, PortalHost host, long task, long user, string language = "ru") =>
        Open(world.Http, world.Url, host, user, language, $$"""{"taskId":"{{task}}"}""", "TASK_VIEW_TAB");

    /// <summary>The tab in a card of the CRM.</summary>
    public static Task<Desktop> OpenCrm(World world, PortalHost host, string type, long id, long user, string language = "ru") =>
        Open(world.Http, world.Url, host, user, language, $$"""{"ID":"{{id}}"}""", $"CRM_{type}_DETAIL_TAB");

    private static async Task<Desktop> Open(HttpClient http, Uri url, PortalHost host, long user, string language, string options, string placement = "DEFAULT")
    {
        var form = host.Install.Open(Rig.ClientId, user, placement);
        var fields = form.Fields.Where(field => field.Key != "PLACEMENT_OPTIONS").Append(KeyValuePair.Create("PLACEMENT_OPTIONS", options));
        var answer = await http.PostAsync(
            form.Url.Replace("LANG=ru", "LANG=" + language, StringComparison.Ordinal), new FormUrlEncodedContent(fields));
        var shell = Read(await answer.Content.ReadAsStringAsync());
        return new Desktop(http, url, shell.Body!.GetAttribute("data-session")!, shell);
    }

    public async Task<(int Status, IHtmlDocument Page)> Get(string path) => await Send(HttpMethod.Get, path, null);

    public async Task<(int Status, IHtmlDocument Page)> Post(string path, params (string Name, string Value)[] fields) =>
        await Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Posts a form of a page as it stands there, with some fields changed.</summary>
    public Task<(int Status, IHtmlDocument Page)> Fill(IHtmlDocument page, string form, string path, params (string Name, string Value)[] changes)
    {
        var fields = page.QuerySelectorAll($"{form} input, {form} select, {form} textarea")
            .SelectMany(element => element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => Enumerable.Empty<(string, string)>(),
                IHtmlInputElement { IsDisabled: true } => [],
                IHtmlInputElement input => [(input.Name!, input.Value)],
                IHtmlSelectElement select => [(select.Name!, select.Value ?? "")],
                _ => [],
            })
            .Where(field => changes.All(change => change.Name != field.Item1));
        return Post(path, [.. fields, .. changes]);
    }

    private async Task<(int Status, IHtmlDocument Page)> Send(HttpMethod method, string path, HttpContent? content)
    {
        while (true)
        {
            var request = new HttpRequestMessage(method, new Uri(_url, path)) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _session);
            var answer = await _http.SendAsync(request);
            Toast = answer.Headers.TryGetValues("HX-Trigger", out var told) && told.Single() is ['{', ..] events
                && JsonSerializer.Deserialize<Dictionary<string, string>>(events)!.TryGetValue("toast", out var sentence) ? sentence : null;
            if ((int)answer.StatusCode is 302)
            {
                (method, path, content) = (HttpMethod.Get, answer.Headers.Location!.OriginalString.TrimStart('/'), null);
                continue;
            }

            return ((int)answer.StatusCode, Read(await answer.Content.ReadAsStringAsync()));
        }
    }

    private static IHtmlDocument Read(string html) => new HtmlParser().ParseDocument(html);
}
