using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Journeys;

namespace B24App.Rig;

/// <summary>What the portals themselves hold.</summary>
internal static class World
{
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

    /// <summary>Its discussion, system talk left out.</summary>
    public static IReadOnlyList<Spoken> Discussion(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. Spoken.Of(host.Portal, task).Where(line => !line.System)];
        }
    }
}
