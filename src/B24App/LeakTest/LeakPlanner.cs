using System.Collections.Immutable;
using System.Globalization;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.SubItems;

namespace B24App.LeakTest;

/// <summary>One task as a leak test reads it.</summary>
public sealed record LeakSight
{
    /// <summary>The task.</summary>
    public required SeenTask Task { get; init; }

    /// <summary>Its files; null when it could not be asked what they are.</summary>
    public ImmutableArray<SeenFile>? Files { get; init; }

    /// <summary>Its discussion with what is known of it; null when it cannot be read.</summary>
    public TalkSight? Talk { get; init; }

    /// <summary>Its hours and results as far as the contract lets them leave; null when they cannot be read.</summary>
    public IReadOnlyList<LeakPart>? Parts { get; init; } = [];

    /// <summary>It is mirrored already.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>The contract.</summary>
    public required Contract Contract { get; init; }

    /// <summary>Side it would leave from.</summary>
    public required Side Side { get; init; }
}

/// <summary>A record of time or a result as a leak test reads it.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Id">Its number.</param>
/// <param name="Words">What it says.</param>
/// <param name="Author">Whose it is.</param>
/// <param name="At">When it was entered.</param>
public sealed record LeakPart(PartKind Kind, long Id, string Words, string Author, DateTimeOffset At)
{
    /// <summary>Seconds of a record of time.</summary>
    public long Seconds { get; init; }

    /// <summary>It starts with the prefix for what stays inside.</summary>
    public bool IsInternal { get; init; }

    /// <summary>It stands at the partner.</summary>
    public bool HasCrossed { get; init; }

    /// <summary>Files hang on it.</summary>
    public bool HasFiles { get; init; }

    /// <summary>The comment it was made of, as an item; empty for none that is named.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Print of its text, by which the message it was made of is found.</summary>
    public string Print { get; init; } = "";
}

/// <summary>Says of one task that the filter takes what of it would leave and what would be held. The verdicts about comments are those of live work.</summary>
public static class LeakPlanner
{
    /// <summary>Every message and file of the task, and the task itself.</summary>
    public static IReadOnlyList<LeakLine> Of(LeakSight sight)
    {
        var task = sight.Task;
        var lines = new List<LeakLine>
        {
            new(task.Id, $"t{task.Id}", LeakKind.Task, sight.IsMirrored ? LeakVerdict.Left : LeakVerdict.Leaves, sight.IsMirrored ? LeakWhy.Crossed : LeakWhy.InFilter)
            {
                Text = Cut(task.Title), Author = task.CreatorName, At = task.CreatedAt,
            },
        };
        lines.AddRange((sight.Files ?? []).Select(file => File(sight, $"t{task.Id}", file, sight.IsMirrored ? LeakVerdict.Left : LeakVerdict.Leaves, "", task.CreatedAt)));
        if (sight.Talk is { } talk)
        {
            lines.AddRange(Messages(sight, talk));
        }
        else
        {
            lines.Add(new LeakLine(task.Id, $"t{task.Id}/talk", LeakKind.Message, LeakVerdict.Unread, nameof(Reason.NotInChat)));
        }

        lines.AddRange(sight.Parts is { } parts ? parts.SelectMany(part => Part(sight, part)) : [new LeakLine(task.Id, $"t{task.Id}/parts", LeakKind.Result, LeakVerdict.Unread, nameof(Reason.Unreadable))]);
        return lines;
    }

    private static IEnumerable<LeakLine> Part(LeakSight sight, LeakPart part)
    {
        var isTime = part.Kind == PartKind.Time;
        var item = string.Create(CultureInfo.InvariantCulture, $"{(isTime ? 'h' : 'r')}{part.Id}");
        var (end, why) = 0 switch
        {
            _ when part.IsInternal && !isTime => (LeakVerdict.Stays, nameof(Reason.InternalComment)),
            _ when part.HasCrossed => (LeakVerdict.Left, LeakWhy.Crossed),
            _ => (LeakVerdict.Leaves, part.IsInternal ? LeakWhy.HoursOnly : LeakWhy.PartsCross),
        };
        var spent = string.Create(CultureInfo.InvariantCulture, $"{part.Seconds / 3600}:{part.Seconds / 60 % 60:00}");
        yield return new LeakLine(sight.Task.Id, item, isTime ? LeakKind.Time : LeakKind.Result, end, why)
        {
            Text = Cut(!isTime ? part.Words : part.IsInternal ? spent : $"{spent} {part.Words}".TrimEnd()),
            Author = part.Author,
            At = part.At,
        };
        if (part.HasFiles && sight.Talk?.Window.Any(comment => !comment.Deleted && (part.Comment.Length > 0 ? comment.Item == part.Comment : comment.Print == part.Print)) != true)
        {
            yield return new LeakLine(sight.Task.Id, item + "/files", LeakKind.File, LeakVerdict.Stays, LeakWhy.FilesOfResult) { Author = part.Author, At = part.At };
        }
    }

    private static IEnumerable<LeakLine> Messages(LeakSight sight, TalkSight talk)
    {
        var verdicts = CommentPlanner.Plan(talk).Select(verdict => (Item: ItemOf(verdict), Verdict: verdict)).Where(pair => pair.Item is not null)
            .ToLookup(pair => pair.Item!, pair => pair.Verdict, StringComparer.Ordinal);
        foreach (var comment in talk.Window.Where(comment => !comment.Deleted && comment.Speaker != Speaker.System))
        {
            if (Judge(comment, talk.Known.GetValueOrDefault(comment.Item), verdicts[comment.Item].FirstOrDefault()) is not var (end, why))
            {
                continue; // ours: a mirror or a note
            }

            yield return new LeakLine(sight.Task.Id, comment.Item, LeakKind.Message, end, why) { Text = Cut(Neutral.Of(comment.Text, comment.Dialect)), Author = comment.AuthorName, At = comment.At };
            foreach (var file in comment.Files)
            {
                yield return File(sight, comment.Item, file, end, why, comment.At) with { Author = comment.AuthorName };
            }
        }
    }

    private static (LeakVerdict End, string Why)? Judge(SeenComment comment, KnownComment? known, CommentVerdict? verdict) => (known, verdict) switch
    {
        (_, CommentVerdict.Rebase) => (LeakVerdict.Left, LeakWhy.Crossed),
        (_, CommentVerdict.Send or CommentVerdict.Edit) => (LeakVerdict.Leaves, LeakWhy.CommentsCross),
        (_, CommentVerdict.StayInside or CommentVerdict.Withdraw) => (LeakVerdict.Stays, nameof(Reason.InternalComment)),
        (_, CommentVerdict.Skip(_, Reason.OurNote or Reason.SystemMessage)) => null,
        (_, CommentVerdict.Skip(_, var why)) => (LeakVerdict.Stays, why.ToString()),
        (_, CommentVerdict.Hold(_, var why)) => (LeakVerdict.Stays, why.ToString()),
        ({ State: KnownState.Internal }, _) => (LeakVerdict.Stays, nameof(Reason.InternalComment)),
        ({ IsOrigin: true, State: KnownState.Live }, _) => (LeakVerdict.Left, LeakWhy.Crossed),
        ({ }, _) => null,
        _ => (LeakVerdict.Stays, nameof(Reason.ServiceCommentsUnclear)), // behind one that cannot be judged: order is kept
    };

    private static LeakLine File(LeakSight sight, string owner, SeenFile file, LeakVerdict carrier, string why, DateTimeOffset at)
    {
        var id = file.Attachment > 0 ? file.Attachment : file.DriveObject;
        var (end, reason) = 0 switch
        {
            _ when carrier is LeakVerdict.Stays => (LeakVerdict.Stays, why),
            _ when !sight.Contract.Carries(sight.Side, Field.Files) => (LeakVerdict.Stays, nameof(Reason.FilesNotCarried)),
            _ when file.DriveObject == 0 => (LeakVerdict.Stays, nameof(Reason.FileUnreadable)),
            _ when FileJudgement.Refuses(file.Name, file.Size, sight.Contract.LargestFile) is { } no => (LeakVerdict.Stays, no.ToString()),
            _ when carrier is LeakVerdict.Left => (LeakVerdict.Left, LeakWhy.Crossed),
            _ => (LeakVerdict.Leaves, LeakWhy.FilesCross),
        };
        return new LeakLine(sight.Task.Id, $"{owner}/{id}", LeakKind.File, end, reason) { Text = Cut(FileNames.Safe(file.Name)), Size = file.Size, At = at };
    }

    private static string? ItemOf(CommentVerdict verdict) => verdict switch
    {
        CommentVerdict.Send(var comment, _) => comment.Item,
        CommentVerdict.Edit(var comment, _) => comment.Item,
        CommentVerdict.Rebase(var comment, _) => comment.Item,
        CommentVerdict.StayInside(var comment) => comment.Item,
        CommentVerdict.Skip(var comment, _) => comment.Item,
        CommentVerdict.Hold(var comment, _) => comment.Item,
        CommentVerdict.Withdraw(var was, _) => was.Item,
        _ => null,
    };

    private static string Cut(string text) => text.Length <= LeakLine.LongestText ? text : text[..(LeakLine.LongestText - 1)].TrimEnd('\uD800', ' ') + "…";
}
