using B24App.EmulatedPortal.Kernel;
using B24App.Links;

namespace B24App.Tests.Journeys;

/// <summary>RULES 22: deleted, hidden, back again.</summary>
public sealed class GoneJourney
{
    public static TheoryData<Card> BothCards => StatusJourney.BothCards;

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule22_a_task_deleted_at_its_origin_is_marked_and_kept_even_when_the_partner_edited_it(Card card)
    {
        await using var pair = await Pair.Filed("partners", card, card);
        pair.South.Says(7, pair.Mirror, "on my way");
        await pair.Quiet();
        pair.EditsAtSouth(("TITLE", "The partner's words"));
        pair.North.Deletes(5, pair.Task);
        await pair.Quiet();
        Assert.True(pair.South.Shows(pair.Mirror));
        Assert.Equal("The partner's words", pair.AtSouth.Text("title"));
        Assert.Contains("Север", Assert.Single(pair.NotesAtSouth), StringComparison.Ordinal);

        pair.EditsAtSouth(("TITLE", "Still here"));
        pair.South.Says(7, pair.Mirror, "anybody there?");
        await pair.Quiet();
        Assert.False(pair.North.Shows(pair.Task));
        Assert.DoesNotContain(pair.North.TasksIn(12), task => task.Text("title") == "Still here");
        Assert.Single(pair.NotesAtSouth);
        Assert.DoesNotContain(await pair.World.Journal(1), row => row.Reason == "SeenAgain");
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
    }

    [Fact]
    public async Task Rule22_a_deleted_mirror_is_told_to_the_origin_and_not_created_again()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Deletes(1, pair.Mirror);
        await pair.Quiet();
        Assert.Single(pair.NotesAtNorth);
        pair.EditsAtNorth(("TITLE", "Second title"));
        await pair.Quiet();
        Assert.Empty(pair.South.TasksIn(40));
        Assert.Single(pair.NotesAtNorth);
        Assert.DoesNotContain(await pair.World.Journal(0), row => row.Reason == "SeenAgain");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rule22_a_side_may_choose_to_remove_the_mirror_but_never_an_origin(bool originIsDeleted)
    {
        await using var pair = await Pair.Filed(
            "partners", changeA: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror }, changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        if (originIsDeleted)
        {
            pair.North.Deletes(5, pair.Task);
        }
        else
        {
            pair.South.Deletes(1, pair.Mirror);
        }

        await pair.Quiet();
        Assert.Equal(!originIsDeleted, pair.North.Shows(pair.Task));
        Assert.False(pair.South.Shows(pair.Mirror));
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM dirty"));
    }

    [Fact]
    public async Task Rule22_a_lost_permission_is_not_a_deletion()
    {
        await using var pair = await Pair.Filed("partners");
        Allow(pair, false);
        pair.EditsAtNorth(("TITLE", "Second title"));
        await pair.Quiet();
        Assert.True(pair.North.Shows(pair.Task));
        Assert.Empty(pair.NotesAtNorth);
        Assert.Contains(await pair.World.Journal(1), row => row.Reason == "Unreadable");

        Allow(pair, true);
        pair.EditsAtNorth(("PRIORITY", "2"));
        await pair.Quiet();
        Assert.Equal("Second title", pair.AtSouth.Text("title"));
        Assert.Equal("2", pair.AtSouth.Text("priority"));
        await pair.IsSettled();

        static void Allow(Pair pair, bool allowed)
        {
            lock (pair.South.Portal.Gate)
            {
                // Another administrator stands in, so that people can still act; the relay account loses every right.
                pair.South.Portal.Users[1].IsAdmin = allowed;
                var task = pair.South.Portal.State<EmulatedPortal.Tasks.TaskBoard>().Tasks[pair.Mirror];
                task.CreatedBy = allowed ? 1 : 7;
                var members = pair.South.Portal.State<EmulatedPortal.Groups.GroupBoard>().Groups[40].Members;
                if (allowed)
                {
                    members[1] = 'A';
                }
                else
                {
                    members.Remove(1);
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rule22_a_task_from_the_recycle_bin_is_asked_about_and_not_doubled(bool originIsDeleted)
    {
        await using var pair = await Pair.Filed("partners");
        var (host, user, task, index) = originIsDeleted ? (pair.North, 5L, pair.Task, 0) : (pair.South, 1L, pair.Mirror, 1);
        host.Deletes(user, task);
        await pair.Quiet();
        host.Restores(user, task);
        await pair.Quiet();
        Assert.Contains(await pair.World.Journal(index), row => row.Reason == "SeenAgain");
        Assert.Equal(originIsDeleted ? 1 : 1, pair.South.TasksIn(40).Count);
        Assert.Single(pair.North.TasksIn(12));
        pair.North.Edits(5, pair.Task, People.Fields(("TITLE", "After the bin")));
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        Assert.Single(pair.South.TasksIn(40));
    }
}
