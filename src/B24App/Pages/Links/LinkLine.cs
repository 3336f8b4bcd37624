using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using Half = B24App.Links.Half;

namespace B24App.Pages.Links;

/// <summary>A pill: a dot and a word.</summary>
/// <param name="Word">The word.</param>
/// <param name="Tone"><c>good</c>, <c>wait</c>, <c>bad</c> or <c>calm</c>.</param>
public sealed record Pill(string Word, string Tone);

/// <summary>States of a link by which a list can be filtered.</summary>
public enum LineState
{
    /// <summary>Things cross.</summary>
    Runs,

    /// <summary>Paused by either side.</summary>
    Paused,

    /// <summary>Stopped until somebody does something.</summary>
    Trouble,

    /// <summary>The partner has to do the next step.</summary>
    WaitsForPartner,

    /// <summary>We have to confirm who accepted.</summary>
    WaitsForUs,

    /// <summary>Not launched.</summary>
    Draft,
}

/// <summary>One link, or a draft of one, as its own side reads it in a list.</summary>
public sealed record LinkLine
{
    /// <summary>Number of the link; 0 for a draft.</summary>
    public required long Id { get; init; }

    /// <summary>Number of the draft; 0 for a link.</summary>
    public long Draft { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the partner; empty while there is none.</summary>
    public string Partner { get; init; } = "";

    /// <summary>Address of the partner.</summary>
    public string PartnerDomain { get; init; } = "";

    /// <summary>State.</summary>
    public required LineState State { get; init; }

    /// <summary>State in words.</summary>
    public required Pill Pill { get; init; }

    /// <summary>What crosses, in a few words.</summary>
    public string What { get; init; } = "";

    /// <summary>Icon of the direction.</summary>
    public string Direction { get; init; } = "both";

    /// <summary>We paused it.</summary>
    public bool PausedByUs { get; init; }

    /// <summary>Items that wait.</summary>
    public int Waiting { get; init; }

    /// <summary>Half of the writes of a week took no longer than this; null when there were none.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Exchange of seven days.</summary>
    public Spark Spark { get; init; } = new("", "");
}

/// <summary>Puts the state of a link into words for one of its sides.</summary>
public static class LinkWords
{
    /// <summary>The state by which a list is filtered.</summary>
    public static LineState StateOf(LinkDetails details, Side own) => details.Link.State switch
    {
        LinkState.Active => LineState.Runs,
        LinkState.Paused => LineState.Paused,
        LinkState.Pending => details.WaitsForConfirmation && own == Side.A ? LineState.WaitsForUs : LineState.WaitsForPartner,
        _ => LineState.Trouble,
    };

    /// <summary>The pill of a state.</summary>
    public static Pill PillOf(LinkDetails details, Side own, Texts words) => StateOf(details, own) switch
    {
        LineState.Runs => new(words["LinkState.Runs"], "good"),
        LineState.Paused => new(words[details.PausedBy(own) is null ? "LinkState.PausedByPartner" : "LinkState.Paused"], "wait"),
        LineState.WaitsForUs => new(words["LinkState.WaitsForUs"], "wait"),
        LineState.WaitsForPartner => new(words["LinkState.WaitsForPartner"], "wait"),
        _ when details.Link.State == LinkState.Ended => new(words["LinkState.Ended"], "calm"),
        _ => new(words[details.Link.State == LinkState.Held ? "LinkState.Held" : "LinkState.Trouble"], "bad"),
    };

    /// <summary>What crosses, in a few words, and the icon of its direction.</summary>
    public static (string What, string Icon) WhatOf(Half half, Texts words)
    {
        var (leaves, comes) = (half.SendsTasks, half.TakesTasks);
        var icon = (leaves || half.SendsComments || !half.SendsFields.IsEmpty, comes || half.TakesComments || !half.TakesFields.IsEmpty) switch
        {
            (true, false) => "right",
            (false, true) => "left",
            _ => "both",
        };
        return (words[(leaves, comes) switch
        {
            (true, true) => "LinkWhat.both",
            (true, false) => icon == "right" ? "LinkWhat.follow" : "LinkWhat.send",
            (false, true) => icon == "left" ? "LinkWhat.read" : "LinkWhat.take",
            _ => "LinkWhat.talk",
        }], icon);
    }

    /// <summary>The largest file that crosses.</summary>
    public static string Megabytes(int megabytes, Texts words) => words.Say("Size.megabytes", words.Number(megabytes));

    /// <summary>A portal's side of a link; null when it has none. A self-link is read from A.</summary>
    public static Side? SideOf(Link link, Portal portal) => link.A == portal.Id ? Side.A : link.B == portal.Id ? Side.B : null;
}
