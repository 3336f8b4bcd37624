using B24App.Plan.Carry;
using B24App.Store;

namespace B24App.Carry;

/// <summary>A call written down before it leaves.</summary>
/// <param name="Id">Our number.</param>
/// <param name="Portal">Where.</param>
/// <param name="Rule">Rule it follows from.</param>
/// <param name="Run">Run it belongs to; 0 for live work.</param>
/// <param name="Item">Entry or contact it is about.</param>
/// <param name="Act">What is done.</param>
/// <param name="Card">The record whose timeline or field is meant.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it left and may have been done.</param>
/// <param name="Was">What a return will need.</param>
/// <param name="Made">The copy that is meant.</param>
public sealed record CarryIntent(long Id, PortalId Portal, long Rule, long Run, string Item, CarryAct Act, CrmKey Card, CarryState State, long Attempts, string Was, long Made);

/// <summary>Where a call stands.</summary>
public enum CarryState
{
    /// <summary>It has not left.</summary>
    Waiting,

    /// <summary>It is on its way.</summary>
    Leaving,

    /// <summary>It left, and no answer came.</summary>
    Unknown,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The portal refused; it is planned anew later.</summary>
    Parked,

    /// <summary>It is not needed any more.</summary>
    Void,
}
