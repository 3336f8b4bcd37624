using System.Net;
using System.Text;
using System.Text.Json;

namespace B24App.Bitrix24.Tests.Given;

/// <summary>A request as it left.</summary>
public sealed record Sent(HttpMethod Method, Uri Uri, string Body, string? IdempotencyKey)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Token => Json.GetProperty("auth").GetString()!;
}

/// <summary>Answers in the order of its script; a request without a line in it is a failure of the test.</summary>
public sealed class ScriptedWeb : HttpMessageHandler
{
    private readonly Queue<Func<Sent, CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly Lock _lock = new();

    public List<Sent> Requests { get; } = [];

    public ScriptedWeb Then(Func<Sent, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedWeb Then(string json, int status = 200) => Then((_, _) => Task.FromResult(Json(json, status)));

    public ScriptedWeb Throws(Exception trouble) => Then((_, _) => Task.FromException<HttpResponseMessage>(trouble));

    public ScriptedWeb Redirects(string location) => Then((_, _) =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.Found) { Content = new StringContent("<html>moved</html>", Encoding.UTF8, "text/html") };
        response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return Task.FromResult(response);
    });

    public static HttpResponseMessage Json(string json, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        var sent = new Sent(request.Method, request.RequestUri!, body, key);
        Func<Sent, CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_lock)
        {
            Requests.Add(sent);
            Assert.True(_script.TryDequeue(out answer!), $"Nobody expected {sent.Method} {sent.Uri}.");
        }

        return await answer(sent, cancellationToken);
    }
}
