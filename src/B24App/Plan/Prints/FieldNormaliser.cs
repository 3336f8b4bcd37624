using System.Globalization;
using System.Text;
using B24App.Plan.Text;

namespace B24App.Plan.Prints;

/// <summary>The neutral form of every carried field: equal for two portals that show the same, whatever each rewrites by itself.</summary>
public static class FieldNormaliser
{
    /// <summary>A title: invisible marks gone, whitespace collapsed, ends trimmed. Case counts.</summary>
    public static string Title(string? title) => Collapse(title ?? "");

    /// <summary>A description without our frame (<see cref="Neutral"/>).</summary>
    public static string Description(string? description) => Neutral.Of(description ?? "", Dialect.Task);

    /// <summary>A deadline or planned date: the instant in UTC, floored to the minute, for the page of a portal cuts the seconds (RULES 3).</summary>
    public static string? Instant(DateTimeOffset? moment)
    {
        if (moment is not { } at)
        {
            return null;
        }

        var floored = at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute);
        return new DateTime(floored, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);
    }

    /// <summary>A priority: 0 low, 1 medium, 2 high. Anything else, also nothing, is the portal's default.</summary>
    public static string Priority(int? priority) => (priority is 0 or 2 ? priority.Value : 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>All tags as one set: order, case and doubles do not count.</summary>
    public static string Tags(IEnumerable<string> tags) =>
        string.Join('\n', tags.Select(Tag).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>One tag in neutral form.</summary>
    public static string Tag(string tag) => Collapse(tag).TrimStart('#').ToUpperInvariant();

    /// <summary>The print of one tag, so that a baseline can be merged without storing the words.</summary>
    public static Print TagPrint(string tag) => Print.Of(Tag(tag));

    /// <summary>Prints of all tags.</summary>
    public static IReadOnlySet<Print> TagPrints(IEnumerable<string> tags) =>
        tags.Where(tag => Tag(tag).Length > 0).Select(TagPrint).ToHashSet();

    /// <summary>A real status. The legacy codes 1 and 7 count as what they are carried as.</summary>
    public static string Status(int status) => ((int)Plan.Status.StatusTable.Real(status)).ToString(CultureInfo.InvariantCulture);

    /// <summary>TASK_CONTROL and other yes-no fields.</summary>
    public static string Flag(bool on) => on ? "Y" : "N";

    /// <summary>The parent, by its family: ids of two portals cannot be compared.</summary>
    public static string? Parent(Marker? family) => family?.ToString();

    internal static string Collapse(string text)
    {
        var neutral = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in Invisible.Decode(text))
        {
            if (Invisible.Is(c))
            {
                continue;
            }

            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                gap = neutral.Length > 0;
                continue;
            }

            if (gap)
            {
                neutral.Append(' ');
                gap = false;
            }

            neutral.Append(c);
        }

        return neutral.ToString().Normalize(NormalizationForm.FormC);
    }
}
