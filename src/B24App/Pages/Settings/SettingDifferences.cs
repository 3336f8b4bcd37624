using System.Collections.Immutable;
using B24App.Notices;
using B24App.Pages.Links;
using B24App.Portals;

namespace B24App.Pages.Settings;

/// <summary>Upon what a form of the settings was filled in, and where a late one differs from what is saved.</summary>
internal static class SettingDifferences
{
    /// <summary>Kinds of notices that are not wanted, as the form carries them along.</summary>
    public static string Muted(PortalSetting setting) => setting.Muted.IsEmpty ? "none" : string.Join(',', setting.Muted); // a form's empty value would be read as none at all

    /// <summary>Days, as the form carries them along.</summary>
    public static string Kept(PortalSetting setting) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{setting.JournalDays} {setting.EventDays} {setting.RestDays}");

    /// <summary>Notices one wants and the other does not.</summary>
    public static ImmutableArray<DraftDifference> Notices(PortalSetting now, ImmutableSortedSet<string> mine, Texts words) =>
        [.. Cause.Kinds.Where(kind => now.Muted.Contains(kind) != mine.Contains(kind))
            .Select(kind => new DraftDifference(words[$"Settings.notices.{kind}"], Told(now.Muted.Contains(kind)), Told(mine.Contains(kind))))
            .Select(row => row with { Theirs = words[row.Theirs], Mine = words[row.Mine] })];

    /// <summary>Times that differ.</summary>
    public static ImmutableArray<DraftDifference> Keeping(PortalSetting now, PortalSetting mine, Texts words)
    {
        (string Name, int Theirs, int Mine)[] all =
        [
            (words["Settings.keep.journal"], now.JournalDays, mine.JournalDays), (words["Settings.keep.events"], now.EventDays, mine.EventDays), (words["Settings.keep.rest"], now.RestDays, mine.RestDays),
        ];
        return [.. all.Where(row => row.Theirs != row.Mine).Select(row => new DraftDifference(row.Name, words.Number(row.Theirs), words.Number(row.Mine)))];
    }

    private static string Told(bool isMuted) => isMuted ? "Wizard.no" : "Wizard.yes";
}
