using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Chats;

/// <summary>One event of the messenger as one user may fetch it.</summary>
/// <param name="Id">Number, one sequence for the portal.</param>
/// <param name="UserId">Whose chat it happened in.</param>
/// <param name="Type"><c>ONIMV2MESSAGEADD</c> and the like.</param>
/// <param name="At">When.</param>
/// <param name="Body">Its data as it was then.</param>
internal sealed record MessengerEvent(long Id, long UserId, string Type, DateTimeOffset At, JsonObject Body);

/// <summary>
/// Events of the messenger for users who subscribed, kept for a day. There is one line per user, whatever app reads it, and a
/// confirmed event is gone for all (b24restdocs: api-reference/chat-bots/chat-bots-v2/im.v2/events/index.md). Used under the
/// portal's gate.
/// </summary>
internal sealed class MessengerFeed
{
    /// <summary>How long an event is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly HashSet<long> _subscribers = [];
    private readonly List<MessengerEvent> _events = [];
    private long _lastId = 2000;

    public void Subscribe(long userId) => _subscribers.Add(userId);

    public void Unsubscribe(long userId) => _subscribers.Remove(userId);

    public bool IsHeardBy(long userId) => _subscribers.Contains(userId);

    public void Write(long userId, string type, DateTimeOffset at, JsonObject body)
    {
        Expire(at);
        _events.Add(new MessengerEvent(++_lastId, userId, type, at, body));
    }

    /// <summary>Removes what a user's reader is done with: everything below the offset.</summary>
    public void Confirm(long userId, long offset) => _events.RemoveAll(line => line.UserId == userId && line.Id < offset);

    /// <summary>What waits for a user, oldest first.</summary>
    public IEnumerable<MessengerEvent> Of(long userId, DateTimeOffset now)
    {
        Expire(now);
        return _events.Where(line => line.UserId == userId);
    }

    private void Expire(DateTimeOffset now) => _events.RemoveAll(line => line.At + Life <= now);
}
