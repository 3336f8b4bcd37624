using B24App.Bitrix24.Events;
using B24App.Configuration;

namespace B24App.Portals;

/// <summary>Which events are to be bound, and where they are to be sent.</summary>
internal sealed class Handlers(AppManifest manifest, AppOptions options)
{
    /// <summary>Our door for events as portals reach it.</summary>
    public Uri Address { get; } = new(options.PublicUrl, manifest.Urls.Events.TrimStart('/'));

    /// <summary>Events of the manifest without an online handler of ours.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<EventBinding> bound) =>
    [
        .. manifest.Events.Select(wanted => wanted.Code).Where(code => !bound.Any(binding =>
            !binding.IsOffline && binding.Event == code && Uri.TryCreate(binding.Handler, UriKind.Absolute, out var address) && address == Address)),
    ];
}
