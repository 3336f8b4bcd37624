using B24App.Store;

namespace B24App.Links.Drafts;

/// <summary>What kind of exchange an administrator wants, in his own words; each is a preset seen from his side.</summary>
public enum DraftKind
{
    /// <summary>We file requests, the partner works on them.</summary>
    WeFile,

    /// <summary>The partner files requests, we work on them.</summary>
    TheyFile,

    /// <summary>Both file, both edit everything.</summary>
    Equal,

    /// <summary>The partner follows what we do.</summary>
    TheyFollow,
}

/// <summary>A link that is being written, or the own half of a running one that is being edited.</summary>
/// <param name="Id">Our number.</param>
/// <param name="Portal">Whose draft it is; nobody else sees it.</param>
/// <param name="Link">The link whose half it edits; 0 for a new one.</param>
/// <param name="Body">What was chosen so far.</param>
/// <param name="Version">Grows with each save.</param>
/// <param name="ChangedBy">Who saved it last.</param>
/// <param name="ChangedAt">When.</param>
public sealed record LinkDraft(long Id, PortalId Portal, LinkId Link, DraftBody Body, int Version, long ChangedBy, DateTimeOffset ChangedAt)
{
    /// <summary>It edits a link that runs already.</summary>
    public bool IsEdit => Link.Value != 0;
}

/// <summary>What was chosen so far.</summary>
public sealed record DraftBody
{
    /// <summary>Name of the link.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of exchange.</summary>
    public DraftKind Kind { get; init; }

    /// <summary>The own half as it would be.</summary>
    public Half Half { get; init; } = new();

    /// <summary>Tasks of 30 days, as the administrator read them when he confirmed that the whole portal leaves (RULES 37).</summary>
    public int? WholePortal { get; init; }

    /// <summary>Number of the contract an edit began with.</summary>
    public int BasedOn { get; init; }

    /// <summary>A new draft of a kind.</summary>
    public static DraftBody Of(DraftKind kind) => new DraftBody { Half = new Half { InternalPrefix = "//" } }.As(kind);

    /// <summary>The same choices under another kind: directions and fields are those of the kind.</summary>
    public DraftBody As(DraftKind kind)
    {
        var choices = new HalfChoices
        {
            Filter = Half.Filter,
            TargetGroup = Half.TargetGroup,
            PublishedGroupTitle = Half.PublishedGroupTitle,
            DefaultResponsible = Half.DefaultResponsible,
            InternalPrefix = Half.InternalPrefix,
            OnPartnerDelete = Half.OnPartnerDelete,
            MatchesUsersByEmail = Half.MatchesUsersByEmail,
            SendsPartnersMirrors = Half.SendsPartnersMirrors,
            LargestFile = Half.LargestFile,
            CustomFields = Half.CustomFields,
        };
        var half = kind switch
        {
            DraftKind.WeFile => Presets.Half(Presets.Support, Plan.Side.A, choices),
            DraftKind.TheyFile => Presets.Half(Presets.Support, Plan.Side.B, choices),
            DraftKind.TheyFollow => Presets.Half(Presets.OneWay, Plan.Side.A, choices),
            _ => Presets.Half(Presets.Partners, Plan.Side.A, choices),
        };
        return this with { Kind = kind, Half = half };
    }
}
