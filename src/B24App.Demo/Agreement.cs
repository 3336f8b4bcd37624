using System.Collections.Immutable;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;

namespace B24App.Demo;

/// <summary>The two administrators agree: the client invites, the partner accepts, the client confirms (RULES 37).</summary>
internal static class Agreement
{
    public const long ClientGroup = 12;
    public const long PartnerGroup = 40;
    public const long Specialist = 7;
    public const string InternalPrefix = "//";

    // Both may file and edit; who works on a task is each company's own affair.
    private static readonly Preset Terms = Presets.Partners with
    {
        Fields = Presets.Partners.Fields.SetItem(Field.Responsible, Direction.Stays),
    };

    public static async Task Make(Stage stage, Portal client, Portal partner)
    {
        var invitations = stage.Get<Invitations>();
        var invited = await invitations.Create("Поддержка", ClientHalf(), Now(client), Consent.None);
        Check(invited.Answer, "invite");
        var accepted = await invitations.Accept(invited.Code, PartnerHalf(), Now(partner), Consent.None);
        Check(accepted.Answer, "accept");
        Check(await invitations.Confirm(invited.Link, Now(client), Consent.None), "confirm");
        stage.Get<WorkSignal>().Wake();
    }

    private static B24App.Links.Half ClientHalf() => Presets.Half(Terms, Side.A, new HalfChoices
    {
        Filter = new TaskFilter { Groups = ImmutableArray.Create(ClientGroup) },
        TargetGroup = ClientGroup,
        PublishedGroupTitle = "Техподдержка",
        InternalPrefix = InternalPrefix,
    });

    private static B24App.Links.Half PartnerHalf() => Presets.Half(Terms, Side.B, new HalfChoices
    {
        Filter = new TaskFilter { Groups = ImmutableArray.Create(PartnerGroup) },
        TargetGroup = PartnerGroup,
        PublishedGroupTitle = "Заявки клиентов",
        DefaultResponsible = Specialist,
        InternalPrefix = InternalPrefix,
    });

    private static Admin Now(Portal portal) => new(portal.Id, Administrator.User, TimeProvider.System.GetUtcNow());

    private static void Check(LinkAnswer answer, string act)
    {
        if (answer != LinkAnswer.Done)
        {
            throw new DemoFailed($"The demo could not {act}: the app answered {answer}.");
        }
    }
}
