using B24App.Links;
using B24App.Plan;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Rig;

/// <summary>How the app is run in a slice: as it is, or with a guard taken away.</summary>
/// <param name="Drill">Words for the drill plan.</param>
/// <param name="UnknownOutcome">Another waiting time for unknown outcomes, or null.</param>
internal sealed record Manner(string Drill = "", TimeSpan? UnknownOutcome = null);

/// <summary>The cases one after the other on one pair of portals; after each all must be quiet and equal.</summary>
internal sealed class Slice(Stage stage, Manner manner, int seed)
{
    private const int Refused = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WhileItRages = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilDeath = TimeSpan.FromSeconds(10);

    private readonly Book _book = new();
    private readonly StoreGlance _glance = new(stage);
    private readonly Random _chance = new(seed);

    /// <summary>A task that is mirrored before anything goes wrong.</summary>
    public async Task Begin()
    {
        await using var app = await Live();
        var crowd = new Crowd(stage, _book, _chance);
        crowd.File(0);
        crowd.File(1);
        await Quiet(swept: false);
        _book.Tasks.ForEach(task => crowd.Say(task, 1, SaidKind.Unique, 0));
        _book.Tasks.ForEach(task => crowd.Say(task, 1, SaidKind.Unique, 1));
        await Quiet();
    }

    /// <summary>One case; null when its step was never reached.</summary>
    public async Task<Sum?> Try(Case tried)
    {
        var crowd = new Crowd(stage, _book, _chance);
        var reached = true;
        await using (var app = await Live(tried.Kill is { } step ? $"kill={step}:1" : ""))
        {
            tried.Weather?.Invoke(stage);
            Do(crowd, tried);
            if (tried.Kill is not null)
            {
                reached = await app.Ended(UntilDeath);
            }
            else if (tried.Kind == CaseKind.SecondProcess)
            {
                await using var second = await Live("", new Uri($"http://127.0.0.1:{Stage.FreePort()}/"));
                if (!second.IsDead || second.ExitCode != Refused)
                {
                    return new Sum { Doubled = 1, Stories = { "a second process works on the same store" } };
                }
            }

            if (tried.Kill is null)
            {
                return await Reckon();
            }
        }

        if (tried.Kind == CaseKind.Narrowing)
        {
            await Comments(false);
        }

        Sum sum;
        await using (var again = await Live())
        {
            sum = await Reckon();
        }

        if (tried.Kind == CaseKind.Narrowing)
        {
            await Comments(true);
        }

        return reached ? sum : null;
    }

    private void Do(Crowd crowd, Case tried)
    {
        if (tried.Kind == CaseKind.Narrowing)
        {
            crowd.Say(_book.Tasks[0], 2, SaidKind.Unique, 0);
            foreach (var said in _book.Tasks[0].Talk.TakeLast(2).ToList())
            {
                // Said before the contract narrowed, not sent before it did: it must stay.
                _book.Tasks[0].Talk.Remove(said);
                _book.Secrets[said.Token] = 0;
            }

            return;
        }

        crowd.Say(_book.Tasks[0], 2, SaidKind.Equal, 0);
        crowd.Say(_book.Tasks[0], 1, SaidKind.Unique, 0);
        crowd.Say(_book.Tasks[1], 2, SaidKind.Equal, 0);
        crowd.Edit(_book.Tasks[1], 0);
        crowd.File(0);
        crowd.File(1, secret: true);
    }

    private Task<AppProcess> Live(string drill = "", Uri? url = null) =>
        AppProcess.Start(stage, string.Join(';', new[] { manner.Drill, drill }.Where(word => word.Length > 0)), url, manner.UnknownOutcome);

    private async Task<IReadOnlyList<string>> Quiet(bool swept = true) => await new Calm(stage, _glance).Wait(Longest, swept);

    private async Task<Sum> Reckon()
    {
        await new Calm(stage, _glance).Wait(WhileItRages, swept: false);
        Weather.Clear(stage);
        foreach (var host in stage.Hosts)
        {
            await stage.OpenApp(host); // an administrator, for tokens that were lost
        }

        var stuck = await Quiet();
        var sum = new Reckoning(stage, _book).Take();
        sum.Stuck = stuck.Count;
        foreach (var story in stuck)
        {
            sum.Tell(story);
        }

        return sum;
    }

    // As the administrator of the first side, and of the second where he must agree.
    private Task<LinkAnswer> Comments(bool leave) => stage.Inside(async services =>
    {
        var bond = stage.Bonds[0];
        var halves = services.GetRequiredService<Halves>();
        var link = (await services.GetRequiredService<LinkBook>().Find(bond.Link))!;
        var half = link.Contract.Of(Side.A) with { SendsComments = leave };
        var answer = await halves.Edit(bond.Link, Side.A, half, link.Contract.Number, await stage.Admin(services, bond.A), Consent.None);
        return answer == LinkAnswer.WaitsForPartner
            ? await halves.Confirm(bond.Link, Side.B, 1, await stage.Admin(services, bond.B), Consent.None)
            : answer;
    });
}
