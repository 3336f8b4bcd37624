using B24App.Carry;
using B24App.Pages.Carry;
using B24App.Plan.Carry;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.CrmTab;

/// <summary>What the rules did with the timeline of one record: for everybody who may read the record in his portal.</summary>
public sealed class CardModel(ScreenTools tools, CarryRules rules, CarryDeeds deeds) : SignedInPage(tools)
{
    private const int Lines = 30;

    /// <inheritdoc/>
    public override string Screen => "carry";

    /// <inheritdoc/>
    public override bool HasNavigation => false;

    /// <inheritdoc/>
    protected override string ListPath => "/crm/card";

    /// <summary>Words of these pages.</summary>
    public CarryWords Say => new(Words);

    /// <summary>The record.</summary>
    public CrmKey Card { get; private set; }

    /// <summary>Rules that carry from or to records of its type and are on.</summary>
    public IReadOnlyList<RuleRow> Rules { get; private set; } = [];

    /// <summary>Records it was tied to when it was last read.</summary>
    public IReadOnlyList<CrmKey> Tied { get; private set; } = [];

    /// <summary>What was done in its timeline.</summary>
    public IReadOnlyList<CarryDeed> Deeds { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet()
    {
        if (CrmKey.Read(Session.Card) is not { } card)
        {
            return NoRights();
        }

        Card = card;
        Rules = [.. (await rules.On(Portal.Id)).Where(rule => rule.Rule.Tie.Source == card.Type || rule.Rule.Tie.Target == card.Type)];
        Tied = await rules.TiedTo(Portal.Id, card);
        Deeds = await deeds.At(Portal.Id, card, Lines);
        return Page();
    }
}
