using System.Collections.Immutable;

namespace B24App.Plan.Carry;

/// <summary>Whose field says that two records belong together.</summary>
public enum TieSide
{
    /// <summary>The record the entries come from names the other: a contact its company.</summary>
    Source,

    /// <summary>The record they are carried to names the other: a deal the lead it was made from.</summary>
    Target,
}

/// <summary>Which of several records takes part.</summary>
public enum TieChoice
{
    /// <summary>The first one named.</summary>
    First,

    /// <summary>All of them.</summary>
    All,

    /// <summary>The one made last.</summary>
    Newest,
}

/// <summary>How records of two types belong together.</summary>
/// <param name="Source">Type the entries come from.</param>
/// <param name="Target">Type they are carried to.</param>
/// <param name="Field">Field that names the other record.</param>
/// <param name="On">On which side the field is.</param>
/// <param name="Choice">Which of several.</param>
public sealed record Tie(int Source, int Target, string Field, TieSide On, TieChoice Choice)
{
    /// <summary>A contact and its first company.</summary>
    public static Tie ContactToCompany { get; } = new(CrmKey.Contact, CrmKey.Company, "companyId", TieSide.Source, TieChoice.First);

    /// <summary>A contact and all its companies.</summary>
    public static Tie ContactToCompanies { get; } = new(CrmKey.Contact, CrmKey.Company, "companyIds", TieSide.Source, TieChoice.All);

    /// <summary>A lead and the deals made from it.</summary>
    public static Tie LeadToDeal { get; } = new(CrmKey.Lead, CrmKey.Deal, "leadId", TieSide.Target, TieChoice.All);

    /// <summary>The type whose records hold the field.</summary>
    public int Holder => On == TieSide.Source ? Source : Target;
}

/// <summary>What is done with an entry.</summary>
public enum Manner
{
    /// <summary>It is shown in both timelines.</summary>
    Bind,

    /// <summary>It changes its timeline.</summary>
    Move,

    /// <summary>A copy is written, with author and time in its text.</summary>
    Copy,
}

/// <summary>A field of the source that must hold a value, for example "dismissed".</summary>
public sealed record Mark(string Field, string Value)
{
    /// <summary>Whether these values of the field are the mark. Yes and no have many spellings.</summary>
    public bool IsIn(IReadOnlyList<string> values) => values.Any(value => string.Equals(Spelled(value), Spelled(Value), StringComparison.OrdinalIgnoreCase));

    private static string Spelled(string value) => value.Trim().ToUpperInvariant() switch
    {
        "Y" or "TRUE" or "1" => "1",
        "N" or "FALSE" or "0" => "0",
        var other => other,
    };
}

/// <summary>Which entries a rule takes; what is empty asks nothing.</summary>
public sealed record CarryConditions
{
    /// <summary>Kinds; empty for all.</summary>
    public ImmutableArray<EntryKind> Kinds { get; init; } = [];

    /// <summary>1 incoming, 2 outgoing, 0 both; what has no direction passes.</summary>
    public int Direction { get; init; }

    /// <summary>Only sources with this mark.</summary>
    public Mark? Mark { get; init; }

    /// <summary>Only entries of this responsible user; 0 for all.</summary>
    public long Responsible { get; init; }

    /// <summary>Only entries from this moment on.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>A rule of one portal: which entries of which timelines are carried where, and how.</summary>
public sealed record CarryRule
{
    /// <summary>Who belongs to whom.</summary>
    public required Tie Tie { get; init; }

    /// <summary>How.</summary>
    public required Manner Manner { get; init; }

    /// <summary>Which entries.</summary>
    public CarryConditions Conditions { get; init; } = new();

    /// <summary>
    /// A shared entry gets another owner than the source, so that it outlives the source: on some portals a deleted record takes along
    /// what it owns, though others show it.
    /// </summary>
    public bool Outlives { get; init; } = true;

    /// <summary>A marked contact leaves its companies and is kept in a field of theirs.</summary>
    public bool MovesToFormer { get; init; }

    /// <summary>When the original of a copy is deleted, the copy is too; default: it stays.</summary>
    public bool DeletesCopies { get; init; }

    /// <summary>True when the rule makes sense; else what is wrong with it.</summary>
    public CarryFlaw Flaw => this switch
    {
        { Tie.Source: <= 0 } or { Tie.Target: <= 0 } => CarryFlaw.NoType,
        { Tie.Field.Length: 0 } => CarryFlaw.NoField,
        { Tie.Source: var source, Tie.Target: var target } when source == target => CarryFlaw.SameType,
        { MovesToFormer: true, Conditions.Mark: null } => CarryFlaw.NoMark,
        { MovesToFormer: true, Tie: not { Source: CrmKey.Contact, Target: CrmKey.Company } } => CarryFlaw.FormerNeedsContacts,
        { Conditions.Mark: { Field.Length: 0 } } or { Conditions.Mark: { Value.Length: 0 } } => CarryFlaw.NoMark,
        _ => CarryFlaw.None,
    };
}

/// <summary>What is wrong with a rule.</summary>
public enum CarryFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A type is missing.</summary>
    NoType,

    /// <summary>The field that ties is missing.</summary>
    NoField,

    /// <summary>Both types are the same.</summary>
    SameType,

    /// <summary>The mark names no field or no value.</summary>
    NoMark,

    /// <summary>Only contacts leave companies.</summary>
    FormerNeedsContacts,
}
