using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Portals;
using Portal = B24App.Portals.Portal;

namespace B24App.Demo;

/// <summary>
/// Plays the administrator and his browser: opens the app in the portal, waits for its installation page to be done, and lets
/// the page say "installed".
/// </summary>
internal sealed class Administrator(Stage stage, HttpClient browser)
{
    public const long User = 1;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    public async Task<Portal> Install(PortalHost host, CancellationToken ct)
    {
        var form = host.Install.Open(Stage.ClientId, User);
        using (var body = new FormUrlEncodedContent(form.Fields))
        using (var page = await browser.PostAsync(new Uri(form.Url), body, ct))
        {
            if (!page.IsSuccessStatusCode)
            {
                throw new DemoFailed($"The installation page answered {Php.Text((int)page.StatusCode)} to {host.Portal.Name}.");
            }
        }

        var portals = stage.Get<PortalStore>();
        var portal = await portals.Find(host.Portal.MemberId) ?? throw new DemoFailed($"The app did not take {host.Portal.Name} in.");
        await Steps(portal, host, ct);
        host.Install.Finish(Stage.ClientId);
        await portals.Rename(portal.Id, host.Portal.Name);
        return (await portals.Find(portal.Id))!;
    }

    private async Task Steps(Portal portal, PortalHost host, CancellationToken ct)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (true)
        {
            var steps = await stage.Get<LifecycleStore>().Latest(portal.Id);
            if (steps.FirstOrDefault(step => step.Done && step.Outcome != "ok") is { } failed)
            {
                throw new DemoFailed($"Installing at {host.Portal.Name} failed at the step {failed.Step}: {failed.Outcome}.");
            }

            if (steps.Count > 0 && steps.All(step => step.Done))
            {
                return;
            }

            if (clock.GetElapsedTime(start) > Longest)
            {
                throw new DemoFailed($"Installing at {host.Portal.Name} did not end within a minute.");
            }

            await Task.Delay(Glance, clock, ct);
        }
    }
}
