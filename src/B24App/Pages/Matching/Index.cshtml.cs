using System.Globalization;
using B24App.Links;
using B24App.Matching;
using B24App.Pages.Links;
using B24App.Plan;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages.Matching;

/// <summary>Who of the partner's people is who here, and what becomes of those who are nobody.</summary>
public sealed class IndexModel(ScreenTools tools, PortalLinks links, UserMatches matches, PeopleDirectory people, PeopleReader reader, Halves halves) : SignedInPage(tools)
{
    private readonly ScreenTools _tools = tools;

    /// <inheritdoc/>
    public override string Screen => "matching";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>Links to choose from.</summary>
    public IReadOnlyList<Link> Links { get; private set; } = [];

    /// <summary>The link that shows; null when there is none.</summary>
    public SeenLink? Seen { get; private set; }

    /// <summary>Name of the partner.</summary>
    public string Partner { get; private set; } = "";

    /// <summary>The partner's people whose names crossed, those without a colleague here first (RULES 5).</summary>
    public IReadOnlyList<MetPerson> Met { get; private set; } = [];

    /// <summary>Own colleagues, for choosing.</summary>
    public IReadOnlyList<LocalPerson> Own { get; private set; } = [];

    /// <summary>Names of own colleagues.</summary>
    public IReadOnlyDictionary<long, string> Names { get; private set; } = new Dictionary<long, string>();

    /// <summary>E-mails were visible when the people were read, so colleagues can be found by them.</summary>
    public bool SeesEmails { get; private set; }

    /// <summary>People are matched by e-mail: both halves say so.</summary>
    public bool ByEmail => Seen is { } seen && Contracts.InForce(seen.Link.Contract.A, seen.Link.Contract.B).MatchesUsers;

    /// <summary>Group that the partner's new tasks come to, in words.</summary>
    public string GroupHere => Seen is { } seen ? Group(seen.Half.TakesTasks && seen.Partners.SendsTasks, seen.Half.PublishedGroupTitle) : "";

    /// <summary>Group that our new tasks go to at the partner, in words.</summary>
    public string GroupThere => Seen is { } seen ? Group(seen.Half.SendsTasks && seen.Partners.TakesTasks, seen.Partners.GroupTitle) : "";

    /// <summary>The person whose match is being chosen.</summary>
    public MetPerson? Chosen { get; private set; }

    /// <summary>What a colleague chose while this page stood open; null when nothing was.</summary>
    public StaleView? Stale { get; private set; }

    /// <summary>Shows the screen of a link, or of the first.</summary>
    public async Task<IActionResult> OnGet(long? id, long? link) => await Load(link ?? id) ? Page() : NotThere();

    /// <summary>The dialog in which a colleague is chosen.</summary>
    public async Task<IActionResult> OnGetChoose(long id, long person)
    {
        if (!await Load(id) || (Chosen = Met.FirstOrDefault(met => met.Id == person)) is null)
        {
            return NotThere();
        }

        return Partial("_Choose", this);
    }

    /// <summary>Says who a partner's colleague is here: a colleague, nobody, or by e-mail again.</summary>
    public Task<IActionResult> OnPostSet(long id, long person, string? local, string? was, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Load(id))
            {
                return NotThere();
            }

            long? chosen = long.TryParse(local, out var user) ? user : null;
            if (chosen is > 0 && !Names.ContainsKey(chosen.Value))
            {
                return NotThere();
            }

            return Met.FirstOrDefault(met => met.Id == person) is { } known && was is not null && was != MatchWords.Said(known) && MatchWords.Said(known) != MatchWords.Said(chosen)
                ? Late(id, string.Create(CultureInfo.InvariantCulture, $"set&person={person}"), MatchWords.Said(known), new DraftDifference(known.Name, MatchWords.Word(MatchWords.Said(known), Names, Words), MatchWords.Word(MatchWords.Said(chosen), Names, Words)))
                : await Answer(await matches.Set(new LinkId(id), Seen!.Side, person, chosen, by), id, Words["Matching.saved"]);
        },
        ct);

    /// <summary>Who gets the partner's tasks when their responsible person is nobody here.</summary>
    public Task<IActionResult> OnPostDefault(long id, long user, long? was, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Load(id) || (user != 0 && !Names.ContainsKey(user)))
            {
                return NotThere();
            }

            // Whatever else of the contract moved on meanwhile, this form changes one choice; only that one may be late.
            var seen = Seen!;
            var now = seen.Half.DefaultResponsible;
            if (was is { } known && known != now && user != now)
            {
                return Late(id, "default", now.ToString(CultureInfo.InvariantCulture), new DraftDifference(Words["Matching.default.label"], Default(now), Default(user)));
            }

            var consent = new Consent(seen.Side == Side.A ? seen.Details.TasksIn30DaysAtA : seen.Details.TasksIn30DaysAtB);
            return await Answer(await halves.Edit(new LinkId(id), seen.Side, seen.Half with { DefaultResponsible = user }, seen.Link.Contract.Number, by, consent), id, Words["Matching.saved"]);

            string Default(long id) => id == 0 ? Words["Matching.default.relay"] : Names.GetValueOrDefault(id) ?? Words.Of(id);
        },
        ct);

    /// <summary>Reads the own colleagues again.</summary>
    public Task<IActionResult> OnPostRefresh(long id, CancellationToken ct) => AsManager(
        async _ => !await Load(id) ? NotThere() : await reader.Refresh(Portal.Id, ct) ? await Answer(LinkAnswer.Done, id, Words["Matching.refreshed"]) : NotNow(), ct);

    private async Task<IActionResult> Answer(LinkAnswer answer, long link, string toast)
    {
        switch (answer)
        {
            case LinkAnswer.Done or LinkAnswer.NothingToDo:
                Toast(toast);
                await Load(link);
                return Page();
            case LinkAnswer.Stale:
                return Problem(Words["Matching.stale"], Words["Matching.stale.advice"], status: StatusCodes.Status409Conflict);
            case LinkAnswer.AskRightsAgain:
                return NotNow();
            case LinkAnswer.WrongState:
                return Problem(Words["Matching.notRunning"], Words["Matching.notRunning.advice"]);
            default:
                return NotThere();
        }
    }

    private PageResult Late(long id, string handler, string now, DraftDifference row)
    {
        var here = string.Create(CultureInfo.InvariantCulture, $"/matching/{id}");
        Stale = new StaleView(Words["Stale.title"], [row], here, $"{here}?handler={handler}", StaleView.FieldsOf(Request.Form, "was", now), Words);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private string Group(bool crosses, string title) => !crosses ? Words["Matching.groups.none"] : title.Length > 0 ? title : Words["Matching.groups.outside"];

    private async Task<bool> Load(long? id)
    {
        Links = await links.Running(Portal.Id);
        if ((id is { } number ? new LinkId(number) : Links is [var first, ..] ? first.Id : (LinkId?)null) is not { } link)
        {
            return true; // nobody to match with yet
        }

        if (await links.Find(Portal.Id, link) is not { } seen || Links.All(running => running.Id != link))
        {
            return false;
        }

        Seen = seen;
        Partner = (await _tools.Portals.Find(seen.Link.Portal(seen.Side.Other())))?.Name ?? "";
        Own = await people.Active(Portal.Id);
        Names = Own.ToDictionary(person => person.Id, person => person.Name);
        Met = [.. (await matches.Seen(link, seen.Side)).OrderBy(met => met.LocalUser is not null).ThenBy(met => met.ByHand).ThenBy(met => met.Name, StringComparer.CurrentCulture)];
        SeesEmails = await people.SeesEmails(Portal.Id);
        return true;
    }
}
