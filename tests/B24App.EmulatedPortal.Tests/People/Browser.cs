using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace B24App.EmulatedPortal.Tests.People;

/// <summary>A headless Chromium with one page, spoken to over its debugging protocol. Remembers whatever it complains of.</summary>
internal sealed partial class Browser : IAsyncDisposable
{
    private static readonly string? Executable = new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(File.Exists);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _lastId;

    private Browser(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    public static string? MissingReason => Executable is null ? "Chromium is not installed (CHROMIUM_PATH names another place)" : null;

    /// <summary>Console errors, failed requests and uncaught exceptions of the page and its frames.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Browser> Start(int width, int height)
    {
        var profile = Directory.CreateTempSubdirectory("people-page-").FullName;
        var start = new ProcessStartInfo(Executable!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var flag in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={profile}", string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"), "about:blank",
        })
        {
            start.ArgumentList.Add(flag);
        }

        var browser = new Browser(Process.Start(start)!, profile);
        await browser.Connect();
        return browser;
    }

    public async Task Open(string url)
    {
        await Send("Page.navigate", new JsonObject { ["url"] = url });
    }

    /// <summary>Runs a script in the page; <c>until(() => …)</c> inside it waits for what the page has to become.</summary>
    public async Task<JsonNode?> Run(string script)
    {
        var expression = $$"""
            (async () => {
              const until = async condition => {
                for (let i = 0; i < 400; i++) {
                  try { const found = condition(); if (found) return found; } catch { }
                  await new Promise(resolve => setTimeout(resolve, 25));
                }
                throw new Error('never: ' + condition + ' in ' + document.body.innerText.slice(0, 900));
              };
              {{script}}
            })()
            """;
        var answer = await Send("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } failure
            ? throw new InvalidOperationException(failure["exception"]?["description"]?.ToString() ?? failure.ToJsonString())
            : answer["result"]!["value"]?.DeepClone();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task Connect()
    {
        string? address = null;
        while (address is null && await _process.StandardError.ReadLineAsync() is { } line)
        {
            address = Listening().Match(line) is { Success: true } found ? found.Groups[1].Value : null;
        }

        _ = _process.StandardError.ReadToEndAsync(); // an unread pipe would stop the browser in the end
        using var http = new HttpClient(new SocketsHttpHandler());
        var targets = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{address}/json")))!.AsArray();
        var page = targets.First(target => (string?)target!["type"] == "page")!;
        await _socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), CancellationToken.None);
        foreach (var domain in new[] { "Runtime.enable", "Log.enable", "Page.enable" })
        {
            await Send(domain, []);
        }
    }

    private async Task<JsonNode> Send(string method, JsonObject parameters)
    {
        var id = ++_lastId;
        var body = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var message = await Receive();
            if ((int?)message["id"] == id)
            {
                return message["result"] ?? throw new InvalidOperationException(message.ToJsonString());
            }

            Listen(message);
        }
    }

    private void Listen(JsonNode message)
    {
        var details = message["params"];
        var complaint = (string?)message["method"] switch
        {
            "Runtime.exceptionThrown" => details!["exceptionDetails"]!.ToJsonString(),
            "Runtime.consoleAPICalled" when (string?)details!["type"] is "error" or "warning" => details["args"]!.ToJsonString(),
            "Log.entryAdded" when (string?)details!["entry"]!["level"] is "error" or "warning" => details["entry"]!.ToJsonString(),
            _ => null,
        };
        if (complaint is not null)
        {
            Complaints.Add(complaint);
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var whole = new MemoryStream();
        var part = new byte[16 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part, CancellationToken.None);
            whole.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(whole.ToArray())!;
    }

    [GeneratedRegex("ws://([^/]+)/")]
    private static partial Regex Listening();
}

internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.MissingReason;
}
