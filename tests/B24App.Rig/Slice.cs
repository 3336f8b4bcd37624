namespace B24App.Rig;

/// <summary>The cases one after the other on three linked portals; after each all must be quiet and equal.</summary>
internal sealed class Slice(Stage stage, Manner manner, int seed)
{
    private static readonly TimeSpan WhileItRages = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilDeath = TimeSpan.FromSeconds(40);

    private readonly Book _book = new();
    private readonly StoreGlance _glance = new(stage);
    private readonly Random _chance = new(seed);

    /// <summary>Tasks that are mirrored and discussed before anything goes wrong.</summary>
    public async Task Begin()
    {
        await using var play = new Play(stage, _book, _chance, new Manner());
        await play.Start();
        var tasks = new[] { play.Crowd.File(0), play.Crowd.File(1), play.Crowd.File(2) };
        await play.Agree();
        foreach (var task in tasks)
        {
            play.Crowd.Say(task, 3, SaidKind.Unique, task.Portal);
            play.Crowd.Say(task, 1, SaidKind.Unique, task.Partner);
        }

        await play.Agree();
    }

    /// <summary>One case; null when its step was never reached.</summary>
    public async Task<Sum?> Try(Case tried)
    {
        await using var play = new Play(stage, _book, _chance, manner);
        var forgotten = await _glance.Forgotten();
        var reached = true;
        await play.Start(tried.Kill is { } step ? $"kill={step}:1" : "");
        tried.Weather?.Invoke(stage);
        await tried.Act(play);
        if (tried.Kill is not null)
        {
            reached = await play.App.Ended(UntilDeath);
            await play.DisposeAsync();
            await (tried.WhileDead?.Invoke(play) ?? Task.CompletedTask);
            play.Found.Lost += (int)Math.Max(0, await _glance.Forgotten() - forgotten);
            await play.Start();
        }

        var sum = await Reckon(play, tried.NeedsAdministrator);
        if (tried.Afterwards is { } afterwards)
        {
            await play.DisposeAsync();
            await afterwards(play);
        }

        return reached ? sum : null;
    }

    private async Task<Sum> Reckon(Play play, bool needsAdministrator)
    {
        await play.Calm(WhileItRages);
        Weather.Clear(stage);
        foreach (var host in stage.Hosts.Where(_ => needsAdministrator))
        {
            await stage.OpenApp(host);
        }

        var stuck = await play.Calm(swept: true);
        var sum = new Reckoning(stage, _book).Take();
        _book.AllIsCalm();
        sum.Stuck = stuck.Count;
        sum.Doubled += play.Found.Doubled;
        sum.Lost += play.Found.Lost;
        foreach (var story in stuck.Concat(play.Found.Stories).Concat(play.Found.Lost > 0 ? [$"{play.Found.Lost} events were acknowledged and are not on disk"] : []))
        {
            sum.Tell(story);
        }

        return sum;
    }
}
