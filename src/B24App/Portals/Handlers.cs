using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Events;
using B24App.Bitrix24.Placements;
using B24App.Configuration;

namespace B24App.Portals;

/// <summary>Which events and widgets are to be bound, and where they are to be sent.</summary>
internal sealed class Handlers(AppManifest manifest, AppOptions options)
{
    /// <summary>Our door for events as portals reach it.</summary>
    public Uri Address { get; } = new(options.PublicUrl, manifest.Urls.Events.TrimStart('/'));

    /// <summary>Events of the manifest without an online handler of ours. What needs a scope that was not granted would be refused, and the others behind it with it.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<EventBinding> bound, Portal portal) =>
    [
        .. manifest.Events.Where(wanted => IsGranted(portal, wanted.Scope)).Select(wanted => wanted.Code).Where(code => !bound.Any(binding =>
            !binding.IsOffline && binding.Event == code && Uri.TryCreate(binding.Handler, UriKind.Absolute, out var address) && address == Address)),
    ];

    /// <summary>Commands that bind the same task events offline, where the portal reserves them: a second feed that keeps what was not delivered.</summary>
    public IEnumerable<Command> MissingOffline(IReadOnlyList<EventBinding> bound)
    {
        foreach (var wanted in manifest.Events.Where(wanted => wanted.Code.StartsWith("ONTASK", StringComparison.Ordinal) && !bound.Any(binding => binding.IsOffline && binding.Event == wanted.Code)))
        {
            yield return EventCommands.BindOffline(wanted.Code);
        }

        if (!bound.Any(binding => !binding.IsOffline && binding.Event == EventCommands.OfflineNotice))
        {
            yield return EventCommands.BindOfflineNotice(Address, options.Patience.Sweep);
        }
    }

    /// <summary>Commands for the widgets of the manifest that do not stand where they should.</summary>
    public IEnumerable<Command> Missing(IReadOnlyList<PlacementWire> bound, Portal portal) => manifest.Placements
        .Where(wanted => IsGranted(portal, wanted.Scope))
        .Select(wanted => (wanted.Code, wanted.Title, Address: new Uri(options.PublicUrl, wanted.Handler.TrimStart('/'))))
        .Where(wanted => !bound.Any(there => there.Code == wanted.Code && Uri.TryCreate(there.Handler, UriKind.Absolute, out var address) && address == wanted.Address))
        .Select(wanted => PlacementCommands.Bind(wanted.Code, wanted.Address, wanted.Title));

    private static bool IsGranted(Portal portal, string scope) => scope == "basic" || portal.Scope.Length == 0 || portal.Has(scope);
}
