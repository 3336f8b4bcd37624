using System.Collections.Immutable;
using System.Globalization;
using B24App.Carry;
using B24App.Pages.Links;

namespace B24App.Pages.Carry;

/// <summary>Where a late save of a rule differs from the rule as it is saved now, in the words of its form.</summary>
internal static class RuleDifferences
{
    /// <summary>The choices that differ.</summary>
    public static ImmutableArray<DraftDifference> Of(RuleRow now, RuleRow mine, RuleOffer offer, CarryWords say)
    {
        var (theirs, own) = (Said(now, offer, say), Said(mine, offer, say));
        return [.. theirs.Zip(own).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => new DraftDifference(say[pair.First.Name], pair.First.Value, pair.Second.Value))];
    }

    private static IReadOnlyList<(string Name, string Value)> Said(RuleRow row, RuleOffer offer, CarryWords say)
    {
        var (rule, conditions) = (row.Rule, row.Rule.Conditions);
        return
        [
            ("name", row.Name), ("source", Type(rule.Tie.Source)), ("target", Type(rule.Tie.Target)),
            ("field", offer.Ties?.Values.SelectMany(side => side).FirstOrDefault(way => way.Value == RuleOffer.TieOf(rule.Tie))?.Word ?? say.Field(rule.Tie.Field, rule.Tie.Field)),
            ("on.side", say[$"on.{rule.Tie.On}"]), ("choice", say[$"choice.{rule.Tie.Choice}"]), ("manner", say[$"manner.{rule.Manner}"]),
            ("outlives", YesNo(rule.Outlives)), ("former", YesNo(rule.MovesToFormer)), ("deletes", YesNo(rule.DeletesCopies)),
            ("kinds", string.Join(", ", conditions.Kinds.Select(kind => say[$"kind.{kind}"]))), ("direction", say[$"direction.{conditions.Direction}"]),
            ("responsible", conditions.Responsible == 0 ? say["responsible.any"] : offer.People.FirstOrDefault(person => person.Value == RuleOffer.Number(conditions.Responsible))?.Word ?? RuleOffer.Number(conditions.Responsible)),
            ("since", conditions.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
            ("mark.field", conditions.Mark is { } mark ? offer.Marks?.FirstOrDefault(field => field.Value == mark.Field)?.Word ?? mark.Field : say["mark.none"]),
            ("mark.value", conditions.Mark?.Value ?? ""),
        ];

        string Type(int type) => offer.Types.FirstOrDefault(known => known.Value == RuleOffer.Number(type))?.Word ?? say.Type(type);
        string YesNo(bool yes) => say[yes ? "yes" : "no"];
    }
}
