using System.Globalization;
using B24App.DeadLetters;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Journal;
using B24App.Links.Drafts;
using B24App.Pages;
using B24App.Store;
using B24App.Tests.Journeys;
using Dapper;

namespace B24App.Tests.Safety;

/// <summary>
/// Two linked companies with everything a page can show of them, and a third one, linked with nobody, whose administrator knows all
/// their numbers.
/// </summary>
internal sealed class ForeignTenant : IAsyncDisposable
{
    private readonly PortalId _stranger;

    private ForeignTenant(World world, PortalId stranger) => (World, _stranger) = (world, stranger);

    /// <summary>Words that only the linked companies may read.</summary>
    public static IReadOnlyList<string> Secrets { get; } = ["Confidential link", "Confidential task", "Confidential draft", "Confidential comment"];

    public World World { get; }

    /// <summary>The stranger's session, good in every way.</summary>
    public string Session { get; private init; } = "";

    /// <summary>The session of somebody who may see all of it.</summary>
    public string OwnersSession { get; private init; } = "";

    public long Link { get; private init; }

    public long Draft { get; private init; }

    public long JournalRow { get; private init; }

    public long Letter { get; private init; }

    public long Task { get; private init; }

    public static async Task<ForeignTenant> Start()
    {
        var world = await World.Start(Card.New, Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40, "support");
        await world.Get<Database>().Write(store => store.Execute("UPDATE link SET name = 'Confidential link'"));
        var task = world.North.Files(5, 12, "Confidential task");
        world.North.Says(5, task, "Confidential comment");
        await world.AllIsQuiet();
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Status = 403 });
        world.North.Files(5, 12, "Confidential task, refused");
        await world.AllIsQuiet();
        var north = (await world.Portal(0)).Id;
        var stranger = (await world.Portal(2)).Id;
        var draft = await world.Get<DraftStore>().Begin(north, default, DraftBody.Of(DraftKind.WeFile) with { Name = "Confidential draft" }, 1);
        var letter = Assert.Single(await world.Get<DeadLetterBox>().Of(new DeadLetterPick(north)));
        return new ForeignTenant(world, stranger)
        {
            Session = world.Get<Sessions>().Sign(new Session(stranger, 1, true, world.Clock.GetUtcNow(), "ru", "DEFAULT")),
            OwnersSession = world.Get<Sessions>().Sign(new Session(north, 1, true, world.Clock.GetUtcNow(), "ru", "DEFAULT")),
            Link = link.Value,
            Draft = draft,
            JournalRow = (await world.Get<JournalStore>().Page(north, limit: 1))[0].Id,
            Letter = letter.Id.Value,
            Task = task,
        };
    }

    /// <summary>Every row of the store that is not the stranger's own, as text.</summary>
    public Task<IReadOnlyList<string>> Rows() => World.Get<Database>().Read<IReadOnlyList<string>>(async store =>
    {
        var rows = new List<string>();
        foreach (var table in await store.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"))
        {
            var columns = (await store.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')")).ToList();
            var own = columns.Contains("portal_id") ? $"WHERE portal_id <> {_stranger.Value.ToString(CultureInfo.InvariantCulture)}"
                : table == "portal" ? $"WHERE id <> {_stranger.Value.ToString(CultureInfo.InvariantCulture)}" : "";
            var all = string.Join(" || '|' || ", columns.Select(column => $"quote({column})"));
            rows.AddRange((await store.QueryAsync<string>($"SELECT {all} FROM {table} {own} ORDER BY 1")).Select(row => $"{table}: {row}"));
        }

        return rows;
    });

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
