using System.Globalization;
using B24App.Bitrix24.Crm;
using B24App.Carry;
using B24App.Pages.Links;
using B24App.Plan.Carry;
using B24App.Store;

namespace B24App.Pages.Carry;

/// <summary>One line of a select.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Word">What a person reads.</param>
public sealed record RuleOption(string Value, string Word);

/// <summary>What can be chosen in the form of a rule.</summary>
/// <param name="Types">Types of records, by number.</param>
/// <param name="Ties">Fields that can tie the two types, by the side they are on; null while the portal cannot be asked.</param>
/// <param name="Marks">Fields of the source that can hold a mark; null while the portal cannot be asked.</param>
/// <param name="MarkValues">Values of the chosen mark; empty when it is free text.</param>
/// <param name="People">People of the portal.</param>
public sealed record RuleOffer(
    IReadOnlyList<RuleOption> Types, IReadOnlyDictionary<TieSide, IReadOnlyList<RuleOption>>? Ties, IReadOnlyList<RuleOption>? Marks, IReadOnlyList<RuleOption> MarkValues, IReadOnlyList<RuleOption> People)
{
    /// <summary>A number as a form sends it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a select of the tie sends for a rule.</summary>
    public static string TieOf(Tie tie) => Ways(tie.On, tie.Field);

    /// <summary>After the types were changed a field of other records ties nothing: it is to be chosen anew.</summary>
    public CarryRule Fitting(CarryRule rule)
    {
        var tie = Ties is null || Ties.Values.Any(side => side.Any(option => option.Value == TieOf(rule.Tie))) ? rule.Tie : rule.Tie with { Field = Only() ?? "" };
        var mark = Marks is null || rule.Conditions.Mark is not { } wanted || Marks.Any(option => option.Value == wanted.Field) ? rule.Conditions.Mark : null;
        return rule with { Tie = Sided(tie), Conditions = rule.Conditions with { Mark = mark } };

        string? Only() => Ties!.Values.SelectMany(side => side).ToList() is [var one] ? one.Value : null;
    }

    /// <summary>A field that can be chosen, with its side.</summary>
    internal static string Ways(TieSide side, string field) => string.Create(CultureInfo.InvariantCulture, $"{side}:{field}");

    private static Tie Sided(Tie tie) => tie.Field.Split(':') is [var side, var field] && Enum.TryParse<TieSide>(side, out var on) ? tie with { On = on, Field = field } : tie;
}

/// <summary>Reads what a person chooses from instead of typing names the portal gives its fields.</summary>
public sealed class RuleChoices(CrmCatalogue catalogue, WizardPeople people)
{
    // Types whose values a person can name; portals have many more fields, and few of them mark anything.
    private static readonly string[] Marking = ["boolean", "char", "enumeration", "string", "integer", "double"];

    // The same records once more, as whole objects.
    private static readonly string[] Doubled = ["contacts", "companies"];

    /// <summary>What is on offer for a rule as it stands.</summary>
    public async Task<RuleOffer> For(PortalId portal, CarryRule rule, CarryWords say, CancellationToken ct)
    {
        var (types, fromFields, toFields) = (catalogue.Processes(portal), catalogue.Fields(portal, rule.Tie.Source), catalogue.Fields(portal, rule.Tie.Target)); // they leave together
        var (processes, source, target) = (await types, await fromFields, await toFields);
        var everybody = await people.Of(portal, ct);
        return new RuleOffer(
            [.. new[] { CrmKey.Lead, CrmKey.Deal, CrmKey.Contact, CrmKey.Company }.Concat(processes.Select(process => process.Type)).Append(rule.Tie.Source).Append(rule.Tie.Target).Distinct()
                .Where(type => type > 0).Select(type => new RuleOption(RuleOffer.Number(type), processes.FirstOrDefault(process => process.Type == type) is { Title.Length: > 0 } named ? named.Title : say.Type(type)))],
            source is null || target is null ? null : Ties(rule.Tie, source, target, say),
            source is null ? null : Marks(source),
            source is null ? [] : MarkValues(source, rule.Conditions.Mark?.Field, say),
            [.. everybody.Select(person => new RuleOption(RuleOffer.Number(person.Id), person.Name))]);
    }

    /// <summary>Fields on either side that can name records of the other.</summary>
    internal static IReadOnlyDictionary<TieSide, IReadOnlyList<RuleOption>> Ties(Tie tie, IReadOnlyList<RecordField> source, IReadOnlyList<RecordField> target, CarryWords say) => new Dictionary<TieSide, IReadOnlyList<RuleOption>>
    {
        [TieSide.Source] = Naming(TieSide.Source, source, tie.Target, say),
        [TieSide.Target] = Naming(TieSide.Target, target, tie.Source, say),
    };

    /// <summary>Fields that can hold a mark.</summary>
    internal static IReadOnlyList<RuleOption> Marks(IReadOnlyList<RecordField> fields) =>
        [.. fields.Where(field => field.IsCustom && Marking.Contains(field.Type)).Select(field => new RuleOption(field.Name, field.Title))];

    /// <summary>Values of a mark.</summary>
    internal static IReadOnlyList<RuleOption> MarkValues(IReadOnlyList<RecordField> fields, string? name, CarryWords say) => fields.FirstOrDefault(field => field.Name == name) switch
    {
        { Type: "boolean" or "char" } => [new RuleOption("1", say["yes"]), new RuleOption("0", say["no"])],
        { Items: { Count: > 0 } items } => [.. items.Select(item => new RuleOption(item.Id, item.Word))],
        _ => [],
    };

    private static IReadOnlyList<RuleOption> Naming(TieSide side, IReadOnlyList<RecordField> fields, int type, CarryWords say) =>
        [.. fields.Where(field => field.Names.Contains(type) && !Doubled.Contains(field.Name)).Select(field => new RuleOption(RuleOffer.Ways(side, field.Name), say.Field(field.Name, field.Title)))];
}
