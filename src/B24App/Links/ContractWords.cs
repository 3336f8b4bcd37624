using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Links;

/// <summary>The sentences of a contract in one language.</summary>
internal abstract class ContractWords
{
    public static ContractWords In(Language language) => language == Language.Ru ? ContractWordsRu.Words : ContractWordsEn.Words;

    public abstract string Nothing { get; }

    public abstract string NoNewTasks { get; }

    public abstract string NoFields { get; }

    public abstract string Comments { get; }

    public abstract string NoComments { get; }

    public abstract string PartnersMirrors { get; }

    public abstract string PartnersChoice { get; }

    public abstract string EveryGroup { get; }

    public abstract string NoGroup { get; }

    public abstract string NoTarget { get; }

    public abstract string RelayResponsible { get; }

    public abstract string Matching { get; }

    public abstract string NoMatching { get; }

    public abstract string OldComments { get; }

    public abstract string ReRead { get; }

    public abstract string Changes { get; }

    public abstract ImmutableArray<string> NotCarried { get; }

    public abstract string Title(int number, string partner, string domain);

    public abstract string NewTasks(string which);

    public abstract string PartnersTarget(string groupTitle);

    public abstract string PartnersWholePortal(int? tasksIn30Days);

    public abstract string LargestFile(int megabytes);

    /// <summary>Which custom fields cross, by the names both read.</summary>
    public abstract string CustomFields(IReadOnlyCollection<string> titles);

    /// <summary>A field among others.</summary>
    public abstract string Named(Field field);

    public abstract string FieldsAre(IEnumerable<Field> fields);

    /// <summary>What of paired cards crosses.</summary>
    public abstract string CardsAre(IEnumerable<Field> fields);

    public abstract string OfGroups(IReadOnlyCollection<string> groups);

    public abstract string WithTags(IEnumerable<string> tags);

    public abstract string OfPeople(IEnumerable<string> people);

    public abstract string Target(string group);

    public abstract string Responsible(string person);

    public abstract string Prefix(string prefix);

    public abstract string WhenPartnerDeletes(DeletePolicy policy);

    public abstract string WhenYouDelete(DeletePolicy policy);

    public abstract string Quoted(string title);

    public abstract string Number(long id);

    protected static string List<T>(IEnumerable<T> values) => string.Join(", ", values);
}
