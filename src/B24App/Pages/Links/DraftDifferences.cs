using System.Collections.Immutable;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Plan;

namespace B24App.Pages.Links;

/// <summary>A choice that two people made differently.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Theirs">As it is stored now.</param>
/// <param name="Mine">As it was about to be saved.</param>
public sealed record DraftDifference(string Name, string Theirs, string Mine);

/// <summary>Choices that two people made differently, side by side.</summary>
/// <param name="Rows">The choices.</param>
/// <param name="Words">The reader's words.</param>
public sealed record DifferencesView(ImmutableArray<DraftDifference> Rows, Texts Words);

/// <summary>What a stale save would have changed back.</summary>
internal static class DraftDifferences
{
    public static ImmutableArray<DraftDifference> Of(DraftBody theirs, DraftBody mine, Texts words, IReadOnlyDictionary<long, string> titles, IReadOnlyDictionary<long, string> people)
    {
        var (a, b) = (theirs.Half, mine.Half);
        (string Name, string Theirs, string Mine)[] all =
        [
            (words["Wizard.name"], theirs.Name, mine.Name),
            (words["Wizard.kind"], words[$"DraftKind.{theirs.Kind}"], words[$"DraftKind.{mine.Kind}"]),
            (words["Wizard.groups"], Groups(a.Filter), Groups(b.Filter)),
            (words["Wizard.tags"], string.Join(", ", a.Filter.Tags), string.Join(", ", b.Filter.Tags)),
            (words["Wizard.responsibles"], People(a.Filter.Responsibles), People(b.Filter.Responsibles)),
            (words["Wizard.target"], Group(a.TargetGroup), Group(b.TargetGroup)),
            (words["Wizard.defaultResponsible"], People([a.DefaultResponsible]), People([b.DefaultResponsible])),
            (words["Wizard.prefix"], a.InternalPrefix, b.InternalPrefix),
            (words["Wizard.onDelete"], words[$"DeletePolicy.{a.OnPartnerDelete}"], words[$"DeletePolicy.{b.OnPartnerDelete}"]),
            (words["Wizard.sends"], Fields(a.SendsFields, a.SendsComments), Fields(b.SendsFields, b.SendsComments)),
            (words["Wizard.takes"], Fields(a.TakesFields, a.TakesComments), Fields(b.TakesFields, b.TakesComments)),
            (words["Field.CustomFields"], Customs(a), Customs(b)),
            (words["Wizard.matchPeople"], YesNo(a.MatchesUsersByEmail), YesNo(b.MatchesUsersByEmail)),
            (words["Wizard.mirrors"], YesNo(a.SendsPartnersMirrors), YesNo(b.SendsPartnersMirrors)),
            (words["Wizard.largestFile"], LinkWords.Megabytes(a.LargestFile, words), LinkWords.Megabytes(b.LargestFile, words)),
        ];
        return [.. all.Where(row => row.Theirs != row.Mine).Select(row => new DraftDifference(row.Name, row.Theirs, row.Mine))];

        string Group(long id) => id == 0 ? words["Wizard.none"] : titles.GetValueOrDefault(id, words.Of(id));
        string Groups(TaskFilter filter) => filter.WholePortal ? words["Wizard.allGroups"] : filter.Groups.IsEmpty ? words["Wizard.none"] : string.Join(", ", filter.Groups.Select(Group));
        string People(IEnumerable<long> ids) => string.Join(", ", ids.Where(id => id > 0).Select(id => people.GetValueOrDefault(id, words.Of(id)))) is { Length: > 0 } names ? names : words["Wizard.none"];
        string Fields(IEnumerable<Field> fields, bool comments) => string.Join(", ", fields.Select(field => words[$"Field.{field}"]).Concat(comments ? [words["Wizard.comments"]] : []));
        string Customs(B24App.Links.Half half) => half.CustomFields.IsEmpty ? words["Wizard.none"] : string.Join(", ", half.CustomFields.Select(field => field.Title));
        string YesNo(bool yes) => words[yes ? "Wizard.yes" : "Wizard.no"];
    }
}
