using System.Collections.Immutable;
using B24App.Pages.Links;

namespace B24App.Pages;

/// <summary>A form that somebody else saved while it stood open: where the two differ, and a button for either.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Rows">Where they differ.</param>
/// <param name="Take">Where what is saved is fetched.</param>
/// <param name="Save">Where the own choices are posted once more.</param>
/// <param name="Fields">The own choices, and what is saved now as what they were made upon.</param>
/// <param name="Words">Words of the reader.</param>
public sealed record StaleView(string Title, ImmutableArray<DraftDifference> Rows, string Take, string Save, IReadOnlyList<KeyValuePair<string, string>> Fields, Texts Words)
{
    /// <summary>Name of the field that says upon what a form was filled in.</summary>
    public const string Seen = "seen";

    /// <summary>Fields of a posted form, with what is saved now in the place of what it was filled in upon.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FieldsOf(IFormCollection form, string name, string now) =>
        [KeyValuePair.Create(name, now), .. form.Where(field => field.Key != name).SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
}
