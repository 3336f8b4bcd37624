using System.Collections.Concurrent;
using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Sweep;

/// <summary>
/// Events of the messenger for the relay account, where the portal has them (tasks.md §4.7): they tell of edited and deleted messages
/// also outside the window that is read again. One application per user consumes them, and the relay account is ours.
/// </summary>
public sealed class MessengerFeed(Database db, Inbox inbox, TimeProvider clock) : ISweepRider
{
    private const int MostEvents = 1000;
    private const string TaskChat = "TASKS_TASK";
    private static readonly TimeSpan AskAgain = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<PortalId, DateTimeOffset> _without = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Command>> Questions(Portal portal)
    {
        var (user, offset) = await db.Read(connection => connection.QuerySingleOrDefaultAsync<(long, long)>(
            "SELECT messenger_of, messenger_to FROM sweep_portal WHERE portal_id = @portal", new { portal = portal.Id }));
        return user != 0 && user == portal.RelayUser ? [MessengerCommands.Get(offset > 0 ? offset : null, MostEvents)] : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Command> Store(IDbConnection connection, Portal portal, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            return _without.TryGetValue(portal.Id, out var until) && clock.GetUtcNow() < until ? [] : [MessengerCommands.Subscribe()];
        }

        if (outcomes[0] is Refusal)
        {
            connection.Execute("UPDATE sweep_portal SET messenger_of = 0, messenger_to = 0 WHERE portal_id = @portal", new { portal = portal.Id });
        }

        if (outcomes[0] is not Answer answer)
        {
            return [];
        }

        var page = MessengerPage.From(answer.Result);
        foreach (var told in page.Events.Where(told => told is { EntityType: TaskChat, Entity: > 0, Message: > 0 }))
        {
            var name = Name(told);
            if (name.Length > 0)
            {
                inbox.Add(
                    connection, portal.Id, told.Type, $"{Items.Task(told.Entity)}/{Items.Message(told.Message)}", "", "messenger",
                    new Hint(portal.Id, DirtyKind.Talk, told.Entity, name));
            }
        }

        if (page.Next is { } next)
        {
            // Confirmed by the next question, after this commit.
            connection.Execute("UPDATE sweep_portal SET messenger_to = @next WHERE portal_id = @portal", new { next, portal = portal.Id });
        }

        return [];
    }

    /// <inheritdoc/>
    public async Task Confirmed(Portal portal, IReadOnlyList<Outcome> outcomes)
    {
        switch (outcomes.Count == 0 ? null : outcomes[0])
        {
            case Answer:
                await db.Write(connection =>
                {
                    connection.Execute("UPDATE sweep_portal SET messenger_of = @relay, messenger_to = 0 WHERE portal_id = @portal", new { relay = portal.RelayUser, portal = portal.Id });
                });
                break;
            case Refusal:
                _without[portal.Id] = clock.GetUtcNow() + AskAgain;
                break;
            default:
                break; // asked again with the next sweep
        }
    }

    private static string Name(MessengerEvent told) => told.Type switch
    {
        "ONIMV2MESSAGEADD" => Items.Message(told.Message),
        "ONIMV2MESSAGEUPDATE" => Hint.Anything,
        "ONIMV2MESSAGEDELETE" => Hint.Without + Items.Message(told.Message),
        _ => "",
    };
}
