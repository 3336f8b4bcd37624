using System.Globalization;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Journeys;

namespace B24App.Rig;

/// <summary>What the portals themselves hold.</summary>
internal static partial class World
{
    /// <summary>The word of a description that people change.</summary>
    [GeneratedRegex(@"d\d+\.")]
    public static partial Regex WordInDescription();

    /// <summary>The word of a comment.</summary>
    [GeneratedRegex(@"\bc\d+\.")]
    public static partial Regex WordInComment();

    /// <summary>A moment as the book writes it.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Living tasks whose description holds a token.</summary>
    public static IReadOnlyList<PortalTask> With(this PortalHost host, string token)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<TaskBoard>().Tasks.Values.Where(task => task.Description.Contains(token, StringComparison.Ordinal))];
        }
    }

    /// <summary>The task as it stands on a portal of its link, or null.</summary>
    public static PortalTask? Of(this PortalHost host, Filed filed, int portal) => portal == filed.Portal
        ? host.Portal.State<TaskBoard>().Find(filed.Task)
        : With(host, filed.Token) is [var first, ..] ? first : null;

    /// <summary>What a field shows, as the book writes it.</summary>
    public static string Shows(this PortalTask task, string field) => field switch
    {
        "title" => task.Title,
        "description" => WordInDescription().Match(task.Description).Value,
        "priority" => task.Priority.ToString(CultureInfo.InvariantCulture),
        "deadline" => task.Deadline is { } at ? Moment(at) : "",
        "status" => task.Status.ToString(CultureInfo.InvariantCulture),
        _ => string.Join(' ', task.Tags.Order(StringComparer.Ordinal)),
    };

    /// <summary>Its discussion, system talk left out.</summary>
    public static IReadOnlyList<Spoken> Discussion(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. Spoken.Of(host.Portal, task).Where(line => !line.System)];
        }
    }

    /// <summary>Its author gives a comment another text; on the old card only the page can, REST wants an administrator.</summary>
    public static void Rewords(this PortalHost host, Said said, long task, string text)
    {
        if (host.Chat(task) > 0)
        {
            host.Rewords(said.Author, task, said.Id, text);
            return;
        }

        lock (host.Portal.Gate)
        {
            CommentActions.Edit(host.Portal, host.Portal.State<CommentBook>().Comments[said.Id], host.Portal.Users[said.Author], text);
        }
    }
}
