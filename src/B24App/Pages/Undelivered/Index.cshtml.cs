using B24App.DeadLetters;
using B24App.Links;
using B24App.Plan;
using B24App.Stations;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Undelivered;

/// <summary>One group as the page shows it.</summary>
/// <param name="Group">What was refused.</param>
/// <param name="Link">Name of the link.</param>
/// <param name="Partner">Name of the partner.</param>
/// <param name="Fix">What mends it here; null for nothing.</param>
public sealed record ShownGroup(DeadLetterGroup Group, string Link, string Partner, Fix? Fix)
{
    /// <summary>The group in an address.</summary>
    public string Query => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"link={Group.Link.Value}&cause={Group.Cause}&here={Group.RefusedHere}");

    /// <summary>The relay account sits in the chat again when this is repeated (RULES 26).</summary>
    public bool TakesSeat => Group is { RefusedHere: true, Cause: Reason.NotInChat or Reason.RemovedFromChat };
}

/// <summary>What a person is asked before something is given up.</summary>
/// <param name="Path">Where the answer goes.</param>
/// <param name="Words">Beginning of the names of the question's words.</param>
/// <param name="Count">How much it is.</param>
public sealed record Dropping(string Path, string Words, int Count);

/// <summary>What was refused for good: grouped by cause, each with what mends it.</summary>
public sealed class IndexModel(ScreenTools tools, DeadLetterBox box, LostSeats seats, StayedFiles files, LinkBook book, Freshness freshness, WorkSignal signal) : SignedInPage(tools)
{
    private readonly ScreenTools _tools = tools;

    /// <inheritdoc/>
    public override string Screen => "undelivered";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The groups, largest first.</summary>
    public IReadOnlyList<ShownGroup> Groups { get; private set; } = [];

    /// <summary>Chats a person removed the relay account from.</summary>
    public IReadOnlyList<LostSeat> Seats { get; private set; } = [];

    /// <summary>Files that stay behind.</summary>
    public IReadOnlyList<StayedFile> Files { get; private set; } = [];

    /// <summary>Letters of one group, for the opened part of it.</summary>
    public IReadOnlyList<DeadLetter> Letters { get; private set; } = [];

    /// <summary>What is about to be dropped.</summary>
    public Dropping? Dropping { get; private set; }

    /// <summary>Set while a portal is down.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>Shows the screen.</summary>
    public Task OnGet() => Load();

    /// <summary>What a group holds.</summary>
    public async Task<IActionResult> OnGetLetters(long link, Reason cause, bool here)
    {
        Letters = await box.Of(Pick(0, link, cause, here));
        return Partial("_Letters", this);
    }

    /// <summary>Asks why it need not happen.</summary>
    public async Task<IActionResult> OnGetDrop(long one, long link, Reason? cause, bool? here) =>
        await Ask("Undelivered.drop", (await box.Of(Pick(one, link, cause, here), int.MaxValue)).Count);

    /// <summary>Asks why a file need not go, or all of them.</summary>
    public async Task<IActionResult> OnGetDropFile(long? file) =>
        await Ask("Undelivered.files.drop", (await files.Of(Portal)).Count(stayed => file is null || stayed.Id == file));

    /// <summary>Plans again what was refused: one, a group, or all.</summary>
    public Task<IActionResult> OnPostReplay(long one, long link, Reason? cause, bool? here, CancellationToken ct) => AsManager(
        async by => await Told(await box.Replay(Pick(one, link, cause, here), by), "Undelivered.replayed"), ct);

    /// <summary>It need not happen.</summary>
    public Task<IActionResult> OnPostDrop(long one, long link, Reason? cause, bool? here, string? why, CancellationToken ct) => AsManager(
        async by => string.IsNullOrWhiteSpace(why)
            ? Problem(Words["Undelivered.drop.noWhy"], Words["Undelivered.drop.noWhy.advice"])
            : await Told(await box.Drop(Pick(one, link, cause, here), why, by), "Undelivered.dropped"),
        ct);

    /// <summary>A file need not go, or none of those that stayed behind.</summary>
    public Task<IActionResult> OnPostDropFile(long? file, string? why, CancellationToken ct) => AsManager(
        async by => string.IsNullOrWhiteSpace(why)
            ? Problem(Words["Undelivered.drop.noWhy"], Words["Undelivered.drop.noWhy.advice"])
            : await Again(Words[await files.Drop(file, why, by) == 0 ? "Undelivered.nothingLeft" : "Undelivered.dropped"]),
        ct);

    /// <summary>The relay account takes its seat again, in one chat or in all (RULES 26).</summary>
    public Task<IActionResult> OnPostSeat(long? task, CancellationToken ct) => AsManager(
        async by => await Again(Words[await seats.TakeAgain(Portal.Id, task, by.User) == 0 ? "Undelivered.nothingLeft" : "Undelivered.seated"]), ct);

    /// <summary>A file that stayed behind is tried again, or all of them.</summary>
    public Task<IActionResult> OnPostFile(long? file, CancellationToken ct) => AsManager(
        async _ => await Again(Words[await files.Try(Portal, file) == 0 ? "Undelivered.nothingLeft" : "Undelivered.replayed"]), ct);

    // The same address takes the answer; a list that emptied meanwhile is shown as it is.
    private async Task<IActionResult> Ask(string words, int count)
    {
        if (count > 0)
        {
            Dropping = new Dropping("/undelivered" + Request.QueryString.Value, words, count);
            return Partial("_Drop", this);
        }

        Response.Headers["HX-Retarget"] = "#main";
        return await Again(Words["Undelivered.nothingLeft"]);
    }

    private DeadLetterPick Pick(long one, long link, Reason? cause, bool? here) => new(Portal.Id)
    {
        One = one == 0 ? null : new IntentId(one),
        Link = link == 0 ? null : new LinkId(link),
        Cause = cause,
        RefusedHere = here,
    };

    // Letters heal by themselves, so a press often comes after the last of them left.
    private async Task<IActionResult> Told(Replayed answer, string done) => answer.Answer switch
    {
        LinkAnswer.Done => await Again(Words[done]),
        LinkAnswer.NothingToDo => await Again(Words["Undelivered.nothingLeft"]),
        LinkAnswer.AskRightsAgain => NotNow(),
        _ => NotThere(),
    };

    private async Task<IActionResult> Again(string toast)
    {
        signal.Wake();
        Toast(toast);
        Trigger("undelivered-changed");
        await Load();
        return Page();
    }

    private async Task Load()
    {
        var links = (await book.Of(Portal.Id)).ToDictionary(link => link.Id);
        var groups = new List<ShownGroup>();
        foreach (var group in await box.Groups(Portal.Id))
        {
            if (links.TryGetValue(group.Link, out var link))
            {
                var side = link.A == Portal.Id ? Side.A : Side.B;
                var partner = await _tools.Portals.Find(link.Portal(side.Other()));
                groups.Add(new ShownGroup(group, link.Name, partner?.Name ?? "", Fix.Of(group, Portal, link.Contract.Of(side))));
            }
        }

        (Groups, Seats, Files, AsOf) = (groups, await seats.Of(Portal.Id), await files.Of(Portal), await freshness.Of(Portal));
    }
}
