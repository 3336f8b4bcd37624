namespace B24App.Plan.Text;

/// <summary>A user of the portal that receives a text.</summary>
/// <param name="Id">His id there.</param>
/// <param name="Name">His name there.</param>
public sealed record LocalUser(long Id, string Name);

/// <summary>What the converter must know about the two portals a text crosses between.</summary>
/// <param name="OriginPortal">Address of the portal the text comes from, such as <c>https://north.bitrix24.ru</c>.</param>
public sealed record Crossing(string OriginPortal)
{
    /// <summary>The local user who is a user of the origin portal, if matched.</summary>
    public Func<long, LocalUser?> MatchUser { get; init; } = _ => null;

    /// <summary>Full address of a task on the origin portal to the address of its mirror here, if mirrored.</summary>
    public Func<string, string?> MapTaskUrl { get; init; } = _ => null;

    /// <summary>The name of an attached file by the id its tag carries (<c>n12</c>, <c>12</c>), if known.</summary>
    public Func<string, string?> FileName { get; init; } = _ => null;

    /// <summary>The token of an attached file that crosses, by the id its tag carries; null when it stays behind.</summary>
    public Func<string, string?> FileSlot { get; init; } = _ => null;

    /// <summary>Language of the receiving portal.</summary>
    public Language Language { get; init; } = Language.Ru;
}

/// <summary>A text as it goes to the other portal, and what of it did not go.</summary>
/// <param name="Text">The text.</param>
/// <param name="Losses">What was lost, in order.</param>
public sealed record Converted(string Text, IReadOnlyList<Loss> Losses);

/// <summary>Something that did not cross.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="What">The address, name or tag, for the note and the journal.</param>
public sealed record Loss(LossKind Kind, string What);

/// <summary>Kinds of loss.</summary>
public enum LossKind
{
    /// <summary>A file or a picture that only the origin portal can show.</summary>
    File,

    /// <summary>A link that leads nowhere outside its portal, or is no web address.</summary>
    Link,

    /// <summary>A mention of somebody unknown here, now plain text.</summary>
    Mention,

    /// <summary>A button or another thing that acts only in its own portal.</summary>
    Action,

    /// <summary>Formatting the other card has no words for.</summary>
    Formatting,
}
