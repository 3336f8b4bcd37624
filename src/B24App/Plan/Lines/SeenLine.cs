using System.Collections.Immutable;
using B24App.Plan.Prints;
using B24App.Plan.Text;

namespace B24App.Plan.Lines;

/// <summary>A line of a checklist as one side shows it, in neutral form: members stand in the text, for their ids mean nobody on the other side.</summary>
/// <param name="Id">Its number on that side.</param>
/// <param name="Parent">The line it hangs under; 0 for a checklist.</param>
/// <param name="Title">Text with the names of its members.</param>
/// <param name="IsComplete">Ticked.</param>
/// <param name="IsImportant">Marked as important.</param>
/// <param name="Place">Place among its neighbours, from 0.</param>
public sealed record SeenLine(long Id, long Parent, string Title, bool IsComplete, bool IsImportant, int Place)
{
    /// <summary>Print of what it says: its place is compared apart.</summary>
    public string Print => Prints.Print.Of($"{FieldNormaliser.Title(Title)}\n{IsComplete}\n{IsImportant}").ToString();

    /// <summary>A portal appends the names of members to the text of a line; here they stand behind it in brackets, unless the text names them.</summary>
    public static string TitleOf(string shown, IReadOnlyList<string> members)
    {
        var title = shown.Trim();
        foreach (var name in members.Reverse())
        {
            title = name.Length > 0 && title.EndsWith(" " + name, StringComparison.Ordinal) ? title[..^(name.Length + 1)].TrimEnd() : title;
        }

        var missing = members.Select(PlainName.Of).Where(name => name.Length > 0 && !title.Contains(name, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? title : $"{title} ({string.Join(", ", missing)})";
    }

    /// <summary>The neutral form of all checklists of a task: the tree in its order, without ids.</summary>
    public static string Tree(ImmutableArray<SeenLine> lines)
    {
        var under = lines.ToLookup(line => line.Parent);
        var tree = new System.Text.StringBuilder();
        Walk(0, 0);
        return tree.ToString();

        void Walk(long parent, int depth)
        {
            foreach (var line in under[parent].OrderBy(line => line.Place))
            {
                tree.Append(depth).Append('|').Append(line.IsComplete ? 'x' : '-').Append(line.IsImportant ? '!' : '-').Append('|').Append(FieldNormaliser.Title(line.Title)).Append('\n');
                if (depth < 20)
                {
                    Walk(line.Id, depth + 1);
                }
            }
        }
    }
}
