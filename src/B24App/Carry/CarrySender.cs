using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Drills;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Carry;

/// <summary>Makes the calls that were written down: marked as leaving before they leave, settled in the commit that stores what they did.</summary>
public sealed class CarrySender(CarryStores stores, CopyWriter copies, FormerField former, Desks desks)
{
    /// <summary>Sends calls of one portal, of each item the head of its lane and what may leave with it; nothing else is sent for these items meanwhile.</summary>
    public async Task Send(Portal portal, IReadOnlyList<CarryIntent> first)
    {
        var heads = await stores.Intents.Lanes(portal.Id, first);
        Drill.At(DrillStep.BeforeLeave);
        await stores.Intents.Leave(heads);
        Drill.At(DrillStep.AfterLeave);
        var plain = heads.Where(head => Command(head) is not null).ToList();
        if (plain.Count > 0)
        {
            var asked = desks.Ask(portal.Id, [.. plain.Select(head => Command(head)!)]);
            Drill.At(DrillStep.CallOut);
            var outcomes = await asked;
            Drill.At(DrillStep.AnswerCame);
            await stores.Db.Write(connection =>
            {
                // What was done first: a refusal of one of a lane must know what happened behind it.
                foreach (var (head, outcome) in plain.Zip(outcomes).OrderBy(pair => CarryReceipts.Judge(pair.First.Act, pair.Second).State switch
                {
                    CarryState.Done => 0,
                    CarryState.Unknown or CarryState.Waiting => 1,
                    _ => 2,
                }))
                {
                    Settle(connection, head, outcome, 0);
                }
            });
            Drill.At(DrillStep.AfterSettle);
        }

        foreach (var head in heads.Where(head => Command(head) is null))
        {
            await Slowly(portal, head);
        }

        foreach (var head in heads)
        {
            stores.Dirty.Touch(portal.Id, head.Item);
        }
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    // What must read before it writes goes alone.
    private async Task Slowly(Portal portal, CarryIntent head)
    {
        switch (head.Act)
        {
            case CarryAct.Copy:
                var written = await copies.Write(portal, head);
                await stores.Db.Write(connection => Settle(connection, head with { Was = written.IsComment ? "c" : "a" }, written.Outcome, written.Made, written.NeedsCompletion, written.Stays));
                break;
            case CarryAct.Keep or CarryAct.Unkeep:
                var (outcome, wasThere) = await former.Write(portal, head.Card, CrmKey.Read(head.Item)!.Value.Id, head.Act == CarryAct.Keep);
                await stores.Db.Write(connection => Settle(connection, head, outcome, 0, wasThere: wasThere));
                break;
            default:
                throw new InvalidOperationException($"Nobody makes the call {head.Act}.");
        }
    }

    private static Command? Command(CarryIntent head) => head.Act switch
    {
        CarryAct.Bind or CarryAct.Rebind => IsComment(head) ? TimelineCommands.Bind(Id(head), EntryReader.Ref(head.Card)) : ActivityCommands.Bind(Id(head), EntryReader.Ref(head.Card)),
        CarryAct.Unbind or CarryAct.Release => IsComment(head) ? TimelineCommands.Unbind(Id(head), EntryReader.Ref(head.Card)) : ActivityCommands.Unbind(Id(head), EntryReader.Ref(head.Card)),
        CarryAct.Complete => ActivityCommands.Update(head.Made, new System.Text.Json.Nodes.JsonObject { ["COMPLETED"] = "Y" }),
        CarryAct.DeleteCopy => head.Was == "c" ? TimelineCommands.Delete(head.Made, EntryReader.Ref(head.Card)) : ActivityCommands.Delete(head.Made),
        CarryAct.Dismiss => ContactCommands.Leave(CrmKey.Read(head.Item)!.Value.Id, head.Card.Id),
        CarryAct.Return => ContactCommands.Join(CrmKey.Read(head.Item)!.Value.Id, head.Card.Id, head.Was.StartsWith('Y'), (int)(Wire.Id(head.Was.Split(' ')[^1]) ?? 10)),
        _ => null,
    };

    private static bool IsComment(CarryIntent head) => head.Item[0] == 'c';

    private static long Id(CarryIntent head) => SeenEntry.IdOf(head.Item);

    private void Settle(IDbConnection connection, CarryIntent head, Outcome outcome, long made, bool needsCompletion = false, CarryReason stays = CarryReason.None, bool wasThere = false)
    {
        var receipt = stays != CarryReason.None ? new CarryReceipt(CarryState.Void, stays) : CarryReceipts.Judge(head.Act, outcome);
        switch (receipt.State)
        {
            case CarryState.Done:
                Done(connection, head, outcome, made, needsCompletion, wasThere || CarryReceipts.WasThere(head.Act, outcome));
                break;
            case CarryState.Waiting:
                CarryIntents.Again(connection, head, receipt.NotBefore is { } at && at > Now ? at : Now + (receipt.NotBefore is null ? stores.Patience.NoAccess : TimeSpan.FromSeconds(1)));
                break;
            case CarryState.Unknown:
                stores.Intents.InDoubt(connection, head);
                break;
            default:
                Refused(connection, head, receipt);
                break;
        }
    }

    private void Done(IDbConnection connection, CarryIntent head, Outcome outcome, long made, bool needsCompletion, bool wasThere)
    {
        stores.Intents.Settle(connection, head, CarryState.Done, CarryReason.None);

        // What somebody else did between our look and our call is no deed of ours, so nobody takes it back.
        if (!wasThere || head.Attempts > 0)
        {
            CarryDeeds.Add(connection, head, made, Now, (outcome as Answer)?.PortalTime);
        }

        CarrySkips.Put(connection, head.Portal, head.Rule, head.Item, CarryReason.None, Now);
        if (needsCompletion)
        {
            stores.Intents.Add(connection, head.Portal, head.Rule, head.Run, head.Item, new CarryStep(CarryAct.Complete, head.Card), made: made);
        }

        if (Opposite(head.Act) is { } undone)
        {
            CarryDeeds.Undone(connection, head.Portal, head.Item, undone, head.Card, Now);
        }
    }

    // An unbinding takes a binding back, and the other way round; the row of the deed says so.
    private static CarryAct? Opposite(CarryAct act) => act switch
    {
        CarryAct.Unbind => CarryAct.Bind,
        CarryAct.Bind => CarryAct.Unbind,
        CarryAct.DeleteCopy => CarryAct.Copy,
        CarryAct.Return => CarryAct.Dismiss,
        CarryAct.Unkeep => CarryAct.Keep,
        _ => null,
    };

    private void Refused(IDbConnection connection, CarryIntent head, CarryReceipt receipt)
    {
        stores.Intents.Settle(connection, head, receipt.State, receipt.Reason);
        CarrySkips.Put(connection, head.Portal, head.Rule, head.Item, receipt.Reason, Now);
        if (head.Act != CarryAct.Rebind)
        {
            stores.Intents.VoidRest(connection, head, receipt.Reason);
        }

        if (receipt.State == CarryState.Parked)
        {
            stores.Dirty.Mark(connection, head.Portal, head.Item, "retry", notBefore: Now + stores.Patience.ParkedRetry);
        }
    }
}
