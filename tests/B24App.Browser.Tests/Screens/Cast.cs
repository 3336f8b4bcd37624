using B24App.Browser.Tests.Given;
using B24App.Pages;
using B24App.Portals;

namespace B24App.Browser.Tests.Screens;

/// <summary>The people whose windows are drawn: both companies' administrators, and the client's employee.</summary>
internal sealed class Cast : IAsyncDisposable
{
    private Cast(Stage stage, string language, Walk client, Walk partner, Walk employee) =>
        (Stage, Language, Client, Partner, Employee) = (stage, language, client, partner, employee);

    public Stage Stage { get; }

    public string Language { get; }

    /// <summary>The client's administrator.</summary>
    public Walk Client { get; }

    /// <summary>The partner's administrator.</summary>
    public Walk Partner { get; }

    /// <summary>An employee of the client, who files tasks and manages nothing.</summary>
    public Walk Employee { get; }

    /// <summary>A task that both see.</summary>
    public long Shared { get; set; }

    /// <summary>A task of a group that is not linked.</summary>
    public long Private { get; set; }

    /// <summary>Number of the link they work over.</summary>
    public long Link { get; set; }

    /// <summary>Name of a link whose invitation nobody took up.</summary>
    public string Waiting { get; set; } = "";

    /// <summary>Its code.</summary>
    public string Code { get; set; } = "";

    /// <summary>The client's deal that is paired.</summary>
    public long Deal { get; set; }

    /// <summary>The partner's deal it is paired with.</summary>
    public long Theirs { get; set; }

    /// <summary>A deal of the partner that nothing is paired with.</summary>
    public long Open { get; set; }

    private string Theme { get; set; } = "light";

    public static async Task<Cast> On(Stage stage, Chromium chromium, string language)
    {
        var sight = new Sight(language, "light", Sight.Wide);
        return new Cast(
            stage,
            language,
            await Walk.Start(chromium, stage, stage.North, 1, sight),
            await Walk.Start(chromium, stage, stage.South, 1, sight),
            await Walk.Start(chromium, stage, stage.North, 5, sight));
    }

    public async Task Install()
    {
        await Client.Install();
        await Partner.Install();
        await NamePortals();
    }

    /// <summary>The companies' names, as their administrators would have written them in the settings.</summary>
    public async Task NamePortals()
    {
        foreach (var host in new[] { Stage.North, Stage.South })
        {
            await Stage.Get<PortalStore>().Rename((await Stage.Portal(host)).Id, host.Portal.Name);
        }
    }

    /// <summary>All of them chose this theme, and open the application anew.</summary>
    public async Task Prefer(string theme)
    {
        Theme = theme;
        await Choose();
        foreach (var walk in new[] { Client, Partner, Employee })
        {
            await walk.Open();
            await walk.See(walk.Main.Locator("[data-screen=home]"));
        }
    }

    /// <summary>What an uninstall forgot is chosen again.</summary>
    public async Task Choose()
    {
        foreach (var walk in new[] { Client, Partner, Employee })
        {
            await Stage.Get<ViewerStore>().Choose((await Stage.Portal(walk.Host)).Id, walk.User, new Viewer(Theme, ""));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Partner.DisposeAsync();
        await Employee.DisposeAsync();
    }
}
