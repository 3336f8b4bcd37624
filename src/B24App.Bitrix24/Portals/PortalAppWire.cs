using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Portals;

/// <summary>What a portal's own <c>app.info</c> says.</summary>
/// <param name="Installed">Installation is finished, so events are sent.</param>
/// <param name="Version">Version of the application.</param>
/// <param name="Language">The portal's language.</param>
/// <param name="LicenceFamily">Tariff family; <c>ent</c> has the wide bucket.</param>
/// <param name="Code">Code of the application in links of this portal; a local one has its client id.</param>
public sealed record PortalAppWire(bool Installed, int? Version, string? Language, string? LicenceFamily, string? Code)
{
    /// <summary>Reads an answer of <see cref="PortalCommands.AppInfo"/>; null when it is no map.</summary>
    public static PortalAppWire? From(JsonElement result) =>
        result.ValueKind != JsonValueKind.Object
            ? null
            : new PortalAppWire(
                Wire.Member(result, "INSTALLED") is { } installed && Wire.Flag(installed) == true,
                Wire.Member(result, "VERSION") is { } version ? Wire.Number(version) : null,
                Wire.Member(result, "LANGUAGE_ID") is { } language ? Wire.Text(language) : null,
                Wire.Member(result, "LICENSE_FAMILY") is { } family ? Wire.Text(family) : null,
                Wire.Member(result, "CODE") is { } code ? Wire.Text(code) : null);
}
