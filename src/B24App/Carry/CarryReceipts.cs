using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Plan.Carry;

namespace B24App.Carry;

/// <summary>What an answer to one of our calls means.</summary>
/// <param name="State">Where the call stands now; waiting means that it leaves again.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="NotBefore">When it leaves again.</param>
public sealed record CarryReceipt(CarryState State, CarryReason Reason = CarryReason.None, DateTimeOffset? NotBefore = null);

/// <summary>
/// Judges answers. Every call but a copy says by its own refusal that it was done before ("already bound"), so one whose answer was lost is simply
/// made again.
/// </summary>
public static class CarryReceipts
{
    /// <summary>Judges one answer.</summary>
    public static CarryReceipt Judge(CarryAct act, Outcome outcome) => outcome switch
    {
        Answer => new CarryReceipt(CarryState.Done),
        Later later => new CarryReceipt(CarryState.Waiting, NotBefore: later.NotBefore),
        NoAccess => new CarryReceipt(CarryState.Waiting),
        Refusal refusal => Refused(act, refusal),
        _ => new CarryReceipt(CarryState.Unknown),
    };

    /// <summary>
    /// True when there was nothing to do any more: an activity's refusal says so, a comment's answer is "false". The first time a call leaves, that was
    /// somebody else's doing and is none of ours to take back; later it may have been our own call whose answer was lost.
    /// </summary>
    public static bool WasThere(CarryAct act, Outcome outcome) => (act, outcome) switch
    {
        (CarryAct.Bind or CarryAct.Unbind, Answer answer) => Wire.Flag(answer.Result) == false,
        (CarryAct.Bind, Refusal refusal) => Is(refusal, AlreadyBound),
        (CarryAct.Unbind, Refusal refusal) => Is(refusal, NotBound),
        _ => false,
    };

    private const string AlreadyBound = "ACTIVITY_IS_ALREADY_BOUND";
    private const string NotBound = "BINDING_NOT_FOUND";

    private static bool Is(Refusal refusal, string code) => string.Equals(refusal.Code, code, StringComparison.OrdinalIgnoreCase);

    private static CarryReceipt Refused(CarryAct act, Refusal refusal) => (act, refusal.Code.ToUpperInvariant()) switch
    {
        (CarryAct.Bind or CarryAct.Rebind, AlreadyBound) => new CarryReceipt(CarryState.Done),
        (CarryAct.Unbind or CarryAct.Release, NotBound) => new CarryReceipt(CarryState.Done),
        (CarryAct.Unbind or CarryAct.Release, "LAST_BINDING_CANNOT_BE_DELETED") => new CarryReceipt(CarryState.Parked, CarryReason.LastCard),
        (CarryAct.Rebind, "OWNER_NOT_FOUND") => new CarryReceipt(CarryState.Void, CarryReason.SourceGone),
        (CarryAct.DeleteCopy, _) when refusal.Kind == RefusalKind.NotFound => new CarryReceipt(CarryState.Done),
        (_, "OWNER_NOT_FOUND") => new CarryReceipt(CarryState.Parked, CarryReason.TargetGone),
        _ when refusal.Text.Contains("OWNER_ID is not defined", StringComparison.OrdinalIgnoreCase) => new CarryReceipt(CarryState.Void, CarryReason.EntryGone),
        _ when refusal.Text.Contains("maximum number of bindings", StringComparison.OrdinalIgnoreCase) => new CarryReceipt(CarryState.Parked, CarryReason.TooManyCards),
        _ => refusal.Kind switch
        {
            RefusalKind.NotFound => new CarryReceipt(CarryState.Void, CarryReason.EntryGone),
            RefusalKind.Denied => new CarryReceipt(CarryState.Parked, CarryReason.NoRights),
            RefusalKind.MissingScope => new CarryReceipt(CarryState.Waiting),
            _ => new CarryReceipt(CarryState.Parked, CarryReason.Refused),
        },
    };
}
