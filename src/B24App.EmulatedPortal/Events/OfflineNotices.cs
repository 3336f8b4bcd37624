namespace B24App.EmulatedPortal.Events;

/// <summary>When ONOFFLINEEVENT was last sent, for each subscription (b24restdocs: api-reference/events/on-offline-event.md).</summary>
internal sealed class OfflineNotices
{
    private readonly Dictionary<long, (DateTimeOffset QuietUntil, object? Hit)> _sent = new();

    /// <summary>When the notice of a record that was just written leaves; null: another one stands for it.</summary>
    /// <param name="binding">Subscription to ONOFFLINEEVENT.</param>
    /// <param name="hit">The request that wrote the record; null: no request.</param>
    /// <param name="now">Time of the record.</param>
    /// <param name="trails">What comes within the pause is announced at its end.</param>
    public DateTimeOffset? Due(EventBinding binding, object? hit, DateTimeOffset now, bool trails)
    {
        var known = _sent.TryGetValue(binding.Id, out var last);
        if (binding.MinTimeout == TimeSpan.Zero)
        {
            _sent[binding.Id] = (now, hit);
            return known && hit is not null && ReferenceEquals(last.Hit, hit) ? null : now;
        }

        if (!known || now >= last.QuietUntil)
        {
            _sent[binding.Id] = (now + binding.MinTimeout, null);
            return now;
        }

        // A border more than one pause away means that the notice for the end of this pause is on its way already.
        if (!trails || last.QuietUntil - now > binding.MinTimeout)
        {
            return null;
        }

        _sent[binding.Id] = (last.QuietUntil + binding.MinTimeout, null);
        return last.QuietUntil;
    }
}
