using B24App.Drills;
using B24App.EmulatedPortal.Control;

namespace B24App.Rig;

/// <summary>What happened to the app during a run.</summary>
internal sealed class Tally
{
    public SortedDictionary<string, int> Deaths { get; } = new(StringComparer.Ordinal);

    public int Kills => Deaths.Values.Sum();

    /// <summary>Stops in order, lives with a store that failed, lives with a wrong clock, and outages of hours.</summary>
    public int Stops { get; set; }

    public int Troubles { get; set; }

    public int WrongClocks { get; set; }

    public int Outages { get; set; }

    public void Died(string how) => Deaths[how] = Deaths.GetValueOrDefault(how) + 1;
}

/// <summary>Random work, weather and deaths; from time to time all is quiet and the ledger is taken.</summary>
internal sealed class Storm(Stage stage, RigOptions options, TextWriter output)
{
    private const int KillsBetweenReckonings = 160;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15); // everything that ever crossed is swept and counted once more
    private static readonly TimeSpan BetweenActs = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenFaults = TimeSpan.FromSeconds(0.9);
    private static readonly TimeSpan Down = TimeSpan.FromHours(6);
    private static readonly TimeSpan StillDown = TimeSpan.FromMinutes(3); // lived through; longer, and nothing else would happen meanwhile
    private static readonly DrillStep[] Steps = Enum.GetValues<DrillStep>();

    private readonly Book _book = new();
    private readonly Random _chance = new(options.Seed);
    private readonly StoreGlance _glance = new(stage);

    public Tally Tally { get; } = new();

    public async Task<Sum> Run()
    {
        var start = TimeProvider.System.GetTimestamp();
        var sum = new Sum();
        while (!sum.IsRed && !IsOver())
        {
            var before = Tally.Kills;
            await Rage(() => IsOver() || Tally.Kills - before >= KillsBetweenReckonings);
            var raged = TimeProvider.System.GetElapsedTime(start);
            sum = await Reckon();
            await output.WriteLineAsync($"{raged.TotalSeconds:0} s, {Tally.Kills} kills, {await _glance.Doubts()} unknown outcomes; at rest after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s: {sum.Tasks} tasks, {sum.Comments} comments, {(sum.IsRed ? "RED" : "all equal")}");
        }

        return sum;

        bool IsOver() => options.Kills > 0 ? Tally.Kills >= options.Kills : TimeProvider.System.GetElapsedTime(start).TotalMinutes >= options.Minutes;
    }

    private async Task Rage(Func<bool> isOver)
    {
        using var enough = new CancellationTokenSource();
        var weather = new Weather(stage, new Random(_chance.Next()));
        var crowd = new Crowd(stage, _book, new Random(_chance.Next()));
        var people = Often(BetweenActs / options.Pace, crowd.Act, enough.Token);
        var sky = Often(BetweenFaults / options.Pace, weather.Turn, enough.Token);
        var administrators = Administrate(new Random(_chance.Next()), enough.Token);
        do
        {
            await Life();
        }
        while (!isOver());
        await enough.CancelAsync();
        await Task.WhenAll(people, sky, administrators);
        Weather.Clear(stage);
        (stage.Store, stage.Wrong) = ("None", default);
    }

    // One life of the app: it ends at a step, or is killed or stopped from outside.
    private async Task Life()
    {
        if (_chance.Next(12) == 0)
        {
            await Stopped();
            return;
        }

        var step = Steps[_chance.Next(Steps.Length)];
        var often = step is DrillStep.BeforeCommit or DrillStep.AfterCommit or DrillStep.EventCame or DrillStep.EventKept;
        var fromOutside = _chance.Next(4) == 0;
        await using var app = await AppProcess.Start(stage, new Manner(), fromOutside ? "" : $"kill={step}:{_chance.Next(1, often ? 40 : 6)}");
        var ended = await app.Ended(TimeSpan.FromSeconds(fromOutside ? 0.2 + _chance.NextDouble() * 2 : 2));
        app.Kill();
        await app.Ended(Longest);
        Tally.Died(ended ? step.ToString() : "from outside");
        await Between();
    }

    // Tokens are lost and plans lapse all the time; without anybody who cares, the app would soon have nothing left to do.
    private async Task Administrate(Random chance, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.5), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await stage.LookAfter(stage.Hosts[chance.Next(stage.Hosts.Count)], ct);
            }
        }
        catch (OperationCanceledException)
        {
            // the storm is over
        }
    }

    // Asked to end in the middle of everything, it leaves nothing half done.
    private async Task Stopped()
    {
        await using var app = await AppProcess.Start(stage, new Manner());
        await app.Ended(TimeSpan.FromSeconds(0.2 + _chance.NextDouble() * 3));
        await app.Stop();
        Tally.Stops++;
    }

    // The next life has a store that fails, or a clock that is wrong; or hours pass in which one portal is down.
    private async Task Between()
    {
        var ran = stage.Wrong;
        (stage.Store, stage.Wrong) = ("None", default);
        switch (_chance.Next(30))
        {
            case 0:
                stage.Store = "CommitFails:3";
                break;
            case 1:
                stage.Store = "CommitAmbiguous:3";
                break;
            case 2:
                stage.Store = "DiskFull";
                break;
            case 3:
                stage.Wrong = TimeSpan.FromHours(-_chance.Next(1, 5));
                break;
            case 4:
                await LateCallsAreOver();
                stage.Wrong = TimeSpan.FromHours(_chance.Next(1, 48));
                break;
            case 5:
                var down = stage.Hosts[_chance.Next(stage.Hosts.Count)];
                down.Faults.Add(new Fault(FaultKind.Error) { Status = 502, Code = "", Description = "Bad Gateway", Lasts = Down + StillDown });
                stage.Leap(Down);
                Tally.Outages++;
                break;
        }

        Tally.Troubles += stage.Store == "None" ? 0 : 1;
        Tally.WrongClocks += stage.Wrong == ran || stage.Wrong == default ? 0 : 1;
    }

    // A clock that runs ahead says that the portals' own cut is long over; no store can know better. So it is over.
    private async Task LateCallsAreOver()
    {
        foreach (var host in stage.Hosts)
        {
            host.Faults.Late.DoNow();
        }

        await Task.Delay(Weather.Latest / options.Pace, TimeProvider.System);
    }

    private async Task<Sum> Reckon()
    {
        await using var app = await AppProcess.Start(stage, new Manner());
        foreach (var host in stage.Hosts)
        {
            await stage.OpenApp(host);
        }

        var stuck = await new Calm(stage, _glance).Wait(Longest, counted: true);
        var sum = new Reckoning(stage, _book).Take();
        _book.AllIsCalm();
        sum.Stuck = stuck.Count;
        foreach (var story in stuck)
        {
            sum.Tell(story);
        }

        return sum;
    }

    private static async Task Often(TimeSpan pace, Action act, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                act();
            }
        }
        catch (OperationCanceledException)
        {
            // the storm is over
        }
    }
}
