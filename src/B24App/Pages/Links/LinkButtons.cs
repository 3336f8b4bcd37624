using B24App.Drift;
using B24App.Links;
using B24App.Plan;
using B24App.Store;

namespace B24App.Pages.Links;

/// <summary>What the buttons of a link's page do.</summary>
public sealed class LinkButtons(Pausing pausing, Invitations invitations, Halves halves, DriftReport drift, WorkSignal signal)
{
    /// <summary>Stops everything that crosses.</summary>
    public Task<LinkAnswer> Pause(LinkId link, Side side, Admin by) => Awake(pausing.Pause(link, side, by));

    /// <summary>Lifts our own pause.</summary>
    public async Task<LinkAnswer> Resume(LinkId link, Side side, Admin by) => await Awake(Task.FromResult((await pausing.Resume(link, side, by)).Answer));

    /// <summary>Lets a held link go on.</summary>
    public async Task<LinkAnswer> Release(LinkId link, Side side, Admin by) => await Awake(Task.FromResult((await pausing.Release(link, side, by)).Answer));

    /// <summary>The inviter confirms who accepted.</summary>
    public Task<LinkAnswer> Confirm(LinkId link, Admin by, bool partnersWhole) => Awake(invitations.Confirm(link, by, new Consent(null, partnersWhole)));

    /// <summary>Steps back before the link runs.</summary>
    public Task<LinkAnswer> Withdraw(LinkId link, Side side, Admin by) => invitations.Withdraw(link, side, by);

    /// <summary>A new code for an invitation nobody accepted.</summary>
    public Task<NewInvitation> Renew(LinkId link, Admin by) => invitations.Renew(link, by);

    /// <summary>Agrees to what the partner proposes.</summary>
    public Task<LinkAnswer> Agree(LinkId link, Side side, int proposal, Admin by, bool partnersWhole) => Awake(halves.Confirm(link, side, proposal, by, new Consent(null, partnersWhole)));

    /// <summary>Drops a proposal of either side.</summary>
    public Task<LinkAnswer> Drop(LinkId link, Side proposer, int proposal, Side side, Admin by) => halves.Drop(link, proposer, proposal, side, by);

    /// <summary>Compares both sides now; null when a portal cannot be asked.</summary>
    public Task<DriftRun?> Compare(LinkId link, CancellationToken ct) => drift.Compare(link, ct);

    /// <summary>Looks at every difference anew.</summary>
    public async Task<LinkAnswer> Repair(LinkId link, Admin by) => await Awake(Task.FromResult((await drift.Repair(link, by)).Answer));

    private async Task<LinkAnswer> Awake(Task<LinkAnswer> act)
    {
        var answer = await act;
        signal.Wake();
        return answer;
    }
}
