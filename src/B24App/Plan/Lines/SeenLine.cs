using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Prints;

namespace B24App.Plan.Lines;

/// <summary>Somebody who was put on a line of a checklist.</summary>
/// <param name="Id">His number on the side that shows the line.</param>
/// <param name="Role"><c>A</c> takes part, <c>U</c> watches.</param>
/// <param name="Name">His name there.</param>
public sealed record LineMember(long Id, char Role, string Name);

/// <summary>A line of a checklist as one side shows it.</summary>
/// <param name="Id">Its number on that side.</param>
/// <param name="Parent">The line it hangs under; 0 for a checklist.</param>
/// <param name="Title">Text without the names of its members, which a portal appends to it.</param>
/// <param name="IsComplete">Ticked.</param>
/// <param name="IsImportant">Marked as important.</param>
/// <param name="Place">Place among its neighbours, from 0.</param>
public sealed record SeenLine(long Id, long Parent, string Title, bool IsComplete, bool IsImportant, int Place)
{
    /// <summary>Its members, by number.</summary>
    public ImmutableArray<LineMember> Members { get; init; } = [];

    /// <summary>Names at its end that are people of the partner, who could be no members here.</summary>
    public ImmutableArray<string> Guests { get; init; } = [];

    /// <summary>Its text without the names of guests.</summary>
    public string Text => Guests.IsEmpty ? Title : Title[..Title.LastIndexOf(" (", StringComparison.Ordinal)];

    /// <summary>Print of what it says on its side, whoever is matched: its place is compared apart.</summary>
    public string Print => Prints.Print.Of($"{FieldNormaliser.Title(Title)}\n{IsComplete}\n{IsImportant}{(Members.IsEmpty ? "" : "\n" + Who)}").ToString();

    private string Who => string.Join(' ', Members.OrderBy(member => member.Id).Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Id}:{member.Role}")));

    /// <summary>The text without the names that a portal appended to it.</summary>
    public static string TitleOf(string shown, IReadOnlyCollection<string> members)
    {
        var title = shown.Trim();
        var left = members.Where(name => name.Length > 0).ToList();
        while (left.Find(name => title.EndsWith(" " + name, StringComparison.Ordinal)) is { } last)
        {
            left.Remove(last);
            title = title[..^(last.Length + 1)].TrimEnd();
        }

        return title;
    }

    /// <summary>The line where it is known which names the partner's people have.</summary>
    public SeenLine KnowingGuests(IReadOnlySet<string> names)
    {
        var open = Title.EndsWith(')') ? Title.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        var guests = open > 0 ? Title[(open + 2)..^1].Split(", ") : [];
        return guests.Length > 0 && guests.All(names.Contains) ? this with { Guests = [.. guests] } : this;
    }

    /// <summary>The neutral form of all checklists of a task: the tree in its order, without the numbers of lines.</summary>
    public static string Tree(ImmutableArray<SeenLine> lines) => Tree(lines, line => FieldNormaliser.Title(line.Title) + (line.Members.IsEmpty ? "" : "|" + line.Who));

    /// <summary>The tree in its order, with what a line says given from outside.</summary>
    public static string Tree(ImmutableArray<SeenLine> lines, Func<SeenLine, string> says)
    {
        var under = lines.ToLookup(line => line.Parent);
        var tree = new System.Text.StringBuilder();
        Walk(0, 0);
        return tree.ToString();

        void Walk(long parent, int depth)
        {
            foreach (var line in under[parent].OrderBy(line => line.Place))
            {
                tree.Append(depth).Append('|').Append(line.IsComplete ? 'x' : '-').Append(line.IsImportant ? '!' : '-').Append('|').Append(says(line)).Append('\n');
                if (depth < 20)
                {
                    Walk(line.Id, depth + 1);
                }
            }
        }
    }
}
