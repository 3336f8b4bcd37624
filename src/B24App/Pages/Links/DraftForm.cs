using System.Collections.Immutable;
using System.Globalization;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Plan;
using B24App.Plan.Custom;
using B24App.Plan.Prints;

namespace B24App.Pages.Links;

/// <summary>Reads what a step of the wizard posts. Each step speaks of its own fields only, so a step saved late cannot undo another.</summary>
internal static class DraftForm
{
    private const int LongestName = 100;
    private const int LongestList = 50;

    /// <summary>The draft with the fields of a step put in.</summary>
    /// <param name="step">1 to 5.</param>
    /// <param name="form">What was posted.</param>
    /// <param name="body">The draft as it is stored.</param>
    /// <param name="titles">Titles of the portal's groups: the title of the target group is what the partner will see.</param>
    public static DraftBody Read(int step, IFormCollection form, DraftBody body, IReadOnlyDictionary<long, string> titles) => step switch
    {
        1 => Enum.TryParse<DraftKind>(form["Kind"], out var kind) && kind != body.Kind ? body.As(kind) : body,
        2 => form.ContainsKey("Scope") ? Filter(form, body) : body,
        3 => Target(form, body, titles),
        4 => Fields(form, body),
        _ => form.ContainsKey("Name") ? body with { Name = Text(form, "Name", LongestName) } : body,
    };

    private static DraftBody Filter(IFormCollection form, DraftBody body)
    {
        var whole = form["Scope"] == "all";
        var filter = new TaskFilter
        {
            Groups = whole ? [] : Ids(form, "Groups"),
            Tags = [.. Text(form, "Tags", 500).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).Take(LongestList)],
            Responsibles = Ids(form, "Responsibles"),
            WholePortal = whole,
        };

        // The count that was confirmed belongs to the filter it was shown with.
        return body with
        {
            Half = body.Half with { Filter = filter },
            WholePortal = !whole ? null : int.TryParse(form["WholePortal"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : body.WholePortal,
        };
    }

    private static DraftBody Target(IFormCollection form, DraftBody body, IReadOnlyDictionary<long, string> titles)
    {
        var group = form.ContainsKey("TargetGroup") ? Id(form, "TargetGroup") : body.Half.TargetGroup;
        return body with
        {
            Half = body.Half with
            {
                TargetGroup = group,
                PublishedGroupTitle = titles.GetValueOrDefault(group, group == body.Half.TargetGroup ? body.Half.PublishedGroupTitle : ""),
                DefaultResponsible = form.ContainsKey("DefaultResponsible") ? Id(form, "DefaultResponsible") : body.Half.DefaultResponsible,
                InternalPrefix = Text(form, "InternalPrefix", 20),
                OnPartnerDelete = Enum.TryParse<DeletePolicy>(form["OnPartnerDelete"], out var policy) ? policy : body.Half.OnPartnerDelete,
            },
        };
    }

    private static DraftBody Fields(IFormCollection form, DraftBody body) => body with
    {
        Half = body.Half with
        {
            SendsFields = Chosen(form, "Sends"),
            TakesFields = Chosen(form, "Takes"),
            SendsComments = form["SendsComments"] == "on",
            TakesComments = form["TakesComments"] == "on",
            MatchesUsersByEmail = form["MatchesUsersByEmail"] == "on",
            SendsPartnersMirrors = form["SendsPartnersMirrors"] == "on",
            LargestFile = int.TryParse(form["LargestFile"], NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) ? Math.Clamp(megabytes, 1, FileLimits.Largest) : body.Half.LargestFile,
            CustomFields = form.ContainsKey("CustomShown") ? Customs(form) : body.Half.CustomFields,
        },
    };

    // "UF_AUTO_12 Choice N", and the name that both sides read.
    private static ImmutableArray<CustomField> Customs(IFormCollection form) =>
    [
        .. form["Custom"].Select(value => (value ?? "").Split(' ')).Where(parts => parts.Length == 3 && parts[0].StartsWith("UF_", StringComparison.Ordinal) && parts[0].Length <= 50 && Enum.TryParse<CustomType>(parts[1], out _))
            .Select(parts => new CustomField(parts[0], FieldNormaliser.Title(Text(form, "CustomTitle." + parts[0], CustomField.LongestTitle)), Enum.Parse<CustomType>(parts[1]), parts[2] == "Y"))
            .Where(field => field.Key.Length > 0 && Enum.IsDefined(field.Type)).DistinctBy(field => field.Name).DistinctBy(field => field.Key).Take(LongestList),
    ];

    private static ImmutableSortedSet<Field> Chosen(IFormCollection form, string name) =>
        [.. form[name].Select(value => Enum.TryParse<Field>(value, out var field) ? field : (Field?)null).OfType<Field>()];

    private static ImmutableArray<long> Ids(IFormCollection form, string name) =>
        [.. form[name].Select(value => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).Distinct().Take(LongestList)];

    private static long Id(IFormCollection form, string name) => Ids(form, name) is [var id, ..] ? id : 0;

    private static string Text(IFormCollection form, string name, int longest) =>
        form[name].ToString().Trim() is { } text && text.Length > longest ? text[..longest] : form[name].ToString().Trim();
}
