using B24App.EmulatedPortal.Hosting;
using B24App.Portals;

namespace B24App.Demo;

/// <summary>The whole demo in its order.</summary>
internal static class Play
{
    public static async Task Run(Arguments arguments, string data, TextWriter output, CancellationToken ct)
    {
        var narrator = new Narrator(output, TimeProvider.System);
        narrator.Say("Starting two companies' portals and the app between them, all on this machine.");
        await using var stage = await Stage.Start(arguments, data);
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        var administrator = new Administrator(stage, browser);
        if (arguments.Links)
        {
            var client = await Install(stage.Client);
            var partner = await Install(stage.Partner);
            await Agreement.Make(stage, client, partner);
            narrator.Say($"Linked by an invitation: {client.Name}, group 12 \"Техподдержка\" ↔ {partner.Name}, group 40 \"Заявки клиентов\".");
        }
        else
        {
            narrator.Say("Nothing is installed: open \"Все приложения\" in both portals, install the app, and link them.");
        }

        using var watching = new CancellationTokenSource();
        var crossings = new Crossings(stage, narrator);
        var watch = crossings.Watch(watching.Token);
        try
        {
            if (arguments.TellsStory)
            {
                await new Story(stage, crossings, narrator).Tell(ct);
            }

            await output.WriteLineAsync(Ready(stage));
            await output.FlushAsync(ct);
            await Stopped(watch, ct);
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }

        async Task<Portal> Install(PortalHost host)
        {
            var portal = await administrator.Install(host, ct);
            narrator.Say($"{portal.Name}: the administrator installed the app.");
            return portal;
        }
    }

    private static string Ready(Stage stage) =>
        $"READY app {stage.Url}/ OAuth host {stage.Box.OAuth.Url}/ portal {stage.Client.Portal.Name} {stage.Client.Url}/ portal {stage.Partner.Portal.Name} {stage.Partner.Url}/ - stop with Ctrl-C";

    // A watcher that breaks ends the demo instead of leaving it silent.
    private static async Task Stopped(Task watch, CancellationToken ct)
    {
        var asked = new TaskCompletionSource();
        await using var registration = ct.Register(() => asked.TrySetResult());
        await await Task.WhenAny(asked.Task, watch);
    }
}
