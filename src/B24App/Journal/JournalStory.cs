using System.Collections.Immutable;
using B24App.RestLogs;

namespace B24App.Journal;

/// <summary>One step of a line's story.</summary>
/// <param name="Step"><c>received</c>, <c>decided</c>, <c>sent</c> or <c>confirmed</c>.</param>
/// <param name="At">When; null while it has not happened.</param>
/// <param name="Reason">Name of a reason; empty for none.</param>
/// <param name="Detail">Rest of the row.</param>
public sealed record StoryStep(string Step, DateTimeOffset? At, string Reason = "", string Detail = "");

/// <summary>The whole story of a line: received, decided, sent, confirmed, with the call that carried it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Steps">What is known, in order.</param>
/// <param name="Attempts">How often the call left.</param>
/// <param name="Calls">The calls as the REST log keeps them, without texts. Numbers of the partner's items are left out.</param>
/// <param name="ToPartner">The calls went to the partner's portal.</param>
public sealed record JournalStory(JournalLine Line, ImmutableArray<StoryStep> Steps, int Attempts, ImmutableArray<RestCallLine> Calls, bool ToPartner);
