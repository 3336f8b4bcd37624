using System.Collections.Immutable;
using B24App.Plan.Prints;

namespace B24App.Plan.Custom;

/// <summary>What a custom field holds, as far as it can cross.</summary>
public enum CustomType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, with or without a time.</summary>
    Moment,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A value of a list.</summary>
    Choice,
}

/// <summary>A custom field of one portal that takes part in a link.</summary>
/// <param name="Name">Its name on its portal, <c>UF_AUTO_12</c>; nobody else's affair.</param>
/// <param name="Title">The name both administrators read. Two fields of one title and type are one field over the link.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsList">It holds several values.</param>
public sealed record CustomField(string Name, string Title, CustomType Type, bool IsList)
{
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 60;

    /// <summary>What it is over the link.</summary>
    public string Key => KeyOf(Title);

    /// <summary>A title as it is compared.</summary>
    public static string KeyOf(string title) => FieldNormaliser.Title(title).ToUpperInvariant().Replace('=', '-');

    /// <summary>The type of a portal's own type; null for what cannot cross.</summary>
    public static CustomType? TypeOf(string portalType) => portalType switch
    {
        "string" or "url" => CustomType.Text,
        "double" or "integer" => CustomType.Number,
        "datetime" or "date" => CustomType.Moment,
        "boolean" => CustomType.Flag,
        "enumeration" => CustomType.Choice,
        _ => null,
    };
}

/// <summary>One field over a link: what it is on each side.</summary>
/// <param name="Key">Its title, as it is compared.</param>
/// <param name="A">The field of side A.</param>
/// <param name="B">The field of side B.</param>
public sealed record CustomPair(string Key, CustomField A, CustomField B)
{
    /// <summary>The field of a side.</summary>
    public CustomField On(Side side) => side == Side.A ? A : B;

    /// <summary>Fields that both sides named alike and that hold the same kind of value.</summary>
    public static ImmutableArray<CustomPair> Of(ImmutableArray<CustomField> a, ImmutableArray<CustomField> b) =>
    [
        .. a.DistinctBy(field => field.Key)
            .Select(field => (A: field, B: b.FirstOrDefault(other => other.Key == field.Key && other.Type == field.Type && other.IsList == field.IsList)))
            .Where(pair => pair.A.Key.Length > 0 && pair.B is not null)
            .Select(pair => new CustomPair(pair.A.Key, pair.A, pair.B!)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
    ];
}
