using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>Hears everything a browser complains of: console errors (a broken policy is one), exceptions, failed requests, bad statuses.</summary>
public sealed class Watch
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<int> _expected = [];

    public Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpected(message.Text))
            {
                _complaints.Enqueue($"console {message.Type}: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"exception: {error}");
        page.RequestFailed += (_, request) =>
        {
            // A page that is left drops the requests it still waits for.
            if (request.Failure is not "net::ERR_ABORTED")
            {
                _complaints.Enqueue($"failed: {request.Method} {request.Url} {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !_expected.Contains(response.Status))
            {
                _complaints.Enqueue($"status {response.Status}: {response.Request.Method} {response.Url}");
            }
        };
    }

    /// <summary>This status is part of the test; the browser logs each one as an error of its own.</summary>
    public void Expect(int status) => _expected.Add(status);

    public void AssertSilent() => Assert.True(_complaints.IsEmpty, ToString());

    /// <summary>Everything heard.</summary>
    public override string ToString() => string.Join('\n', _complaints);

    private bool IsExpected(string text) => _expected.Any(status => text.Contains($"status of {status}", StringComparison.Ordinal));
}
