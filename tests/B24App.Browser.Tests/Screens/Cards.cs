using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Hosting;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Timeline;
using B24App.Timeline;

namespace B24App.Browser.Tests.Screens;

/// <summary>Both companies keep a card of the same deal: one pair that works, one offer that waits for the partner.</summary>
internal static class Cards
{
    private static readonly Dictionary<string, (string Ours, string Theirs, string Next, string[] Said)> Words = new()
    {
        ["ru"] = ("Обслуживание принтеров, 2027", "Договор с «Севером»", "Печать каталогов", ["Договорились о выезде раз в месяц", "Клиент просит счёт до пятницы"]),
        ["en"] = ("Printer maintenance, 2027", "Contract with Northwind", "Printing of catalogues", ["Agreed on a visit once a month", "The client wants the invoice by Friday"]),
    };

    /// <summary>The rules let entries of cards cross; a deal with a history is paired, another one is offered.</summary>
    public static async Task Pair(Cast cast)
    {
        var (stage, words) = (cast.Stage, Words[cast.Language]);
        await Widen(cast);
        (cast.Deal, cast.Theirs) = (Deal(stage.North, words.Ours), Deal(stage.South, words.Theirs));
        foreach (var text in words.Said)
        {
            Remark(stage.North, cast.Deal, text);
        }

        Call(stage.North, cast.Deal, words.Ours);
        var pairs = stage.Get<CardPairs>();
        var (north, south) = (await stage.Portal(stage.North), await stage.Portal(stage.South));
        await pairs.Offer(north.Id, new(cast.Link), new Plan.Carry.CrmKey(Plan.Carry.CrmKey.Deal, cast.Deal));
        await pairs.Accept(south.Id, (await pairs.OffersTo(south.Id, Plan.Carry.CrmKey.Deal))[0].Id, new Plan.Carry.CrmKey(Plan.Carry.CrmKey.Deal, cast.Theirs));
        await pairs.Offer(north.Id, new(cast.Link), new Plan.Carry.CrmKey(Plan.Carry.CrmKey.Deal, Deal(stage.North, words.Next)));
        cast.Open = Deal(stage.South, words.Next);
    }

    private static async Task Widen(Cast cast)
    {
        var stage = cast.Stage;
        foreach (var side in new[] { Side.A, Side.B })
        {
            var link = (await stage.Get<LinkBook>().Find(new(cast.Link)))!;
            var half = link.Contract.Of(side);
            var wide = half with { SendsFields = half.SendsFields.Union(EntryCrossing.Fields), TakesFields = half.TakesFields.Union(EntryCrossing.Fields) };
            await stage.Get<Halves>().Edit(link.Id, side, wide, link.Contract.Number, await By(cast, side), Consent.None);
            foreach (var proposal in (await stage.Get<LinkBook>().Details(link.Id))!.Proposals)
            {
                await stage.Get<Halves>().Confirm(link.Id, proposal.Side.Other(), proposal.Number, await By(cast, proposal.Side.Other()), Consent.None);
            }
        }
    }

    private static async Task<Admin> By(Cast cast, Side side) => new((await cast.Stage.Portal(side == Side.A ? cast.Stage.North : cast.Stage.South)).Id, 1, TimeProvider.System.GetUtcNow());

    private static long Deal(PortalHost host, string title) => host.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = title } })!.GetValue<long>();

    private static void Remark(PortalHost host, long deal, string text)
    {
        lock (host.Portal.Gate)
        {
            TimelineActions.Add(host.Portal, host.Portal.Users[1], new CrmKey(CrmTypes.Deal, deal), text, 1);
        }
    }

    private static void Call(PortalHost host, long deal, string subject)
    {
        lock (host.Portal.Gate)
        {
            ActivityActions.Add(host.Portal, host.Portal.Users[1], new CrmKey(CrmTypes.Deal, deal), "VOXIMPLANT_CALL", CrmActivity.Call, call =>
            {
                call.Subject = subject;
                call.Direction = 1;
                call.IsCompleted = true;
                call.StartTime = host.Portal.Clock.GetUtcNow();
            });
        }
    }
}
