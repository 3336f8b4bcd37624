namespace B24App.Plan.Comments;

/// <summary>What the planner decided for one comment.</summary>
public abstract record CommentVerdict
{
    private CommentVerdict()
    {
    }

    /// <summary>It crosses as new.</summary>
    /// <param name="Comment">The comment.</param>
    /// <param name="Was">The row of an internal comment that became public, or null.</param>
    public sealed record Send(SeenComment Comment, KnownComment? Was = null) : CommentVerdict;

    /// <summary>Its text or its files changed: the mirror is rewritten.</summary>
    public sealed record Edit(SeenComment Comment, KnownComment Was) : CommentVerdict
    {
        /// <summary>Its files changed.</summary>
        public bool FilesChanged { get; init; }
    }

    /// <summary>Nothing crosses; its files are written down as they show now.</summary>
    public sealed record Rebase(SeenComment Comment, KnownComment Was) : CommentVerdict;

    /// <summary>It is gone, or became internal: the mirror is withdrawn.</summary>
    public sealed record Withdraw(KnownComment Was, Reason Why) : CommentVerdict;

    /// <summary>It stays, and is remembered because an edit may change that.</summary>
    public sealed record StayInside(SeenComment Comment) : CommentVerdict;

    /// <summary>It stays.</summary>
    public sealed record Skip(SeenComment Comment, Reason Why) : CommentVerdict;

    /// <summary>It cannot be judged now, and nothing after it is judged either: order is kept.</summary>
    public sealed record Hold(SeenComment Comment, Reason Why) : CommentVerdict;
}
