using System.Globalization;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace B24App.Pages.Journal;

/// <summary>What the form above the journal says.</summary>
public sealed class JournalFilter
{
    private const int LongestText = 100;

    /// <summary>Periods in days; 0 for all time.</summary>
    public static readonly IReadOnlyList<int> Periods = [1, 7, 30, 0];

    /// <summary>Last days.</summary>
    public int Days { get; set; } = 30;

    /// <summary>A link; 0 for all.</summary>
    public long Link { get; set; }

    /// <summary>What the lines speak of.</summary>
    public LineKind Kind { get; set; }

    /// <summary>How they ended.</summary>
    public LineResult Result { get; set; }

    /// <summary>Text to look for.</summary>
    public string? Text { get; set; }

    /// <summary>Number of a task.</summary>
    public string? Task { get; set; }

    /// <summary>Lines older than this one.</summary>
    public long Before { get; set; }

    /// <summary>Number of the task; 0 for none, null for what is no number.</summary>
    [BindNever]
    public long? TaskNumber => string.IsNullOrWhiteSpace(Task) ? 0 : long.TryParse(Task.Trim().TrimStart('#', '№', 't'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Something is narrowed beyond the usual period.</summary>
    [BindNever]
    public bool IsSet => Days != 30 || Link != 0 || Kind != LineKind.Any || Result != LineResult.Any || !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Task);

    /// <summary>The question to the journal.</summary>
    public JournalQuery Query(PortalId portal, IReadOnlyList<Link> links, Texts words, DateTimeOffset now)
    {
        var text = (Text ?? "").Trim();
        text = text.Length > LongestText ? text[..LongestText] : text;
        return new JournalQuery(portal)
        {
            From = Days > 0 ? now - TimeSpan.FromDays(Days) : null,
            Link = new LinkId(Link),
            Kind = Kind,
            Result = Result,
            Task = TaskNumber ?? -1,
            Text = text,
            TextReasons = text.Length == 0 ? [] : [.. Enum.GetNames<Reason>().Where(reason => JournalWords.Why(words, reason).Contains(text, StringComparison.CurrentCultureIgnoreCase))],
            TextLinks = text.Length == 0 ? [] : [.. links.Where(link => link.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase)).Select(link => link.Id)],
            Before = Before > 0 ? Before : long.MaxValue,
        };
    }

    /// <summary>The same filter as a query string, for the next page.</summary>
    public string Next(long before) => string.Create(
        CultureInfo.InvariantCulture,
        $"/journal?handler=more&days={Days}&link={Link}&kind={Kind}&result={Result}&text={Uri.EscapeDataString(Text ?? "")}&task={Uri.EscapeDataString(Task ?? "")}&before={before}");
}
