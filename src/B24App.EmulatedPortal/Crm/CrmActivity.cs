using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Crm;

/// <summary>A call, meeting, letter, to-do, chat, form or an app's own activity.</summary>
public sealed class CrmActivity
{
    /// <summary>Type of a meeting.</summary>
    public const int Meeting = 1;

    /// <summary>Type of a call.</summary>
    public const int Call = 2;

    /// <summary>Type of a task.</summary>
    public const int Task = 3;

    /// <summary>Type of a letter.</summary>
    public const int Letter = 4;

    /// <summary>Type of everything a provider stands behind.</summary>
    public const int Provided = 6;

    /// <summary>"No deadline" (crm.md §1.2).</summary>
    internal static readonly DateTimeOffset NoDeadline = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is: shown as the first binding.</summary>
    public CrmKey Owner { get; internal set; }

    /// <summary>Kind by number.</summary>
    public required int TypeId { get; init; }

    /// <summary>Who stands behind it.</summary>
    public required string ProviderId { get; init; }

    /// <summary>Kind within the provider.</summary>
    public string? ProviderTypeId { get; set; }

    /// <summary>Subject.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Text.</summary>
    public string Description { get; set; } = "";

    /// <summary>1 plain, 2 BB-code, 3 HTML.</summary>
    public int DescriptionType { get; set; } = 1;

    /// <summary>0 none, 1 incoming, 2 outgoing.</summary>
    public int Direction { get; set; }

    /// <summary>Done.</summary>
    public bool IsCompleted { get; set; }

    /// <summary>Begin.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>End.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Deadline; the year 9999 says there is none.</summary>
    public DateTimeOffset Deadline { get; set; } = NoDeadline;

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastUpdated { get; set; }

    /// <summary>Who made it.</summary>
    public long AuthorId { get; init; }

    /// <summary>Who changed it last.</summary>
    public long EditorId { get; set; }

    /// <summary>Responsible.</summary>
    public long ResponsibleId { get; set; }

    /// <summary>1 low, 2 medium, 3 high.</summary>
    public int Priority { get; set; } = 2;

    /// <summary>System that made it, of its own saying.</summary>
    public string? OriginatorId { get; set; }

    /// <summary>Key in that system; not unique.</summary>
    public string? OriginId { get; set; }

    /// <summary>Who was spoken with.</summary>
    internal List<CrmCommunication> Communications { get; } = [];

    /// <summary>Records whose timelines show it.</summary>
    public List<CrmKey> Bindings { get; } = [];

    /// <summary>Object ids on the drive.</summary>
    public List<long> Files { get; } = [];

    /// <summary>App that made it; only it may change or delete it. Null for the portal's own kinds.</summary>
    internal string? ClientId { get; init; }

    /// <summary>Fields that nothing depends on, by name.</summary>
    internal Dictionary<string, JsonNode?> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>What a configurable activity shows.</summary>
    internal JsonObject? Layout { get; set; }
}

/// <summary>Somebody an activity was held with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">PHONE, EMAIL or empty.</param>
/// <param name="Value">Number or address.</param>
/// <param name="Entity">The record behind it.</param>
internal sealed record CrmCommunication(long Id, string Type, string Value, CrmKey Entity);
