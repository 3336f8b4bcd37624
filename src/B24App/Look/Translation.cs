using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using B24App.Confirm;
using B24App.Custom;
using B24App.Links;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using Crossing = B24App.Plan.Text.Crossing;

namespace B24App.Look;

/// <summary>
/// Finds what pure conversion needs to know: which people of one portal are people of the other, which tasks are mirrored, how a
/// task is reached. Everything is looked up in our own store.
/// </summary>
public sealed partial class Translation(PortalStore portals, MappingStore mappings, UserMatches users, PeopleDirectory people, FileLook files, CustomLook customs, StageLook stages)
{
    /// <summary>What the values of a task would be on the other side.</summary>
    public async Task<SeenTask> Across(SeenTask task, Link link, Side from)
    {
        task = await stages.Of(await customs.Of(await WithPeople(await WithFiles(task, link, from), link, from), link, from), link, from);
        var leave = link.Contract.Carries(from, Field.Files);
        var crossing = await Of(task.Description, link, from) with
        {
            FileSlot = id => leave ? task.Files.FirstOrDefault(file => id == IdOf(file.Attachment) || id == "n" + IdOf(file.DriveObject))?.Token : null,
            FileName = id => task.Files.FirstOrDefault(file => id == IdOf(file.Attachment) || id == "n" + IdOf(file.DriveObject))?.Name,
        };
        var description = Converter.Convert(task.Description, Dialect.Task, Dialect.Task, crossing);
        var responsible = task.Responsible == 0 ? null : await users.Find(link, from, task.Responsible);
        var (family, parent) = await Parent(task.Parent, link, from);
        return task with { ParentFamily = family, Across = new Across(description.Text, responsible, parent) { People = task.Across.People, Custom = task.Across.Custom, LeavesFiles = description.Losses.Any(loss => loss.Kind == LossKind.File) || (!leave && task.Attachments is { IsEmpty: false }) } };
    }

    // What the attachments are is asked only where the contract lets files cross; a side that could not be asked is taken as last seen.
    private async Task<SeenTask> WithFiles(SeenTask task, Link link, Side from)
    {
        if (task.Attachments is not { } attachments || !(link.Contract.Carries(Side.A, Field.Files) || link.Contract.Carries(Side.B, Field.Files)))
        {
            return task;
        }

        return await files.Of(link, from, task.Id, attachments) is { } seen ? task with { Files = seen, Carried = task.Carried.Add(Field.Files) } : task;
    }

    private async Task<SeenTask> WithPeople(SeenTask task, Link link, Side from)
    {
        if (task.ShowsPeople && await portals.Find(link.Portal(from)) is { } here)
        {
            task = task.KnownOn(here.Ours); // also where the contract does not name them yet: what changes later must be seen to
        }

        bool Carries(Field field) => link.Contract.Carries(Side.A, field) || link.Contract.Carries(Side.B, field);
        var named = new[] { Field.Observers, Field.Accomplices }.Any(Carries) && task.ShowsPeople ? task.People(Field.Observers).Concat(task.People(Field.Accomplices)) : [];
        var onLines = Carries(Field.Checklist);
        if (onLines && task.Lines.Any(line => line.Title.EndsWith(')')))
        {
            var guests = await users.NamesOf(link.Id, from.Other());
            task = task with { Lines = [.. task.Lines.Select(line => line.KnowingGuests(guests))] };
        }

        var there = ImmutableDictionary.CreateBuilder<long, long>();
        foreach (var person in named.Concat(onLines ? task.Lines.SelectMany(line => line.Members).Select(member => member.Id) : []).Distinct())
        {
            if (await users.Find(link, from, person) is { } matched)
            {
                there[person] = matched;
            }
        }

        return there.Count == 0 ? task : task with { Across = task.Across with { People = there.ToImmutable() } };
    }

    private static string IdOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Converts a comment for the other side.</summary>
    public async Task<Converted> Comment(SeenComment comment, string text, Dialect to, Link link, Side from)
    {
        var leave = link.Contract.Carries(from, Field.Files);
        var crossing = await Of(text, link, from) with
        {
            FileSlot = id => leave && to == Dialect.Task ? Named(comment, id)?.Token : null,
            FileName = id => Named(comment, id)?.Name,
        };
        return Converter.Comment(text, comment.Dialect, to, crossing);
    }

    /// <summary>Converts a text of a card's timeline for the other side.</summary>
    public async Task<Converted> Text(string text, Link link, Side from) => Converter.Convert(text, Dialect.Task, Dialect.Task, await Of(text, link, from));

    private static SeenFile? Named(SeenComment comment, string id) =>
        comment.Files.FirstOrDefault(file => id == IdOf(file.Attachment) || id == "n" + IdOf(file.DriveObject) || id == IdOf(file.DriveObject));

    /// <summary>Address of a task on its portal.</summary>
    public static string TaskUrl(Portal portal, long task, long group) => group > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{portal.Origin}/workgroups/group/{group}/tasks/task/view/{task}/")
        : string.Create(CultureInfo.InvariantCulture, $"{portal.Origin}/company/personal/user/{portal.RelayUser}/tasks/task/view/{task}/");

    /// <summary>Language our texts on a portal are in.</summary>
    public static Language Of(Portal portal) => Languages.Of(portal.Language);

    /// <summary>A name is about to cross in a byline: the other side's administrator may match it by hand from now on.</summary>
    public Task Met(Link link, Side from, long user, string name) => users.Met(link.Id, from, user, name);

    // The converter is pure and asks while it walks; so whom the text names is looked up before.
    private async Task<Crossing> Of(string text, Link link, Side from)
    {
        var origin = await portals.Find(link.Portal(from));
        var target = await portals.Find(link.Portal(from.Other()));
        var matched = new Dictionary<long, LocalUser?>();
        foreach (var id in Ids(UserPattern().Matches(text)))
        {
            matched[id] = await users.Find(link, from, id) is { } local && await people.NameOf(link.Portal(from.Other()), local) is { } name ? new LocalUser(local, name) : null;
        }

        var urls = new Dictionary<long, string>();
        foreach (var id in Ids(TaskPattern().Matches(text)))
        {
            if (target is not null && await Counterpart(id, link, from) is { } mapped && mapped.End(from.Other()) is { } end)
            {
                urls[id] = TaskUrl(target, Items.IdOf(end.Item), 0);
            }
        }

        var home = origin?.Origin ?? "";
        return new Crossing(home)
        {
            MatchUser = id => matched.GetValueOrDefault(id),
            MapTaskUrl = url => url.StartsWith(home + "/", StringComparison.OrdinalIgnoreCase) && TaskPattern().Match(url) is { Success: true } match
                ? urls.GetValueOrDefault(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                : null,
            Language = target is null ? Language.En : Of(target),
        };
    }

    private async Task<(Marker? Family, long? There)> Parent(long parent, Link link, Side from)
    {
        if (parent == 0)
        {
            return (null, 0);
        }

        var mapped = await Counterpart(parent, link, from);
        var end = mapped?.End(from.Other());
        return (Marker.TryParse(mapped?.Family, out var marker) ? marker : null, end is null ? null : Items.IdOf(end.Item));
    }

    private async Task<Mapping?> Counterpart(long task, Link link, Side from) =>
        (await mappings.OfItem(link.Portal(from), Items.Task(task))).FirstOrDefault(mapping => mapping.Link == link.Id && mapping.State is MappingState.Live or MappingState.Outside);

    private static IEnumerable<long> Ids(MatchCollection matches) => matches
        .Select(match => long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0).Distinct().Take(200);

    [GeneratedRegex(@"\[USER=(\d{1,12})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern();

    [GeneratedRegex(@"/tasks/task/view/(\d{1,12})/?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TaskPattern();
}
