namespace B24App.Rig;

/// <summary>The cases one after the other on three linked portals; after each all must be quiet and equal.</summary>
internal sealed class Slice : IAsyncDisposable
{
    private static readonly TimeSpan WhileItRages = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilDeath = TimeSpan.FromSeconds(40);

    private readonly Stage _stage;
    private readonly Book _book = new();
    private readonly StoreGlance _glance;
    private readonly Play _play;

    private readonly Manner _manner;

    public Slice(Stage stage, Manner manner, int seed)
    {
        (_stage, _manner, _glance) = (stage, manner, new StoreGlance(stage));
        _play = new Play(stage, _book, new Random(seed));
    }

    /// <summary>Tasks that are mirrored and discussed before anything goes wrong.</summary>
    public async Task Begin()
    {
        await _play.Begin(last: null);
        var tasks = new[] { _play.Crowd.File(0), _play.Crowd.File(1), _play.Crowd.File(2) };
        await _play.Agree();
        foreach (var task in tasks)
        {
            _play.Crowd.Say(task, 3, SaidKind.Unique, task.Portal);
            _play.Crowd.Say(task, 1, SaidKind.Unique, task.Partner);
        }

        await _play.Agree();
        if (_manner != _play.Manner)
        {
            await _play.DisposeAsync();
            _play.Manner = _manner;
        }
    }

    /// <summary>One case; null when its step was never reached.</summary>
    public async Task<Sum?> Try(Case tried)
    {
        var forgotten = await _glance.Forgotten();
        var reached = true;
        await _play.Begin(tried.Kill);
        tried.Weather?.Invoke(_stage);
        await tried.Act(_play);
        if (tried.Kill is not null)
        {
            reached = await _play.App.Ended(UntilDeath);
            await _play.DisposeAsync();
            await (tried.WhileDead?.Invoke(_play) ?? Task.CompletedTask);
            _play.Found.Lost += (int)Math.Max(0, await _glance.Forgotten() - forgotten);
            await _play.Start();
        }

        var sum = await Reckon(tried.NeedsAdministrator);
        if (tried.Afterwards is { } afterwards)
        {
            await _play.DisposeAsync();
            await afterwards(_play);
        }

        return reached ? sum : null;
    }

    public ValueTask DisposeAsync() => _play.DisposeAsync();

    private async Task<Sum> Reckon(bool needsAdministrator)
    {
        await _play.Calm(WhileItRages);
        Weather.Clear(_stage);
        foreach (var host in _stage.Hosts.Where(_ => needsAdministrator))
        {
            await _stage.OpenApp(host);
        }

        var stuck = await _play.Calm(swept: true);
        var sum = new Reckoning(_stage, _book).Take();
        _book.AllIsCalm();
        sum.Stuck = stuck.Count;
        sum.Doubled += _play.Found.Doubled;
        sum.Lost += _play.Found.Lost;
        foreach (var story in stuck.Concat(_play.Found.Stories).Concat(_play.Found.Lost > 0 ? [$"{_play.Found.Lost} events were acknowledged and are not on disk"] : []))
        {
            sum.Tell(story);
        }

        return sum;
    }
}
