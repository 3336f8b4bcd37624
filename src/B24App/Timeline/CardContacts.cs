using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Stations;
using B24App.Store;

namespace B24App.Timeline;

/// <summary>A card of the partner that is the same.</summary>
/// <param name="There">Its id; 0 for none.</param>
/// <param name="Since">Since when both sides agree to it.</param>
public sealed record CardMatch(long There, DateTimeOffset Since)
{
    /// <summary>There is no such card, or more than one.</summary>
    public static CardMatch None { get; } = new(0, default);
}

/// <summary>
/// Finds the card of a partner that has the same e-mail or telephone, where the contract names that for cards of this side. One card here and one there: where a
/// value stands in several, whose it is nobody knows. The partner's portal is asked for these values alone and tells nothing else.
/// </summary>
public sealed class CardContacts(LinkBook links, Desks desks)
{
    private static readonly (Field Word, Communication By)[] Ways = [(Field.PairsByMail, Communication.Email), (Field.PairsByPhone, Communication.Phone)];

    /// <summary>The contract lets cards of this type be looked for.</summary>
    public static bool MayAsk(Link link, Side from, int type) => DuplicateCommands.Knows(type) && Ways.Any(way => link.Contract.Carries(from, way.Word));

    /// <summary>Looks for it; null when a portal could not be asked.</summary>
    public async Task<CardMatch?> Find(Link link, Side from, PortalId portal, CrmKey card)
    {
        if (!MayAsk(link, from, card.Type))
        {
            return CardMatch.None;
        }

        if (await Ask(portal, RecordCommands.Get(new CrmRef(card.Type, card.Id))) is not { } own)
        {
            return null;
        }

        foreach (var (word, by) in Ways.Where(way => own.Answer is not null && link.Contract.Carries(from, way.Word)))
        {
            var values = DuplicateCommands.Values(own.Answer!.Result, by);
            if (values.Count == 0)
            {
                continue;
            }

            if (await Ids(portal, card.Type, by, values) is not { } here || await Ids(link.Portal(from.Other()), card.Type, by, values) is not { } there)
            {
                return null;
            }

            if (there.Count > 0)
            {
                return here is [var only] && only == card.Id && there is [var match] ? new CardMatch(match, await Since(link, from, word)) : CardMatch.None;
            }
        }

        return CardMatch.None;
    }

    // Of the contract in force and those before it, as long as they named the word too.
    private async Task<DateTimeOffset> Since(Link link, Side from, Field word) =>
        (await links.History(link.Id)).OrderByDescending(past => past.Contract.Number).TakeWhile(past => past.Contract.Carries(from, word)).Select(past => past.MadeAt).Min();

    private async Task<IReadOnlyList<long>?> Ids(PortalId portal, int type, Communication by, IReadOnlyList<string> values) =>
        await Ask(portal, DuplicateCommands.With(type, by, values)) is { } asked ? asked.Answer is { } answer ? DuplicateCommands.Ids(answer.Result, type) : [] : null;

    // A portal that refuses has nothing for us; one that cannot answer now is asked again.
    private async Task<Asked?> Ask(PortalId portal, Command command) => await desks.Ask(portal, command) switch
    {
        Answer answer => new Asked(answer),
        Refusal => new Asked(null),
        _ => null,
    };

    private sealed record Asked(Answer? Answer);
}
