using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>Whatever a window complains of: its console, broken scripts, failed requests, its content security policy.</summary>
internal sealed class Complaints
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ConcurrentDictionary<IRequest, bool> _underWay = new();

    public Complaints(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _heard.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        page.Request += (_, request) => _underWay.TryAdd(request, true);
        page.RequestFinished += (_, request) => _underWay.TryRemove(request, out bool _);
        page.RequestFailed += (_, request) => _underWay.TryRemove(request, out bool _);
        page.PageError += (_, error) => _heard.Enqueue("script: " + error);
        page.RequestFailed += (_, request) => _heard.Enqueue($"request: {request.Method} {request.Url} {request.Failure}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _heard.Enqueue(FormattableString.Invariant($"answer: {response.Status} {response.Request.Method} {response.Url}"));
            }
        };
    }

    /// <summary>Words of complaints that the story is about.</summary>
    public List<string> Expected { get; } = [];

    public override string ToString() => string.Join('\n', _heard.Concat(_underWay.Keys.Select(request => $"still without an answer: {request.Method} {request.Url}")));

    public void Demand()
    {
        var unexpected = _heard.Where(complaint => !Expected.Any(words => complaint.Contains(words, StringComparison.Ordinal))).ToList();
        Assert.Empty(unexpected);
    }
}
