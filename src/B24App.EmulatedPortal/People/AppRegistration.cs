using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.OAuth;

namespace B24App.EmulatedPortal.People;

/// <summary>What a developer fills in to make an app known; every portal of the box can install it then.</summary>
internal static class AppRegistration
{
    private static readonly char[] Between = [',', ' ', '\n', '\r', '\t'];

    /// <summary>Reads the form.</summary>
    /// <exception cref="RestError">An address is no http address, or the title is missing.</exception>
    public static AppCard Read(JsonObject asked, TokenSource source)
    {
        var title = Php.AsText(asked["title"])?.Trim() ?? "";
        if (title.Length == 0)
        {
            throw new RestError("INVALID_REQUEST", "title is missing");
        }

        var scopes = (Php.AsText(asked["scopes"]) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        return new AppCard($"app.{source.Hex(14)}.{source.Hex(8)}", source.Hex(50), title, scopes, Address(asked, "installUrl", required: false), Address(asked, "appUrl", required: true));
    }

    private static string Address(JsonObject asked, string name, bool required)
    {
        var text = Php.AsText(asked[name])?.Trim() ?? "";
        var isWeb = Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        return isWeb || (text.Length == 0 && !required) ? text : throw new RestError("INVALID_REQUEST", $"{name} is no http address");
    }
}
