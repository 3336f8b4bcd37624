using B24App.Links;
using B24App.Plan;

namespace B24App.ByHand;

/// <summary>A link by which a person could send one task.</summary>
/// <param name="Link">The link.</param>
/// <param name="From">Side where the task stands.</param>
/// <param name="WhyNot">Why it cannot leave by it even so; null when it can.</param>
/// <param name="Outside">The condition of the filter that the task does not meet; null when the filter takes it. The filter is the word of the administrator, so only who may manage links sets it aside.</param>
/// <param name="IsSent">Somebody sent it already and it is on its way.</param>
public sealed record HandOffer(Link Link, Side From, Reason? WhyNot, Reason? Outside, bool IsSent)
{
    /// <summary>Sending it now would do something.</summary>
    public bool IsOpen => WhyNot is null && !IsSent;
}

/// <summary>How an act on one task ended.</summary>
public enum HandAnswer
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>It was so already: a second press does nothing.</summary>
    Already,

    /// <summary>Only who may manage links may do this.</summary>
    NeedsManager,

    /// <summary>The rules of the link, or what stands at the partner, do not allow it.</summary>
    Refused,

    /// <summary>The portal cannot be asked now.</summary>
    NotNow,
}
