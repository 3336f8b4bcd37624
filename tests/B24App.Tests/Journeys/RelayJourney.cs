using B24App.EmulatedPortal.Chats;
using B24App.Portals;

namespace B24App.Tests.Journeys;

/// <summary>RULES 25-27: the account we write as, its seat in a chat, and an app that goes and comes back.</summary>
public sealed class RelayJourney
{
    [Fact]
    public async Task Rule25_a_relay_account_that_is_lost_makes_the_link_wait_and_nothing_is_lost()
    {
        await using var pair = await Pair.Filed("partners");
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        World.Revoke(pair.South, 1);
        pair.South.Portal.Users[7].IsAdmin = true;
        await pair.World.Opens(pair.South, 7);
        pair.North.Says(5, pair.Task, "while lost");
        pair.EditsAtNorth(("TITLE", "While lost"));
        pair.South.Does(7, pair.Mirror, "start");
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        var portal = await pair.World.Portal(1);
        Assert.Equal((PortalState.Waiting, WaitReason.RelayLost, 1L), (portal.State, portal.Reason, portal.RelayUser));

        await pair.World.Opens(pair.South, 1);
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromMinutes(6));
        await pair.Quiet();
        Assert.Equal("While lost", pair.AtSouth.Text("title"));
        Assert.Equal(("3", "3"), pair.Status);
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule26_the_relay_account_is_never_put_back_into_a_chat_it_was_removed_from()
    {
        await using var pair = await Pair.Filed("support");
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        pair.North.PutsOut(5, pair.Task, 1);
        var roles = pair.North.Calls("tasks.task.update");
        pair.North.Says(5, pair.Task, "without the app");
        await pair.Quiet();
        pair.North.Says(5, pair.Task, "still without it");
        pair.South.Says(7, pair.Mirror, "do you hear me?");
        await pair.Quiet();
        Assert.Equal(roles, pair.North.Calls("tasks.task.update"));
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
        Assert.DoesNotContain(pair.North.Talk(pair.Task), text => text.Contains("hear me", StringComparison.Ordinal));
        Assert.Single(await pair.World.Journal(0), row => row.Reason == "RemovedFromChat");

        // A person lets it in again: what was said meanwhile crosses with the next hint.
        Admits(pair, 1);
        pair.North.Says(5, pair.Task, "welcome back");
        await pair.Quiet();
        Assert.Equal(3 + 2, pair.South.Comments(pair.Mirror).Count);
        pair.South.Says(7, pair.Mirror, "and now?");
        await pair.Quiet();
        Assert.Contains(pair.North.Talk(pair.Task), text => text.Contains("and now?", StringComparison.Ordinal));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule26_a_role_that_does_not_open_the_chat_is_taken_once_and_the_discussion_holds()
    {
        await using var pair = await Pair.Filed("support");
        pair.North.Gets(switches => switches with { TaskRoleJoinsChat = false });
        pair.North.Says(5, pair.Task, "first");
        await pair.Quiet();
        pair.North.Says(5, pair.Task, "second");
        await pair.Quiet();
        Assert.Equal(2, pair.North.Calls("tasks.task.update")); // our lines in the description, and the role
        Assert.Empty(pair.South.Comments(pair.Mirror));
        Assert.Single(await pair.World.Journal(0), row => row.Reason == "NotInChat");

        Admits(pair, 1);
        pair.North.Says(5, pair.Task, "third");
        await pair.Quiet();
        Assert.Equal(3, pair.South.Comments(pair.Mirror).Count);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule26_hidden_history_is_said_in_one_note()
    {
        await using var pair = await Pair.Filed("support");
        pair.North.Gets(switches => switches with { JoinSeesHistory = false });
        pair.North.Says(5, pair.Task, "hidden from the app");
        await pair.Quiet();
        Assert.Empty(pair.South.Comments(pair.Mirror));
        Assert.Single(pair.NotesAtNorth);
        pair.North.Says(5, pair.Task, "seen by the app");
        await pair.Quiet();
        pair.North.Says(5, pair.Task, "seen too");
        await pair.Quiet();
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
        Assert.Single(pair.NotesAtNorth);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule27_mirrors_are_equal_again_after_an_uninstall_a_reinstall_by_other_staff_and_continue()
    {
        await using var pair = await Pair.Filed("partners");
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        await pair.World.Uninstall(pair.South, clean: false);
        pair.EditsAtNorth(("TITLE", "While away"));
        pair.North.Says(5, pair.Task, "while away");
        pair.South.Does(7, pair.Mirror, "start");
        await pair.Quiet();

        pair.South.Portal.Users[9].IsAdmin = true;
        await pair.World.Install(pair.South, 9);
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        Assert.True(await pair.World.Get<PortalStore>().Continue((await pair.World.Portal(1)).Id, 9));
        await pair.Quiet();

        Assert.Equal("While away", pair.AtSouth.Text("title"));
        Assert.Equal(("3", "3"), pair.Status);
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
        pair.South.Says(7, pair.Mirror, "all well");
        await pair.Quiet();
        Assert.Equal(3, pair.North.Comments(pair.Task).Count);
        Assert.Single(pair.South.TasksIn(40));
        await pair.IsSettled();
    }

    private static void Admits(Pair pair, long user)
    {
        lock (pair.North.Portal.Gate)
        {
            ChatActions.Add(pair.North.Portal, pair.North.Portal.State<ChatBoard>().Chats[pair.North.Chat(pair.Task)], pair.North.Portal.Users[5], [user], seesHistory: true);
        }
    }
}
