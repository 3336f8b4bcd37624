using System.Collections.Immutable;
using System.Data;
using B24App.Apply;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;

namespace B24App.Stations;

/// <summary>A line of our own in a discussion (RULES 9): it has an intent and a mapping row, and never crosses.</summary>
internal static class NoteIntents
{
    public static MappingId Add(IDbConnection connection, TaskStores stores, Link link, Mapping task, Side side, Portal portal, string text, long position = 0, ImmutableArray<string> files = default, bool tellsOfFiles = false)
    {
        var id = MappingStore.Add(connection, new Mapping
        {
            Id = default,
            Link = link.Id,
            Kind = MappingKind.Note,
            Parent = task.Id,
            Origin = side,
            Family = task.Family,
            State = MappingState.Creating,
            CreatedAt = stores.Clock.GetUtcNow(),
        });
        stores.Outbox.Add(connection, new Intent
        {
            Position = position,
            Lane = task.Family,
            Mapping = id,
            Task = task.Id,
            Link = link.Id,
            Portal = portal.Id,
            Side = side,
            Kind = IntentKind.AddNote,
            Body = new IntentBody { Text = text, FromItem = task.End(side)?.Item ?? "", Files = files.IsDefault ? [] : files, RewritesFiles = tellsOfFiles },
            Contract = link.Contract.Number,
        }, portal.Member);
        return id;
    }
}
