using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using B24App.Bitrix24.Files;
using Flurl.Http;

namespace B24App.Bitrix24.Http;

/// <summary>
/// The one class that knows Flurl.Http, and the one way out of this process: no cookies, no redirects (a renamed portal answers 302
/// and a replayed POST would lose its body), no proxy, guarded addresses, bounded answers.
/// </summary>
public sealed class Transport : IDisposable
{
    /// <summary>No answer of a REST method comes near this.</summary>
    public const int LargestAnswer = 32 * 1024 * 1024;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly AddressPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly FlurlClient _flurl;

    /// <summary>Opens the way out under a policy.</summary>
    public Transport(AddressPolicy policy, TimeProvider clock)
        : this(policy, clock, Guarded(policy))
    {
    }

    /// <summary>A way out over a handler of the caller's; the policy then guards schemes only.</summary>
    public Transport(AddressPolicy policy, TimeProvider clock, HttpMessageHandler handler)
    {
        _policy = policy;
        _clock = clock;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        _flurl = new FlurlClient(_http);
    }

    /// <summary>Sends one request and waits for its whole answer, its failure or the end of patience.</summary>
    internal async Task<Reply> Send(HttpMethod method, Uri uri, HttpContent? content, string? idempotencyKey, TimeSpan patience, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_policy.AllowsScheme(uri))
        {
            return new NotSent("scheme not allowed", Forbidden: true);
        }

        using var timer = new CancellationTokenSource(patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            var request = _flurl.Request(uri.AbsoluteUri)
                .AllowAnyHttpStatus()
                .WithHeader("Accept", "application/json")
                .WithHeader("User-Agent", "B24App/1.0");
            if (idempotencyKey is not null)
            {
                request = request.WithHeader("Idempotency-Key", idempotencyKey);
            }

            using var response = await request.SendAsync(method, content, both.Token);
            return new Response(
                (int)response.StatusCode,
                await response.Content.ReadAsByteArrayAsync(both.Token),
                response.Headers.Location,
                Delay(response.Headers.RetryAfter, _clock.GetUtcNow()));
        }
        catch (Exception trouble) when (IsOfTheNetwork(trouble))
        {
            // Flurl wraps our own cancellation, so the tokens are asked first.
            ct.ThrowIfCancellationRequested();
            return timer.IsCancellationRequested ? new Lost("timeout") : Read(trouble);
        }
        catch (FlurlHttpException wrapped) when (wrapped.InnerException is { } bug)
        {
            // Flurl's wrapper quotes the address and keeps the body; neither belongs into a report of a bug.
            ExceptionDispatchInfo.Throw(bug);
            throw;
        }
    }

    /// <summary>Copies what an address shows into a sink, in pieces; the patience covers the whole transfer.</summary>
    internal async Task<Fetched> Fetch(Uri uri, Stream sink, long limit, TimeSpan patience, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_policy.AllowsScheme(uri))
        {
            return new Fetched.NoFile("scheme not allowed");
        }

        using var timer = new CancellationTokenSource(patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            return await FileTransport.Fetch(_http, uri, sink, limit, both.Token);
        }
        catch (Exception trouble) when (IsOfTheNetwork(trouble))
        {
            ct.ThrowIfCancellationRequested();
            return Read(trouble) switch
            {
                _ when timer.IsCancellationRequested => new Fetched.Broken("timeout"),
                NotSent { Forbidden: true } refused => new Fetched.NoFile(refused.Why),
                NotSent none => new Fetched.Broken(none.Why),
                _ => new Fetched.Broken("connection lost"),
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _flurl.Dispose();
        _http.Dispose();
    }

    // Flurl wraps whatever happens, bugs included; those go on as exceptions.
    private static bool IsOfTheNetwork(Exception trouble) =>
        (trouble is FlurlHttpException { InnerException: { } inner } ? inner : trouble) is HttpRequestException or OperationCanceledException or IOException;

    // Only failures before the first byte are certain; messages of exceptions may quote addresses, so they stay out.
    private static Reply Read(Exception trouble)
    {
        for (var cause = trouble; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException: return new NotSent("address refused", Forbidden: true);
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }: return Guarded(cause, "name not found");
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }: return Guarded(cause, "no connection");
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }: return new NotSent("no secure connection", Forbidden: false);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }: return new Lost("answer too large");
                default: break;
            }
        }

        return new Lost("connection lost");
    }

    private static NotSent Guarded(Exception cause, string why) =>
        cause.InnerException is AddressRefusedException ? new NotSent("address refused", Forbidden: true) : new NotSent(why, Forbidden: false);

    private static TimeSpan? Delay(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        (header?.Delta ?? header?.Date - now) is { } delay && delay > TimeSpan.Zero ? delay : null;

    private static SocketsHttpHandler Guarded(AddressPolicy policy) => new()
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        ConnectCallback = (context, ct) => Connect(policy, context, ct),
    };

    private static async ValueTask<Stream> Connect(AddressPolicy policy, SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var https = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var allowed = (await Dns.GetHostAddressesAsync(host, ct)).Where(address => policy.Allows(host, https, address)).ToArray();
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ConnectPatience);
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException : Exception;
}
