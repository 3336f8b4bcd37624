using System.Globalization;
using B24App.Plan.Text;

namespace B24App.Plan.Carry;

/// <summary>The first line of a copy: who wrote the original and when, which no copy can keep as its own (crm.md §1.2).</summary>
public static class CopyText
{
    /// <summary>Mark of external system that our copies carry.</summary>
    public const string Originator = "b24app";

    /// <summary>Key of a copy: it names original and card, so it is found again.</summary>
    public static string Origin(string entry, CrmKey card) => $"carry:{entry}:{card}";

    /// <summary>Text of a copy.</summary>
    /// <param name="author">Who wrote the original.</param>
    /// <param name="at">When.</param>
    /// <param name="text">What.</param>
    /// <param name="language">Language of the portal.</param>
    public static string Of(string author, DateTimeOffset? at, string text, Language language)
    {
        var when = at?.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture) ?? "";
        var line = language == Language.Ru ? $"Копия. Автор: {author}{(when.Length > 0 ? ", " + when : "")}" : $"Copy. Author: {author}{(when.Length > 0 ? ", " + when : "")}";
        return text.Trim().Length > 0 ? $"{line}\n{text}" : line;
    }
}
