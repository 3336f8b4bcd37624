using B24App.Plan.Text;

namespace B24App.Plan;

/// <summary>One sentence a person can act on for every <see cref="Reason"/>.</summary>
public sealed partial class Reasons
{
    private readonly IReadOnlyDictionary<Reason, string> sentences;

    private Reasons(IReadOnlyDictionary<Reason, string> sentences) => this.sentences = sentences;

    /// <summary>The table of a language.</summary>
    public static Reasons In(Language language) => language == Language.Ru ? Russian : English;

    /// <summary>The sentence.</summary>
    public string Of(Reason reason) => sentences[reason];
}
