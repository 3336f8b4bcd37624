using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Links;

/// <summary>A contract as one administrator reads it.</summary>
/// <param name="Title">Number and partner.</param>
/// <param name="Leaves">What leaves his portal.</param>
/// <param name="Taken">What is taken from the partner.</param>
/// <param name="Here">His own affairs, which the partner does not see.</param>
/// <param name="Rules">What holds for both.</param>
/// <param name="NotCarried">What does not cross (RULES 13).</param>
public sealed record ContractText(
    string Title,
    ImmutableArray<string> Leaves,
    ImmutableArray<string> Taken,
    ImmutableArray<string> Here,
    ImmutableArray<string> Rules,
    ImmutableArray<string> NotCarried)
{
    // What people expect to cross with a task, and is named where it does not.
    private static readonly ImmutableArray<Field> Apart = [Field.Elapsed, Field.Results, Field.CustomFields, Field.Observers, Field.Accomplices, Field.Stage, Field.CrmLinks];

    /// <summary>Writes a contract for one side. The own half is read whole, the partner's only as published (RULES 5).</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="reader">Side that reads.</param>
    /// <param name="partner">The other portal.</param>
    /// <param name="partners">The other half, as published.</param>
    /// <param name="language">Language of the text.</param>
    /// <param name="names">Titles and names of the reader's own groups and people; what has none is shown by its number.</param>
    public static ContractText For(
        Contract contract,
        Side reader,
        PortalCard partner,
        PublishedHalf partners,
        Language language,
        PortalNames? names = null)
    {
        names ??= PortalNames.None;
        var words = ContractWords.In(language);
        var own = contract.Of(reader);
        var terms = Contracts.InForce(contract.A, contract.B);
        return new ContractText(
            words.Title(contract.Number, partner.Name, partner.Domain),
            [.. Crosses(words, terms.From(reader), !contract.Customs.IsEmpty, Which(words, own, names), partners.GroupTitle)],
            [.. Crosses(words, terms.From(reader.Other()), !contract.Customs.IsEmpty, partners.WholePortal ? words.PartnersWholePortal(partners.TasksIn30Days) : words.PartnersChoice, "")],
            [.. OwnAffairs(words, own, terms.From(reader.Other()), names)],
            [.. ForBoth(words, contract, terms, partners)],
            [.. Apart.Where(field => (!terms.FromA.Fields.Contains(field) && !terms.FromB.Fields.Contains(field)) || (field == Field.CustomFields && contract.Customs.IsEmpty)).Select(words.Named), .. words.NotCarried]);
    }

    private static IEnumerable<string> Crosses(ContractWords words, Flow flow, bool customs, string which, string into)
    {
        if (!flow.IsSomething)
        {
            yield return words.Nothing;
            yield break;
        }

        yield return flow.Tasks ? words.NewTasks(which) : words.NoNewTasks;
        if (flow.Tasks && into.Length > 0)
        {
            yield return words.PartnersTarget(into);
        }

        var fields = customs ? flow.Fields : flow.Fields.Remove(Field.CustomFields);
        var ofTasks = fields.Where(field => !field.IsOfCards()).ToList();
        yield return ofTasks.Count == 0 ? words.NoFields : words.FieldsAre(ofTasks);
        yield return flow.Comments ? words.Comments : words.NoComments;
        if (fields.Count > ofTasks.Count)
        {
            yield return words.CardsAre(fields.Where(field => field.IsOfCards()));
        }

        if (flow.PartnersMirrors)
        {
            yield return words.PartnersMirrors;
        }
    }

    private static string Which(ContractWords words, Half own, PortalNames names) =>
        string.Join("; ", Conditions(words, own.Filter, names));

    private static IEnumerable<string> Conditions(ContractWords words, TaskFilter filter, PortalNames names)
    {
        yield return filter.IsWholePortal() ? words.EveryGroup
            : filter.Groups.IsEmpty ? words.NoGroup
            : words.OfGroups([.. filter.Groups.Select(group => Titled(words, group, names))]);
        if (!filter.Tags.IsEmpty)
        {
            yield return words.WithTags(filter.Tags);
        }

        if (!filter.Responsibles.IsEmpty)
        {
            yield return words.OfPeople(filter.Responsibles.Select(person => Named(words, person, names)));
        }
    }

    private static IEnumerable<string> OwnAffairs(ContractWords words, Half own, Flow from, PortalNames names)
    {
        if (from.Tasks)
        {
            yield return own.TargetGroup == 0 ? words.NoTarget : words.Target(Titled(words, own.TargetGroup, names));
            yield return own.DefaultResponsible == 0 ? words.RelayResponsible : words.Responsible(Named(words, own.DefaultResponsible, names));
        }

        if (own.InternalPrefix.Length > 0)
        {
            yield return words.Prefix(own.InternalPrefix);
        }

        yield return words.WhenPartnerDeletes(own.OnPartnerDelete);
    }

    private static IEnumerable<string> ForBoth(ContractWords words, Contract contract, Terms terms, PublishedHalf partners)
    {
        yield return terms.MatchesUsers ? words.Matching : words.NoMatching;
        if (terms.CarriesFiles)
        {
            yield return words.LargestFile(terms.LargestFile);
        }

        if (!contract.Customs.IsEmpty)
        {
            yield return words.CustomFields([.. contract.Customs.Select(pair => pair.A.Title)]);
        }

        yield return words.WhenYouDelete(partners.OnPartnerDelete);
        yield return words.OldComments;
        yield return words.ReRead;
        yield return words.Changes;
    }

    private static string Titled(ContractWords words, long group, PortalNames names) =>
        names.Groups.TryGetValue(group, out var title) ? words.Quoted(title) : words.Number(group);

    private static string Named(ContractWords words, long person, PortalNames names) => names.People.GetValueOrDefault(person, words.Number(person));
}
