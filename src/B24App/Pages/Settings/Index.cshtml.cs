using System.Collections.Immutable;
using B24App.Links;
using B24App.Matching;
using B24App.Notices;
using B24App.Pages.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Settings;

/// <summary>Everything a portal decides about the app: access, partners, roles, notices, retention, and each person's own page.</summary>
public sealed class IndexModel(ScreenTools screen, SettingsTools tools) : SignedInPage(screen)
{
    private const int LongestName = 100;

    /// <inheritdoc/>
    public override string Screen => "settings";

    /// <summary>Everybody whose tokens we hold.</summary>
    public IReadOnlyList<PairState> Pairs { get; private set; } = [];

    /// <summary>Partners by link.</summary>
    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    /// <summary>Invitations that wait.</summary>
    public IReadOnlyList<MadeInvitation> Invitations { get; private set; } = [];

    /// <summary>Deputies.</summary>
    public IReadOnlyList<Deputy> Deputies { get; private set; } = [];

    /// <summary>Own colleagues who could become one.</summary>
    public IReadOnlyList<LocalPerson> Candidates { get; private set; } = [];

    /// <summary>The list of the portal's people was read at least once.</summary>
    public bool KnowsPeople { get; private set; }

    /// <summary>Notices and retention.</summary>
    public PortalSetting Setting { get; private set; } = new();

    /// <summary>Version of the app.</summary>
    public int Version => tools.Manifest.Version;

    /// <summary>A new code, shown once.</summary>
    public string? NewCode { get; private set; }

    /// <summary>The link of <see cref="NewCode"/>.</summary>
    public LinkId NewCodeOf { get; private set; }

    /// <summary>A number is out of its range.</summary>
    public bool IsOutOfRange { get; private set; }

    /// <summary>The times as they are saved, upon which the form is filled in; what was out of range is not.</summary>
    public string SeenKeep { get; private set; } = "";

    /// <summary>The visitor may become the relay account.</summary>
    public bool CanTakeRelay => Session.IsAdmin && Portal.RelayUser != Session.User && Pairs.Any(pair => pair.UserId == Session.User && pair.Lives);

    /// <summary>Shows the screen.</summary>
    public Task OnGet() => Load();

    /// <summary>What a colleague saved while this page stood open; null when nothing was.</summary>
    public StaleView? Stale { get; private set; }

    /// <summary>The name partners see.</summary>
    public Task<IActionResult> OnPostName(string? name, string? seen, CancellationToken ct) => AsManager(
        async _ =>
        {
            var plain = (name ?? "").Trim();
            plain = plain.Length > LongestName ? plain[..LongestName] : plain;
            if (seen is not null && seen != Portal.Name && plain != Portal.Name)
            {
                return await Late("name", Portal.Name, [new DraftDifference(Words["Settings.name"], Portal.Name, plain)]);
            }

            await tools.Portals.Rename(Portal.Id, plain);
            return await Saved();
        },
        ct);

    /// <summary>An administrator takes the role of the relay account (RULES 25).</summary>
    public Task<IActionResult> OnPostRelay(CancellationToken ct) => AsAdministrator(
        async by =>
        {
            if (!await tools.Portals.UseRelay(Portal.Id, by.User))
            {
                return Problem(Words["Settings.relay.noPair"], Words["Settings.relay.noPair.advice"]);
            }

            tools.Signal.Wake();
            return await Saved();
        },
        ct);

    /// <summary>An administrator names a deputy.</summary>
    public Task<IActionResult> OnPostGrant(long user, CancellationToken ct) => AsAdministrator(
        async by =>
        {
            if ((await tools.People.Active(Portal.Id)).FirstOrDefault(person => person.Id == user) is not { } person)
            {
                return NotThere();
            }

            await tools.Deputies.Grant(Portal.Id, user, person.Name, by.User);
            return await Saved();
        },
        ct);

    /// <summary>An administrator takes the role back.</summary>
    public Task<IActionResult> OnPostRevoke(long user, CancellationToken ct) => AsAdministrator(
        async _ =>
        {
            await tools.Deputies.Revoke(Portal.Id, user);
            return await Saved();
        },
        ct);

    /// <summary>Reads the portal's people, before the first link did.</summary>
    public Task<IActionResult> OnPostPeople(CancellationToken ct) => AsManager(
        async _ =>
        {
            if (!await tools.Reader.Refresh(Portal.Id, ct))
            {
                return NotNow();
            }

            await Load();
            return Page();
        },
        ct);

    /// <summary>Which notices are wanted.</summary>
    public Task<IActionResult> OnPostNotices(string[] told, string? seen, CancellationToken ct) => AsManager(
        async _ =>
        {
            ImmutableSortedSet<string> muted = [.. Cause.Kinds.Except(told)];
            var (done, now) = await tools.Settings.Change(Portal.Id, setting => IsStale(seen, SettingDifferences.Muted(setting)) && !setting.Muted.SetEquals(muted) ? null : setting with { Muted = muted });
            return done ? await Saved() : await Late("notices", SettingDifferences.Muted(now), SettingDifferences.Notices(now, muted, Words));
        },
        ct);

    /// <summary>How long things are kept.</summary>
    public Task<IActionResult> OnPostKeep(int journal, int events, int rest, string? seen, CancellationToken ct) => AsManager(
        async _ =>
        {
            PortalSetting Wanted(PortalSetting setting) => setting with { JournalDays = journal, EventDays = events, RestDays = rest };
            if (Wanted(new PortalSetting()).IsValid)
            {
                var (done, now) = await tools.Settings.Change(Portal.Id, setting => IsStale(seen, SettingDifferences.Kept(setting)) && SettingDifferences.Kept(Wanted(setting)) != SettingDifferences.Kept(setting) ? null : Wanted(setting));
                return done ? await Saved() : await Late("keep", SettingDifferences.Kept(now), SettingDifferences.Keeping(now, Wanted(now), Words));
            }

            IsOutOfRange = true;
            await Load();
            Setting = Wanted(Setting);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        },
        ct);

    /// <summary>A new code for an invitation whose code is lost or over.</summary>
    public Task<IActionResult> OnPostRenew(long link, CancellationToken ct) => AsManager(
        async by =>
        {
            var made = await tools.Invitations.Renew(new LinkId(link), by);
            if (made.Answer != LinkAnswer.Done)
            {
                return Answer(made.Answer);
            }

            await Load();
            (NewCode, NewCodeOf) = (made.Code, made.Link);
            return Page();
        },
        ct);

    /// <summary>An invitation is taken back.</summary>
    public Task<IActionResult> OnPostWithdraw(long link, CancellationToken ct) => AsManager(
        async by => await tools.Invitations.Withdraw(new LinkId(link), Side.A, by) is var answer && answer == LinkAnswer.Done ? await Saved() : Answer(answer), ct);

    /// <summary>Language and theme are each person's own.</summary>
    public async Task<IActionResult> OnPostViewer(string? theme, string? language)
    {
        var choice = new Viewer(
            ViewerStore.Themes.Contains(theme) ? theme! : Viewer.Theme, language is null ? Viewer.Language : Texts.Languages.Contains(language) ? language : "");
        await tools.Viewers.Choose(Portal.Id, Session.User, choice);
        if (choice.Language != Viewer.Language)
        {
            Trigger("reload-window"); // the words around the screen change too, so the portal opens the page anew
            return new NoContentResult();
        }

        Response.Headers["HX-Location"] = """{"path":"/settings","target":"#main"}""";
        return new NoContentResult();
    }

    private static bool IsStale(string? seen, string now) => seen is not null && seen != now;

    private async Task<IActionResult> Late(string handler, string now, ImmutableArray<DraftDifference> rows)
    {
        Stale = new StaleView(Words["Stale.title"], rows, "/settings", $"/settings?handler={handler}", StaleView.FieldsOf(Request.Form, StaleView.Seen, now), Words);
        await Load();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private IActionResult Answer(LinkAnswer answer) => answer switch
    {
        LinkAnswer.AskRightsAgain => NotNow(),
        LinkAnswer.WrongState => Problem(Words["Settings.invitation.over"], Words["Settings.invitation.over.advice"]),
        _ => NotThere(),
    };

    private async Task<IActionResult> Saved()
    {
        Toast(Words["Matching.saved"]);
        await Refresh();
        await Load();
        return Page();
    }

    private async Task Load()
    {
        if (!MayManage)
        {
            return;
        }

        Pairs = await tools.Pairs.All(Portal.Id);
        Setting = await tools.Settings.Of(Portal.Id);
        SeenKeep = SettingDifferences.Kept(Setting);
        Deputies = await tools.Deputies.Of(Portal.Id);
        var people = await tools.People.Active(Portal.Id);
        KnowsPeople = people.Count > 0;
        Candidates = [.. people.Where(person => Deputies.All(deputy => deputy.User != person.Id) && Pairs.All(pair => pair.UserId != person.Id || !pair.IsAdmin))];
        Invitations = await tools.Invitations.Made(Portal.Id);
        var partners = new List<Partner>();
        foreach (var link in await tools.Links.Running(Portal.Id))
        {
            if (await tools.Portals.Find(link.A == Portal.Id ? link.B : link.A) is { } partner)
            {
                partners.Add(new Partner(link, partner.Name, partner.Domain));
            }
        }

        Partners = partners;
    }
}
