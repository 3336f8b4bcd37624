using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Events;

/// <summary>Events this portal can raise, with the scope that lets an app see them.</summary>
internal static class EventCatalog
{
    private static readonly (string Code, string? Scope)[] Known =
    [
        ("ONAPPUNINSTALL", null),
        ("ONAPPINSTALL", null),
        ("ONAPPUPDATE", null),
        ("ONAPPPAYMENT", null),
        ("ONAPPTEST", null),
        ("ONOFFLINEEVENT", null),
        ("ONUSERADD", "user"),
        ("ONTASKADD", "task"),
        ("ONTASKUPDATE", "task"),
        ("ONTASKDELETE", "task"),
        ("ONTASKCOMMENTADD", "task"),
        ("ONTASKCOMMENTUPDATE", "task"),
        ("ONTASKCOMMENTDELETE", "task"),
        ("ONSONETGROUPADD", "sonet_group"),
        ("ONSONETGROUPUPDATE", "sonet_group"),
        ("ONSONETGROUPDELETE", "sonet_group"),
        .. CrmEvents.Codes.Select(code => (code, (string?)"crm")),
    ];

    public static bool IsOpenTo(InstalledApp app, string code) =>
        Known.Any(known => known.Code == code && (known.Scope is null || app.Scopes.Contains(known.Scope)));

    public static IEnumerable<string> List(InstalledApp app, string? scope, bool full) => Known
        .Where(known => scope is { Length: > 0 }
            ? string.Equals(known.Scope, scope, StringComparison.OrdinalIgnoreCase)
            : full || known.Scope is null || app.Scopes.Contains(known.Scope))
        .Select(known => known.Code);
}
