using System.Collections.Immutable;
using B24App.Plan.Lines;
using B24App.Plan.Prints;
using B24App.Plan.Status;

namespace B24App.Plan.Tasks;

/// <summary>The baseline of a mirror that was just created (RULES 2).</summary>
public static class MirrorBaseline
{
    /// <summary>
    /// Prints of the mirror's side: what the answer of the creation shows, else what was sent. A look that found the mirror later
    /// proves only that it was created: a person may have edited it since, and his edit must show as one.
    /// </summary>
    /// <param name="sent">Neutral forms of what was sent.</param>
    /// <param name="mirror">The mirror as the answer, or a later look, shows it.</param>
    /// <param name="isAnswer">It is the answer.</param>
    public static ImmutableSortedDictionary<Field, string> Of(ImmutableSortedDictionary<Field, string?> sent, SeenTask mirror, bool isAnswer)
    {
        var prints = ImmutableSortedDictionary.CreateBuilder<Field, string>();
        foreach (var field in Enum.GetValues<Field>())
        {
            if (field is Field.Stage)
            {
                continue; // where a new task begins is its group's affair; it is looked at
            }

            if (isAnswer && mirror.Carried.Contains(field))
            {
                prints[field] = mirror.Print(field);
            }
            else if (field is Field.Checklist)
            {
                prints[field] = SeenTask.PrintOf(field, SeenLine.Tree([])); // no creation carries lines: they follow one by one
            }
            else if (sent.TryGetValue(field, out var neutral))
            {
                prints[field] = SeenTask.PrintOf(field, neutral);
            }
            else if (field == Field.Status)
            {
                prints[field] = SeenTask.PrintOf(field, FieldNormaliser.Status((int)TaskState.Pending)); // where every new task begins
            }
            else if (mirror.Carried.Contains(field))
            {
                prints[field] = mirror.Print(field);
            }
        }

        return prints.ToImmutable();
    }

    /// <summary>
    /// The origin's value has yet to reach the mirror. Parents and people are compared by what they are across, so a difference
    /// of their prints says nothing.
    /// </summary>
    public static bool IsOpen(Field field, ImmutableSortedDictionary<Field, string?> sent, ImmutableSortedDictionary<Field, string> origin, ImmutableSortedDictionary<Field, string> mirror) => field switch
    {
        Field.Parent or Field.Responsible => false,
        Field.Stage => sent.ContainsKey(field),
        Field.Status => origin[field] != mirror[field],
        _ => sent.TryGetValue(field, out var neutral) && mirror[field] != SeenTask.PrintOf(field, neutral),
    };
}
