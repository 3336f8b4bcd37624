using B24App.Links;
using B24App.Plan;

namespace B24App.Pages.Links;

/// <summary>What a proposal changes, from what the partner publishes of both halves (RULES 5).</summary>
internal static class ProposalText
{
    public static IReadOnlyList<string> Of(PublishedHalf now, PublishedHalf then, Texts words)
    {
        var lines = new List<string>();
        Flag(now.SendsTasks, then.SendsTasks, "sendsTasks");
        Flag(now.TakesTasks, then.TakesTasks, "takesTasks");
        Flag(now.SendsComments, then.SendsComments, "sendsComments");
        Flag(now.TakesComments, then.TakesComments, "takesComments");
        Flag(now.SendsPartnersMirrors, then.SendsPartnersMirrors, "mirrors");
        Flag(now.MatchesUsersByEmail, then.MatchesUsersByEmail, "matching");
        Fields(now.SendsFields, then.SendsFields, "sendsFields");
        Fields(now.TakesFields, then.TakesFields, "takesFields");
        if (then.CustomFields.Except(now.CustomFields, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } customs)
        {
            lines.Add(words.Say("Proposal.customFields", string.Join(", ", customs)));
        }

        if (then.WholePortal && !now.WholePortal)
        {
            lines.Add(words.Say("Accept.whole", then.TasksIn30Days ?? 0));
        }

        // What is left is which tasks leave: the partner's own affair, of which we learn only that more may come.
        return lines.Count > 0 ? lines : [words["Proposal.filter"]];

        void Flag(bool old, bool @new, string name)
        {
            if (old != @new)
            {
                lines.Add(words[$"Proposal.{name}.{(@new ? "on" : "off")}"]);
            }
        }

        void Fields(IEnumerable<Field> old, IEnumerable<Field> @new, string name)
        {
            if (@new.Except(old).ToList() is { Count: > 0 } more)
            {
                lines.Add(words.Say($"Proposal.{name}", string.Join(", ", more.Select(field => words[$"Field.{field}"]))));
            }
        }
    }
}
