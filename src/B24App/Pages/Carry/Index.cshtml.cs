using B24App.Carry;
using B24App.Plan.Carry;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Carry;

/// <summary>The rules by which a client's history stays: which there are, and new ones from what most need.</summary>
public sealed class IndexModel(ScreenTools tools, CarryRules rules) : SignedInPage(tools)
{
    /// <summary>What a new rule begins as.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["contact", "lead", "former", "other"];

    /// <inheritdoc/>
    public override string Screen => "carry";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>Words of these pages.</summary>
    public CarryWords Say => new(Words);

    /// <summary>The rules.</summary>
    public IReadOnlyList<RuleRow> Rules { get; private set; } = [];

    /// <summary>The portal granted the CRM.</summary>
    public bool HasScope => Portal.Scope.Length == 0 || Portal.Has("crm");

    /// <summary>Shows them.</summary>
    public async Task OnGet() => Rules = await rules.All(Portal.Id);

    /// <summary>Makes a rule, switched off, and opens it.</summary>
    public Task<IActionResult> OnPostNew(string? kind, CancellationToken ct) => AsManager(
        async by =>
        {
            if (kind is null || !Kinds.Contains(kind))
            {
                return NotThere();
            }

            var id = await rules.Add(Portal.Id, Say[$"new.{kind}"], Begun(kind), by.User);
            return Redirect(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/carry/{id}"));
        },
        ct);

    private static CarryRule Begun(string kind) => kind switch
    {
        "lead" => new CarryRule { Tie = Tie.LeadToDeal, Manner = Manner.Bind },
        "former" => new CarryRule { Tie = Tie.ContactToCompanies, Manner = Manner.Move, MovesToFormer = true, Conditions = new CarryConditions { Mark = new Mark("", "1") } },
        "other" => new CarryRule { Tie = new Tie(CrmKey.Contact, CrmKey.Deal, "contactIds", TieSide.Target, TieChoice.Newest), Manner = Manner.Bind },
        _ => new CarryRule { Tie = Tie.ContactToCompany, Manner = Manner.Bind },
    };
}
