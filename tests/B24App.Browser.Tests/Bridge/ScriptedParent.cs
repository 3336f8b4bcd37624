using System.Text.Json;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Bridge;

/// <summary>
/// A page that plays the portal: it frames a child, writes down every string the child sends and gives scripted answers. Before each
/// answer a stranger on a third site posts a forged one under the same key.
/// </summary>
internal sealed class ScriptedParent(IPage page)
{
    public const string Portal = "https://portal.test";
    private const string App = "https://app.test";
    private const string Stranger = "https://stranger.test";
    private const string Sid = "0123456789abcdef0123456789abcdef";

    private const string ParentHtml = $$$"""
        <!doctype html><meta charset="utf-8"><title>portal</title><link rel="icon" href="data:,">
        <iframe name="stranger" src="{{{Stranger}}}/"></iframe><iframe id="app" name="portal.test|1|{{{Sid}}}" src="{{{App}}}/"></iframe>
        <script>
          window.heard = [];
          const answers = {
            getInitData: {
              AUTH_ID: 'a', REFRESH_ID: 'r', AUTH_EXPIRES: '3600', DOMAIN: 'portal.test', PROTOCOL: '1', PATH: '/rest', LANG: 'ru', MEMBER_ID: 'm', IS_ADMIN: true,
              APP_OPTIONS: {}, USER_OPTIONS: {}, PLACEMENT: 'DEFAULT', PLACEMENT_OPTIONS: {}, INSTALL: false, FIRST_RUN: false,
            },
            refreshAuth: { AUTH_ID: 'a2', REFRESH_ID: 'r2', AUTH_EXPIRES: '3600' },
            openPath: { result: 'close' },
            selectUser: [{ id: '5', name: 'Пётр: "Орлов"' }],
          };
          const pending = new Map();
          addEventListener('message', ({ data, origin }) => {
            if (origin === '{{{Stranger}}}') {
              const [key, command] = data.split(' ');
              document.getElementById('app').contentWindow.postMessage(`${key}:${JSON.stringify(answers[command] ?? {})}`, '{{{App}}}');
            } else if (origin === '{{{App}}}') {
              const parts = data.split(':');
              const key = parts.at(-2);
              heard.push([...parts.slice(0, -2), 'KEY', parts.at(-1)].join(':'));
              frames.stranger.postMessage(`${key} ${parts[0]}`, '*');
            }
          });
        </script>
        """;

    private const string StrangerHtml = """
        <!doctype html><title>stranger</title><link rel="icon" href="data:,">
        <script>
          addEventListener('message', ({ data, source }) => {
            parent.frames[1].postMessage(`${data.split(' ')[0]}:{"AUTH_ID":"forged","result":"forged"}`, '*');
            source.postMessage(data, '*');
          });
        </script>
        """;

    /// <summary>Plays to a child and gives what it sent and what it understood.</summary>
    /// <param name="child">HTML of the child; it puts its answers into <c>window.answers</c> when it has all.</param>
    /// <param name="files">Scripts it loads, by path.</param>
    public async Task<(IReadOnlyList<string> Sent, string Understood)> PlayTo(string child, IReadOnlyDictionary<string, string> files)
    {
        await page.RouteAsync(Portal + "/**", route => Html(route, ParentHtml));
        await page.RouteAsync(Stranger + "/**", route => Html(route, StrangerHtml));
        await page.RouteAsync(App + "/**", route => files.TryGetValue(new Uri(route.Request.Url).AbsolutePath, out var script)
            ? route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript; charset=utf-8", Body = script })
            : Html(route, child));
        await page.GotoAsync(Portal + "/");
        var frame = page.Frames.First(one => one.Url.StartsWith(App, StringComparison.Ordinal));
        await frame.WaitForFunctionAsync("() => window.answers");
        var sent = await page.EvaluateAsync<string[]>("() => heard");
        return (sent, await frame.EvaluateAsync<string>("() => JSON.stringify(window.answers)"));
    }

    /// <summary>The calls that are played, as a script knows them.</summary>
    public static string Calls { get; } = JsonSerializer.Serialize(new object[]
    {
        new object[] { "getInitData" },
        new object[] { "refreshAuth" },
        new object[] { "resizeWindow", new { width = "100%", height = 640 } },
        new object[] { "setTitle", new { title = "Журнал: \"всё\", 50 %" } },
        new object[] { "openPath", new { path = "/company/personal/user/1/tasks/task/view/5/" } },
        new object[] { "openApplication", new { screen = "journal", bx24_width = 900, bx24_label = new { text = "B24App" } } },
        new object[] { "selectUser", new { mult = true } },
        new object[] { "closeApplication" },
        new object[] { "setInstallFinish" },
        new object[] { "reloadWindow" },
    });

    private static Task Html(IRoute route, string body) => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = body });
}
