using System.Globalization;
using B24App.Portals;

namespace B24App.Pages;

/// <summary>A link to a task.</summary>
/// <param name="Url">Whole address, for a window of its own.</param>
/// <param name="Path">Path that the portal opens itself; null for the partner's portal.</param>
/// <param name="Task">Number of the task.</param>
/// <param name="Domain">Address of the partner, shown beside the number; null for the own portal.</param>
public sealed record TaskLink(string Url, string? Path, long Task, string? Domain);

/// <summary>Links to tasks as both portals understand them.</summary>
public static class TaskLinks
{
    /// <summary>A task of the viewer's own portal; opens in a slider over the page.</summary>
    public static TaskLink Own(Portal portal, long user, long task)
    {
        var path = Path(user, task);
        return new TaskLink(portal.Origin + path, path, task, null);
    }

    /// <summary>A task of the partner; opens in a window of its own, and says where it leads.</summary>
    public static TaskLink Partners(Portal partner, long task) => new(partner.Origin + Path(partner.RelayUser, task), null, task, partner.Domain);

    private static string Path(long user, long task) => string.Create(CultureInfo.InvariantCulture, $"/company/personal/user/{user}/tasks/task/view/{task}/");
}
