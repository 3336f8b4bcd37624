using System.Text.Json.Nodes;
using B24App.Adoption;
using B24App.Backfill;
using B24App.EmulatedPortal.Control;
using B24App.Links;
using B24App.Plan;
using B24App.Tests.Carry;
using B24App.Tests.Journeys;
using B24App.Timeline;

namespace B24App.Tests.Timeline;

/// <summary>What people or other tools copied to the partner's card before is found, shown with a score, and becomes a mirror by consent of both; it is never doubled.</summary>
public sealed class CopyJourney
{
    [Fact]
    public async Task A_copy_is_found_held_and_adopted_by_consent_of_both_and_its_later_edits_follow()
    {
        var copy = 0L;
        await using var past = await HistoryJourney.Given(calls: 0, remarks: 3, letters: 0, copied: (both, north, south) =>
        {
            both.North.Remarks(2, north, "Отгрузка в пятницу, 40 насосов");
            both.Clock.Turn(TimeSpan.FromMinutes(1));
            copy = both.South.Remarks(2, south, "Переписал вручную, у Севера:\nОтгрузка в пятницу, 40 насосов", user: 1);
        });
        var world = past.World;
        var view = await past.Previewed();
        Assert.Equal([("", ItemState.Waits, 3), (nameof(Reason.EntryHasCopy), ItemState.Stays, 1)], view.Counts.Select(count => (count.Reason, count.State, count.Entries)).OrderBy(row => row.Reason));
        var (found, theirs) = (Assert.Single(await Seen(past, 0)), Assert.Single(await Seen(past, 1)));
        Assert.Equal(($"k{copy}", AdoptionState.Found, false), (found.Item(Side.B), found.State, found.Found.HasRivals));
        Assert.InRange(found.Found.Score, Likeness.Least, 100);
        Assert.Equal("Отгрузка в пятницу, 40 насосов", found.Title);
        Assert.StartsWith("Переписал", theirs.Title, StringComparison.Ordinal); // each reads its own words only

        // One word is not enough, and what waits does not cross meanwhile.
        Assert.Equal(LinkAnswer.Done, await world.Get<CopyActs>().Agree(past.Pair, found.Id, await world.Admin(0)));
        await past.Does((acts, run, by) => acts.Start(run, by));
        await world.AllIsQuiet();
        Assert.Equal(4, world.South.Remarks(2, past.South).Count);
        var written = world.Requests(1);
        Assert.Equal(LinkAnswer.Done, await world.Get<CopyActs>().Agree(past.Pair, found.Id, await world.Admin(1)));
        await world.AllIsQuiet();
        Assert.Equal(written, world.Requests(1)); // nothing is written
        Assert.Empty(await Seen(past, 0));
        Assert.Equal([(nameof(Reason.EntryAdopted), ItemState.Stays, 1), ("", ItemState.Done, 3)], (await past.View())!.Counts.Select(count => (count.Reason, count.State, count.Entries)).OrderByDescending(row => row.Reason));
        Assert.Equal(4, world.South.Remarks(2, past.South).Count);

        // From now on they are one.
        world.North.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = long.Parse(found.Item(Side.A)[1..], System.Globalization.CultureInfo.InvariantCulture), ["fields"] = new JsonObject { ["COMMENT"] = "исправлено" } });
        await world.AllIsQuiet();
        Assert.Contains(world.South.Remarks(2, past.South), text => text.EndsWith("исправлено", StringComparison.Ordinal));
        Assert.DoesNotContain(world.South.Remarks(2, past.South), text => text.StartsWith("Переписал", StringComparison.Ordinal));
        Assert.Equal((4, 4), (world.North.Remarks(2, past.North).Count, world.South.Remarks(2, past.South).Count));
        Assert.All((await past.Previewed()).Counts, count => Assert.Equal(nameof(Reason.EntryMirrored), count.Reason));
    }

    [Fact]
    public async Task An_edit_between_the_count_and_the_consent_is_not_lost()
    {
        await using var past = await Copied();
        var found = Assert.Single(await Seen(past, 0));
        past.World.North.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = long.Parse(found.Item(Side.A)[1..], System.Globalization.CultureInfo.InvariantCulture), ["fields"] = new JsonObject { ["COMMENT"] = "исправлено" } });
        await past.World.AllIsQuiet();
        await Agreed(past, found.Id);
        Assert.EndsWith("исправлено", Assert.Single(past.World.South.Remarks(2, past.South)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_copy_that_is_none_is_refused_by_either_side_and_the_entry_crosses(int who)
    {
        await using var past = await Copied();
        var found = Assert.Single(await Seen(past, who));
        Assert.Equal(LinkAnswer.Done, await past.World.Get<CopyActs>().Refuse(past.Pair, found.Id, await past.World.Admin(who)));
        await past.Does((acts, run, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal(2, past.World.South.Remarks(2, past.South).Count);
        Assert.Equal(RunState.Done, (await past.View())!.Run.State);
        Assert.Equal(LinkAnswer.NothingToDo, await past.World.Get<CopyActs>().Agree(past.Pair, found.Id, await past.World.Admin(1 - who)));
        await past.Previewed();
        Assert.Empty(await Seen(past, 0));
    }

    [Fact]
    public async Task Rule5_the_partners_own_history_meets_the_same_pair_and_the_older_one_counts_as_the_first()
    {
        await using var past = await Copied();
        var world = past.World;
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Preview(past.Pair, await world.Admin(1)));
        await world.AllIsQuiet();
        var found = Assert.Single(await Seen(past, 1));
        Assert.Equal(Side.A, found.Found.Origin);
        await Agreed(past, found.Id);
        var view = (await world.Get<HistoryDesk>().View(past.Pair, (await world.Portal(1)).Id))!;
        Assert.Equal(nameof(Reason.EntryAdopted), Assert.Single(view.Counts).Reason);
        Assert.Equal((1, 1), (world.North.Remarks(2, past.North).Count, world.South.Remarks(2, past.South).Count));
    }

    [Fact]
    public async Task Calls_that_another_tool_copied_are_agreed_to_at_once_and_a_letter_is_neither_sent_nor_doubled()
    {
        await using var past = await HistoryJourney.Given(calls: 0, remarks: 0, letters: 0, copied: (both, north, south) =>
        {
            both.North.Writes(north, "Счёт на насосы", "<p>Высылаю счёт на сорок насосов</p>");
            for (var i = 0; i < 4; i++)
            {
                both.Clock.Turn(TimeSpan.FromMinutes(10));
                both.North.Calls(2, north, direction: 2);
            }

            foreach (var entry in both.North.Entries(2, north))
            {
                both.Clock.Turn(TimeSpan.FromMinutes(1));
                both.South.Copies(south, entry, tool: entry.TypeId == 2 ? "import" : "");
            }
        });
        var world = past.World;
        var view = await past.Previewed();
        Assert.All(view.Counts, count => Assert.Equal((ItemState.Stays, nameof(Reason.EntryHasCopy)), (count.State, count.Reason)));
        Assert.Equal(5, (await Seen(past, 0)).Count);
        var written = world.Requests(1);
        foreach (var who in new[] { 1, 0 })
        {
            Assert.Equal(LinkAnswer.Done, await world.Get<CopyActs>().Agree(past.Pair, 0, await world.Admin(who)));
        }

        await world.AllIsQuiet();
        foreach (var row in await Seen(past, 0))
        {
            await Agreed(past, row.Id); // what is less sure is decided one by one
        }

        Assert.Equal(written, world.Requests(1));
        Assert.Equal(5, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state = 'live'"));
        Assert.Equal((5, 5), (world.North.Entries(2, past.North).Count, world.South.Entries(2, past.South).Count));
        Assert.Empty(world.South.SentLetters());

        // A person corrects one: its copy follows, and nothing new appears.
        var call = world.North.Entries(2, past.North)[^1].Id;
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Звонок о насосах" } });
        await world.AllIsQuiet();
        Assert.Equal("Звонок о насосах", world.South.Entries(2, past.South)[^1].Subject);
        Assert.Equal(5, world.South.Entries(2, past.South).Count);
    }

    [Fact]
    public async Task A_comparison_that_is_killed_begins_where_it_stood_and_finds_each_once()
    {
        await using var past = await HistoryJourney.Given(calls: 0, remarks: 0, letters: 0, copied: (both, north, south) =>
        {
            for (var i = 0; i < 70; i++)
            {
                both.North.Remarks(2, north, $"Отгрузка партии {i}");
                both.South.Remarks(2, south, $"Иван Петров пишет:\nОтгрузка партии {i}", user: 1);
            }
        });
        var world = past.World;
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Preview(past.Pair, await world.Admin(0)));
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "crm.timeline.comment.list" });
        await world.AllIsQuiet(TimeSpan.FromSeconds(2));
        await world.Restart();
        await world.AllIsQuiet();
        var view = (await past.View())!;
        Assert.Equal((RunState.Ready, 70), (view.Run.State, view.Counts.Sum(count => count.Entries)));
        Assert.Equal(70, await world.Scalar("SELECT count(*) FROM history_copy WHERE state = 'found'"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM history_fact"));
    }

    [Fact]
    public async Task Rule38_only_a_fresh_manager_of_a_side_of_a_running_link_decides()
    {
        await using var past = await Copied();
        var (world, found) = (past.World, Assert.Single(await Seen(past, 0)));
        var acts = world.Get<CopyActs>();
        var stale = await world.Admin(0);
        world.Clock.Turn(TimeSpan.FromMinutes(6));
        Assert.Equal(LinkAnswer.AskRightsAgain, await acts.Agree(past.Pair, found.Id, stale));
        Assert.Equal(LinkAnswer.NotFound, await acts.Agree(new B24App.Store.MappingId(9999), found.Id, await world.Admin(0)));
        Assert.Equal(LinkAnswer.NothingToDo, await acts.Agree(past.Pair, found.Id + 1, await world.Admin(0)));
        Assert.Equal(LinkAnswer.NothingToDo, await acts.Refuse(past.Pair, found.Id + 1, await world.Admin(0)));
        Assert.Equal(LinkAnswer.Done, await acts.Agree(past.Pair, found.Id, await world.Admin(0)));
        Assert.Equal(LinkAnswer.NothingToDo, await acts.Agree(past.Pair, found.Id, await world.Admin(0)));
        Assert.Equal(PairAnswer.Done, await world.Get<CardPairs>().End((await world.Portal(1)).Id, past.Pair));
        Assert.Equal(LinkAnswer.WrongState, await acts.Agree(past.Pair, found.Id, await world.Admin(1)));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry'"));
    }

    internal static async Task<OldPair> Copied()
    {
        var past = await HistoryJourney.Given(calls: 0, remarks: 1, letters: 0, copied: (both, _, south) => both.South.Remarks(2, south, "запись 0", user: 1));
        Assert.Equal(nameof(Reason.EntryHasCopy), Assert.Single((await past.Previewed()).Counts).Reason);
        return past;
    }

    internal static async Task<IReadOnlyList<CopyRow>> Seen(OldPair past, int who) =>
        await past.World.Get<CopyStore>().Page(past.Pair, who == 0 ? Side.A : Side.B, (await past.World.Portal(who)).Member, 50);

    private static async Task Agreed(OldPair past, long id)
    {
        foreach (var who in new[] { 0, 1 })
        {
            Assert.Equal(LinkAnswer.Done, await past.World.Get<CopyActs>().Agree(past.Pair, id, await past.World.Admin(who)));
        }

        await past.World.AllIsQuiet();
    }
}
