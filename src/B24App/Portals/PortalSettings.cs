using System.Collections.Immutable;
using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>What a portal's administrator decided about what is kept and told.</summary>
public sealed record PortalSetting
{
    /// <summary>Shortest and longest time the REST log is kept: the Marketplace wants at least three days.</summary>
    public static readonly (int Least, int Most) RestRange = (3, 14);

    /// <summary>Shortest and longest time of the journal.</summary>
    public static readonly (int Least, int Most) JournalRange = (30, 1095);

    /// <summary>Shortest and longest time of events as they came.</summary>
    public static readonly (int Least, int Most) EventRange = (7, 365);

    /// <summary>How many days the journal is kept.</summary>
    public int JournalDays { get; init; } = 365;

    /// <summary>How many days events are kept as they came.</summary>
    public int EventDays { get; init; } = 30;

    /// <summary>How many days the log of REST calls is kept.</summary>
    public int RestDays { get; init; } = 4;

    /// <summary>Kinds of causes that are not told to administrators.</summary>
    public ImmutableSortedSet<string> Muted { get; init; } = [];

    /// <summary>Within what is allowed.</summary>
    public bool IsValid => In(JournalDays, JournalRange) && In(EventDays, EventRange) && In(RestDays, RestRange);

    private static bool In(int days, (int Least, int Most) range) => days >= range.Least && days <= range.Most;
}

/// <summary>Settings by portal.</summary>
public sealed class PortalSettings(Database database)
{
    private const string SaveSql = """
        INSERT INTO portal_setting (portal_id, journal_days, event_days, rest_days, muted) VALUES (@portal, @JournalDays, @EventDays, @RestDays, @muted)
        ON CONFLICT (portal_id) DO UPDATE SET journal_days = @JournalDays, event_days = @EventDays, rest_days = @RestDays, muted = @muted
        """;

    private const string ReadSql = "SELECT journal_days AS JournalDays, event_days AS EventDays, rest_days AS RestDays, muted AS Muted FROM portal_setting WHERE portal_id = @portal";

    /// <summary>What a portal decided, or the defaults.</summary>
    public Task<PortalSetting> Of(PortalId portal) => database.Read(async store =>
        (await store.QueryFirstOrDefaultAsync<Row>(ReadSql, new { portal }))?.Setting ?? new PortalSetting());

    /// <summary>It decided.</summary>
    public Task Save(PortalId portal, PortalSetting setting) => database.Write(store => Put(store, portal, setting));

    /// <summary>Changes what is decided now, in one go: of two who save at once neither takes the other's choice back.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="change">The setting as it should be; null leaves it as it is.</param>
    /// <returns>Whether it was changed, and what is decided now.</returns>
    public Task<(bool Changed, PortalSetting Now)> Change(PortalId portal, Func<PortalSetting, PortalSetting?> change) => database.Write(store =>
    {
        var now = store.QueryFirstOrDefault<Row>(ReadSql, new { portal })?.Setting ?? new PortalSetting();
        if (change(now) is not { } wanted)
        {
            return (false, now);
        }

        Put(store, portal, wanted);
        return (true, wanted);
    });

    private static void Put(IDbConnection store, PortalId portal, PortalSetting setting) =>
        store.Execute(SaveSql, new { portal, setting.JournalDays, setting.EventDays, setting.RestDays, muted = string.Join(',', setting.Muted) });

    private sealed class Row
    {
        public int JournalDays { get; init; }

        public int EventDays { get; init; }

        public int RestDays { get; init; }

        public string Muted { get; init; } = "";

        public PortalSetting Setting => new()
        {
            JournalDays = JournalDays,
            EventDays = EventDays,
            RestDays = RestDays,
            Muted = [.. Muted.Split(',', StringSplitOptions.RemoveEmptyEntries)],
        };
    }
}
