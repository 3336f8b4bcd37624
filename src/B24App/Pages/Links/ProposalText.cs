using B24App.Links;
using B24App.Plan;

namespace B24App.Pages.Links;

/// <summary>What a partner changes or proposes to change, from what he publishes of both halves (RULES 5).</summary>
internal static class ProposalText
{
    /// <summary>A proposal; never empty, because what it changes may be the partner's own affair.</summary>
    public static IReadOnlyList<string> Of(PublishedHalf now, PublishedHalf then, Texts words) =>
        Changes(now, then, words) is { Count: > 0 } lines ? lines : [words["Proposal.filter"]]; // which tasks leave: we learn only that more may come

    /// <summary>What differs between two published halves; empty when nothing does.</summary>
    public static IReadOnlyList<string> Changes(PublishedHalf now, PublishedHalf then, Texts words)
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

        if (now.LargestFile != then.LargestFile)
        {
            lines.Add(words.Say("Proposal.largestFile", LinkWords.Megabytes(then.LargestFile, words)));
        }

        if (now.GroupTitle != then.GroupTitle && then.GroupTitle.Length > 0)
        {
            lines.Add(words.Say("Proposal.group", then.GroupTitle));
        }

        return lines;

        void Flag(bool old, bool @new, string name)
        {
            if (old != @new)
            {
                lines.Add(words[$"Proposal.{name}.{(@new ? "on" : "off")}"]);
            }
        }

        void Fields(IReadOnlyCollection<Field> old, IReadOnlyCollection<Field> @new, string name)
        {
            Some(@new.Except(old), $"Proposal.{name}.on");
            Some(old.Except(@new), $"Proposal.{name}.off");
        }

        void Some(IEnumerable<Field> fields, string name)
        {
            if (string.Join(", ", fields.Select(field => words[$"Field.{field}"])) is { Length: > 0 } all)
            {
                lines.Add(words.Say(name, all));
            }
        }
    }
}
