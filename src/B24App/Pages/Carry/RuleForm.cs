using B24App.Plan.Carry;

namespace B24App.Pages.Carry;

/// <summary>What a form of a rule says.</summary>
public sealed class RuleForm
{
    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>Type the entries come from.</summary>
    public int Source { get; set; }

    /// <summary>Type they are carried to.</summary>
    public int Target { get; set; }

    /// <summary>Field that ties, chosen from a list with the side it is on before it: <c>Target:leadId</c>; or its name alone.</summary>
    public string? Field { get; set; }

    /// <summary>Where it is, unless the field says it.</summary>
    public TieSide Side { get; set; }

    /// <summary>Which of several.</summary>
    public TieChoice Choice { get; set; }

    /// <summary>How.</summary>
    public Manner Manner { get; set; }

    /// <summary>It outlives its source.</summary>
    public bool Outlives { get; set; }

    /// <summary>A marked contact leaves its companies.</summary>
    public bool Former { get; set; }

    /// <summary>Copies go with their originals.</summary>
    public bool Deletes { get; set; }

    /// <summary>Kinds.</summary>
    public IReadOnlyList<EntryKind> Kinds { get; set; } = [];

    /// <summary>Direction.</summary>
    public int Direction { get; set; }

    /// <summary>Responsible.</summary>
    public long Responsible { get; set; }

    /// <summary>First day.</summary>
    public DateTime? Since { get; set; }

    /// <summary>Field of the mark.</summary>
    public string? MarkField { get; set; }

    /// <summary>Value of the mark.</summary>
    public string? MarkValue { get; set; }

    /// <summary>The rule it says.</summary>
    public CarryRule ToRule() => new()
    {
        Tie = ToTie(),
        Manner = Manner,
        Outlives = Outlives,
        MovesToFormer = Former,
        DeletesCopies = Deletes,
        Conditions = new CarryConditions
        {
            Kinds = [.. Kinds.Where(Enum.IsDefined).Distinct()],
            Direction = Direction is 1 or 2 ? Direction : 0,
            Responsible = Math.Max(0, Responsible),
            Since = Since is { } day ? new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), TimeSpan.Zero) : null,
            Mark = Cut(MarkField).Length + Cut(MarkValue).Length == 0 ? null : new Mark(Cut(MarkField), Cut(MarkValue)),
        },
    };

    private Tie ToTie()
    {
        var said = Cut(Field);
        var cut = said.IndexOf(':', StringComparison.Ordinal);
        return cut > 0 && Enum.TryParse<TieSide>(said[..cut], out var side) && Enum.IsDefined(side)
            ? new Tie(Source, Target, said[(cut + 1)..], side, Choice)
            : new Tie(Source, Target, said, Side, Choice);
    }

    private static string Cut(string? text) => text?.Trim() is { Length: > 0 } said ? said[..Math.Min(100, said.Length)] : "";
}
