using System.Collections.Immutable;
using B24App.Journal;
using B24App.Links;
using B24App.Portals;
using B24App.Store;

namespace B24App.Pages.Journal;

/// <summary>A line with the words and links the page shows.</summary>
/// <param name="Line">The line.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Why">Why; empty for no reason.</param>
/// <param name="Link">Name of the link; empty for none.</param>
/// <param name="Own">Link to the own task.</param>
/// <param name="Partners">Link to the partner's task.</param>
public sealed record ShownLine(JournalLine Line, string Sentence, string Why, string Link, TaskLink? Own, TaskLink? Partners);

/// <summary>A page of lines and the way to the next.</summary>
/// <param name="Words">The reader's words.</param>
/// <param name="Now">Now.</param>
/// <param name="Lines">The lines, newest first.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
public sealed record JournalPage(Texts Words, DateTimeOffset Now, ImmutableArray<ShownLine> Lines, string? Next);

/// <summary>A line without its story, where there is little room.</summary>
/// <param name="Line">The line.</param>
/// <param name="Words">The reader's words.</param>
/// <param name="Now">Now.</param>
public sealed record BriefLine(ShownLine Line, Texts Words, DateTimeOffset Now);

/// <summary>Puts words and links to lines.</summary>
public sealed class JournalShow(PortalStore portals, LinkBook links)
{
    /// <summary>The lines as one viewer sees them.</summary>
    public async Task<ImmutableArray<ShownLine>> Lines(Portal portal, long user, Texts words, IEnumerable<JournalLine> lines)
    {
        var names = (await links.Of(portal.Id)).ToDictionary(link => link.Id, link => link.Name);
        var partners = new Dictionary<PortalId, Portal?>();
        var shown = ImmutableArray.CreateBuilder<ShownLine>();
        foreach (var line in lines)
        {
            TaskLink? there = null;
            if (line.Partner is { } partner)
            {
                if (!partners.TryGetValue(partner.Portal, out var found))
                {
                    partners[partner.Portal] = found = await portals.Find(partner.Portal);
                }

                there = found is { State: not PortalState.Uninstalled } ? TaskLinks.Partners(found, partner.Task) : null;
            }

            shown.Add(new ShownLine(
                line,
                JournalWords.Sentence(words, line.Row, line.Result),
                line.Result is LineResult.Refused or LineResult.Skipped ? JournalWords.Why(words, line.Row.Reason) : "",
                names.GetValueOrDefault(line.Row.Link) ?? "",
                line.Task > 0 ? TaskLinks.Own(portal, user, line.Task) : null,
                there));
        }

        return shown.ToImmutable();
    }
}
