using B24App.Drills;
using B24App.Links;
using B24App.Plan;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Rig;

/// <summary>The cases as they go on: the people, and the app that lives on from case to case and can be ended and started again.</summary>
internal sealed class Play(Stage stage, Book book, Random chance) : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly StoreGlance _glance = new(stage);
    private AppProcess? _app;

    public Stage Stage => stage;

    public Crowd Crowd { get; } = new(stage, book, chance);

    /// <summary>Those who tick lines, enter hours and attach files.</summary>
    public PartsCrowd Parts { get; } = new(stage, book, chance);

    /// <summary>Tasks that stand on both sides of their links: of the north, the south and the west, whose card is the old one.</summary>
    public IReadOnlyList<Filed> Tasks => book.Tasks;

    public AppProcess App => _app!;

    /// <summary>How the app is run from its next start on.</summary>
    public Manner Manner { get; set; } = new();

    /// <summary>What went wrong beside the ledger, in this case.</summary>
    public Sum Found { get; private set; } = new();

    /// <summary>A case begins, with a living app that ends at the next such step, or at none.</summary>
    public async Task Begin(DrillStep? last)
    {
        Found = new Sum();
        if (_app is null)
        {
            await Start();
        }

        if (last is not null)
        {
            await stage.EndsAt(last, App);
        }
    }

    public async Task Start(string drill = "") => _app = await AppProcess.Start(stage, Manner, drill);

    public Task<AppProcess> Second(Uri url) => AppProcess.Start(stage, Manner, "", url);

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.DisposeAsync();
            stage.EndsNowhere();
        }
    }

    public Task<IReadOnlyList<string>> Calm(TimeSpan? longest = null, bool swept = false, bool counted = false) => new Calm(stage, _glance).Wait(longest ?? Longest, swept, counted);

    /// <summary>Time in which something is wrong, and everybody works on.</summary>
    public static Task Meanwhile(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);

    /// <summary>What people do every day: equal comments, edits of everything that can be edited, something taken back, new tasks, private ones.</summary>
    public Task Usual()
    {
        var (north, south, west) = (Tasks[0], Tasks[1], Tasks[2]);
        Crowd.Say(north, 2, SaidKind.Equal, 0);
        Crowd.Say(north, 1, SaidKind.Unique, 0);
        Crowd.Say(south, 2, SaidKind.Equal, 0);
        Crowd.Say(west, 2, SaidKind.Unique, 2);
        Crowd.Say(west, 1, SaidKind.Internal, 2);
        Crowd.Edit(south, 0);
        Crowd.Describe(north, 0);
        Crowd.Reword(north, 0);
        Crowd.TakeBack(north, 0);
        Crowd.Reword(west, 2);
        Crowd.Say(Crowd.File(0), 1, SaidKind.Unique, 0);
        Crowd.File(1, secret: true);
        return Task.CompletedTask;
    }

    /// <summary>Both sides write the same field while nobody carries it: the origin's value stays.</summary>
    public Task Conflict()
    {
        Crowd.Rename(Tasks[1], 0);
        Crowd.Rename(Tasks[1], 1);
        return Task.CompletedTask;
    }

    /// <summary>The usual, while something is wrong; then it is right again, and the usual once more.</summary>
    public async Task While(Action wrong)
    {
        wrong();
        await Usual();
        await Meanwhile(1.5);
        (Stage.Store, Stage.Wrong) = ("None", default);
        Crowd.Say(Tasks[0], 1, SaidKind.Unique, 0);
    }

    /// <summary>As the administrator of the first side, and of the second where he must agree.</summary>
    public Task Comments(bool leave) => stage.Inside(async services =>
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

    /// <summary>Said before the contract narrows, not sent before it did: it must stay.</summary>
    public void KeepLastWords(Filed filed, int count)
    {
        foreach (var said in filed.Talk.TakeLast(count).ToList())
        {
            filed.Talk.Remove(said);
            book.Secrets[said.Token] = said.Portal;
        }
    }

    /// <summary>All is quiet in the middle of a case; what comes then is later than what was.</summary>
    public async Task Agree()
    {
        await Calm(swept: true);
        book.AllIsCalm();
    }
}
