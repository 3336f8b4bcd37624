using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Control;

/// <summary><c>POST /_emulator/apps</c>: an app that counts as installed for a user, so that any client can be tried.</summary>
internal static class AppDesk
{
    private static readonly string[] Everything =
        ["task", "im", "user", "user_basic", "user_brief", "sonet_group", "socialnetwork", "disk", "department", "placement", "crm"];

    public static JsonObject Register(PortalHost host, JsonObject sent)
    {
        var source = host.OAuth.Source;
        var url = Php.AsText(sent["handler"]) ?? "";
        var known = Php.AsText(sent["client_id"]);
        var userId = Php.AsId(sent["user_id"]) ?? 1;
        var card = new AppCard(
            known is { Length: > 0 } ? known : $"local.{source.Hex(14)}.{Digits(source.Hex(8))}",
            Php.AsText(sent["client_secret"]) is { Length: > 0 } secret ? secret : source.Hex(50),
            Php.AsText(sent["title"]) ?? "App",
            Scopes(sent["scopes"] ?? sent["scope"]),
            InstallUrl: "",
            AppUrl: url);
        var (app, tokens) = host.Install.Grant(card, userId);
        return new JsonObject
        {
            ["client_id"] = app.ClientId,
            ["client_secret"] = card.ClientSecret,
            ["member_id"] = host.Portal.MemberId,
            ["user_id"] = userId,
            ["access_token"] = tokens.Access,
            ["refresh_token"] = tokens.Refresh,
            ["expires"] = tokens.Expires.ToUnixTimeSeconds(),
            ["application_token"] = app.ApplicationToken,
            ["client_endpoint"] = host.ClientEndpoint,
            ["server_endpoint"] = host.OAuth.ServerEndpoint,
        };
    }

    private static string[] Scopes(JsonNode? sent) => sent switch
    {
        JsonArray list => [.. list.Select(Php.AsText).OfType<string>()],
        null => Everything,
        _ => (Php.AsText(sent) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
    };

    private static string Digits(string hex) => uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString("D8", CultureInfo.InvariantCulture)[..8];
}
