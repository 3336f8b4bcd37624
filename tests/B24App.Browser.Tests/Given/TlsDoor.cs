using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Browser.Tests.Given;

/// <summary>What a reverse proxy does: TLS with a certificate made for the test ends here, the application behind it speaks plain http.</summary>
internal sealed class TlsDoor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _inner;
    private readonly X509Certificate2 _certificate;

    private TlsDoor(WebApplication app, HttpMessageInvoker inner, X509Certificate2 certificate, string url)
    {
        _app = app;
        _inner = inner;
        _certificate = certificate;
        Url = url;
    }

    /// <summary>Address with the name the browser knows.</summary>
    public string Url { get; }

    public static async Task<TlsDoor> Open(string name, Uri behind)
    {
        var certificate = Certificate(name);
        var inner = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(context => Pass(context, behind, inner));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new TlsDoor(app, inner, certificate, $"https://{name}:{new Uri(address).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _inner.Dispose();
        _certificate.Dispose();
    }

    private static async Task Pass(HttpContext context, Uri behind, HttpMessageInvoker inner)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(behind, context.Request.Path + context.Request.QueryString));
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (header, values) in context.Request.Headers.Where(header => !header.Key.StartsWith(':')))
        {
            if (!request.Headers.TryAddWithoutValidation(header, [.. values]))
            {
                request.Content?.Headers.TryAddWithoutValidation(header, [.. values]);
            }
        }

        using var answer = await inner.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (header, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Transfer-Encoding"))
        {
            context.Response.Headers[header] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
