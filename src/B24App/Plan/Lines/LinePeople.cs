using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Prints;
using B24App.Plan.Tasks;
using B24App.Plan.Text;

namespace B24App.Plan.Lines;

/// <summary>
/// Members of lines over a link. Who is matched is a member on the other side too; who is not stands there as a name in brackets, and is nobody's loss:
/// a side's own people stay on its lines whatever the other side says.
/// </summary>
/// <param name="aToB">People of side A who are somebody at side B.</param>
/// <param name="bToA">People of side B who are somebody at side A.</param>
public sealed class LinePeople(IReadOnlyDictionary<long, long> aToB, IReadOnlyDictionary<long, long> bToA)
{
    private readonly ImmutableDictionary<long, long> _toB = Both(aToB, bToA);
    private readonly ImmutableDictionary<long, long> _toA = Both(bToA, aToB);

    /// <summary>Nobody is matched.</summary>
    public static LinePeople Nobody { get; } = new(ImmutableDictionary<long, long>.Empty, ImmutableDictionary<long, long>.Empty);

    /// <summary>Who is who by what both sides' looks found.</summary>
    public static LinePeople Of(SeenTask a, SeenTask b) => new(a.Across.People, b.Across.People);

    /// <summary>Both sides' checklists say the same, each to its own people.</summary>
    public bool Equal(ImmutableArray<SeenLine> a, ImmutableArray<SeenLine> b) => SeenLine.Tree(a, line => Says(line, Side.A)) == SeenLine.Tree(b, line => Says(line, Side.B));

    /// <summary>Two lines say the same.</summary>
    /// <param name="line">A line of side <paramref name="of"/>.</param>
    /// <param name="other">A line of the other side.</param>
    /// <param name="of">Side of the first.</param>
    public bool Same(SeenLine line, SeenLine other, Side of) =>
        line.IsComplete == other.IsComplete && line.IsImportant == other.IsImportant && Says(line, of) == Says(other, of.Other());

    /// <summary>The text of a line as it is written into the other side.</summary>
    public string TitleOf(SeenLine line, Side of)
    {
        var names = Names(Unmatched(line, of)).Where(name => !line.Text.Contains(name, StringComparison.Ordinal)).ToList();
        return names.Count == 0 ? line.Text : $"{line.Text} ({string.Join(", ", names)})";
    }

    /// <summary>Members as they are written into the other side; null where there is nobody to write and nobody to take away.</summary>
    /// <param name="line">The line.</param>
    /// <param name="of">Its side.</param>
    /// <param name="there">The line that is written; null for a new one.</param>
    public ImmutableArray<LineMember>? MembersOf(SeenLine line, Side of, SeenLine? there)
    {
        var own = there is null ? [] : Unmatched(there, of.Other());
        var come = line.Members.Where(member => There(of, member.Id) is not null).Select(member => member with { Id = There(of, member.Id)!.Value, Name = "" });
        ImmutableArray<LineMember> members = [.. come.Concat(own).DistinctBy(member => member.Id).OrderBy(member => member.Id)];
        return members.IsEmpty && there is not { Members.IsEmpty: false } ? null : members;
    }

    /// <summary>Members who are nobody on the other side: their names cross.</summary>
    public IEnumerable<LineMember> Unmatched(SeenLine line, Side of) => line.Members.Where(member => There(of, member.Id) is null);

    private long? There(Side of, long id) => (of == Side.A ? _toB : _toA).TryGetValue(id, out var there) ? there : null;

    // By the numbers of side B, and by names for those who have none there or here.
    private string Says(SeenLine line, Side side)
    {
        var matched = line.Members.Where(member => There(side, member.Id) is not null).Select(member => (Id: side == Side.B ? member.Id : There(side, member.Id)!.Value, member.Role));
        var names = Names(Unmatched(line, side)).Concat(line.Guests).Where(name => !line.Text.Contains(name, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join('|', [
            FieldNormaliser.Title(line.Text),
            string.Join(' ', matched.Order().Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Id}:{member.Role}"))),
            string.Join(", ", names),
        ]);
    }

    private static IEnumerable<string> Names(IEnumerable<LineMember> members) =>
        members.Select(member => PlainName.Of(member.Name)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    private static ImmutableDictionary<long, long> Both(IReadOnlyDictionary<long, long> forth, IReadOnlyDictionary<long, long> back)
    {
        var both = forth.ToImmutableDictionary();
        foreach (var (there, here) in back)
        {
            both = both.ContainsKey(here) ? both : both.SetItem(here, there);
        }

        return both;
    }
}
