using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Store;

namespace B24App.Files;

/// <summary>What became of a file that was to cross.</summary>
public enum CopyState
{
    /// <summary>On its way.</summary>
    Waiting,

    /// <summary>It stands on the other portal's drive.</summary>
    Stored,

    /// <summary>It stays behind; a person can try again.</summary>
    Refused,

    /// <summary>It stays behind for good: a person decided that it need not go.</summary>
    Dropped,
}

/// <summary>One file on its way over a link.</summary>
public sealed record FileCopy
{
    /// <summary>Our number.</summary>
    public long Id { get; init; }

    /// <summary>The link.</summary>
    public required LinkId Link { get; init; }

    /// <summary>Mapping of the task it belongs to.</summary>
    public required MappingId Task { get; init; }

    /// <summary>Side it comes from.</summary>
    public required Side Side { get; init; }

    /// <summary>What it is over the link.</summary>
    public required string Token { get; init; }

    /// <summary>The task or comment that carries it, as an item of the side it comes from.</summary>
    public required string Owner { get; init; }

    /// <summary>Portal it comes from.</summary>
    public required PortalId From { get; init; }

    /// <summary>Portal it goes to.</summary>
    public required PortalId To { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the bytes that went.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Drive object on the other portal.</summary>
    public long DriveObject { get; init; }

    /// <summary>Its attachment there, once it was seen on the task.</summary>
    public long Attachment { get; init; }

    /// <summary>Where it stands.</summary>
    public CopyState State { get; init; }

    /// <summary>It came to its end and does not stand on the other portal.</summary>
    public bool StaysBehind => State is CopyState.Refused or CopyState.Dropped;

    /// <summary>Why it stays behind.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Its number on the side it comes from: attachment, or drive object of a chat.</summary>
    public long SourceId => SeenFile.NumberOf(Token);

    /// <summary>It is named by its drive object: a file of a chat.</summary>
    public bool IsObject => Token[1] == 'O';
}
