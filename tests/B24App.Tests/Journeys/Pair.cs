using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using B24App.Record;
using Half = B24App.Links.Half;

namespace B24App.Tests.Journeys;

/// <summary>A world with one mirrored task: filed by Пётр (5) at the North, worked on by Ольга (7) at the South.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(World world, long task, long mirror)
    {
        World = world;
        Task = task;
        Mirror = mirror;
    }

    public World World { get; }

    public long Task { get; }

    public long Mirror { get; }

    public PortalHost North => World.North;

    public PortalHost South => World.South;

    public static async Task<Pair> Filed(string preset = "partners", Card north = Card.New, Card south = Card.New, JsonObject? fields = null, Func<Half, Half>? changeA = null, Func<Half, Half>? changeB = null)
    {
        var world = await World.Start(north, south);
        await world.Link(0, 12, 1, 40, preset, changeA, changeB);
        var task = world.North.Files(5, 12, "Replace the printer drum", fields);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(5));
        return new Pair(world, task, Assert.Single(world.South.TasksIn(40)).Id());
    }

    public Task Quiet() => World.AllIsQuiet();

    /// <summary>What is due at once is done; what waits for a doubtful call or a reference still waits.</summary>
    public Task Soon() => World.AllIsQuiet(TimeSpan.FromSeconds(4));

    public JsonObject AtNorth => North.Task(Task);

    public JsonObject AtSouth => South.Task(Mirror);

    public IReadOnlyList<string> NotesAtNorth => Notes(North, Task);

    public IReadOnlyList<string> NotesAtSouth => Notes(South, Mirror);

    /// <summary>Status at the North and at the South.</summary>
    public (string North, string South) Status => (AtNorth.Text("status"), AtSouth.Text("status"));

    public void EditsAtNorth(params (string Name, JsonNode? Value)[] fields) => North.Edits(5, Task, People.Fields(fields));

    public void EditsAtSouth(params (string Name, JsonNode? Value)[] fields) => South.Edits(1, Mirror, People.Fields(fields));

    /// <summary>Somebody looks at both discussions, as a sweep does: the new card tells nobody of edits and deletions.</summary>
    public async Task LookAtTalks(TimeSpan? within = null)
    {
        var north = (await World.Portal(0)).Id;
        var south = (await World.Portal(1)).Id;
        await World.Get<Store.Database>().Write(connection =>
        {
            World.Get<DirtyStore>().Mark(connection, new Hint(north, DirtyKind.Talk, Task, Hint.Anything), "sweep");
            World.Get<DirtyStore>().Mark(connection, new Hint(south, DirtyKind.Talk, Mirror, Hint.Anything), "sweep");
        });
        await (within is { } time ? World.AllIsQuiet(time) : Quiet());
    }

    /// <summary>Tasks and comments of both sides cost no request and change nothing any more.</summary>
    public async Task IsSettled()
    {
        var (north, south) = (Print(North, Task), Print(South, Mirror));
        await Quiet();
        World.Clock.Turn(TimeSpan.FromSeconds(16)); // administrators are told of what was refused
        await Quiet();
        var before = World.Requests();
        World.Clock.Turn(TimeSpan.FromMinutes(2));
        await Quiet();
        Assert.Equal(before, World.Requests());
        Assert.Equal(north, Print(North, Task));
        Assert.Equal(south, Print(South, Mirror));
        Assert.Equal(0, await World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private static string Print(PortalHost host, long task) => host.Task(task).ToJsonString() + string.Join('|', host.Talk(task));

    private static IReadOnlyList<string> Notes(PortalHost host, long task) => [.. host.Talk(task).Where(B24App.Plan.Notes.IsNote)];
}

/// <summary>More of what people do: edits and deletions in a discussion, moving a task, the recycle bin.</summary>
internal static class PeopleMore
{
    public static void Rewrites(this PortalHost host, long user, long task, long item, string text)
    {
        if (host.Chat(task) > 0)
        {
            host.Call(user, "im.message.update", new JsonObject { ["MESSAGE_ID"] = item, ["MESSAGE"] = text });
        }
        else
        {
            // On the page everybody changes his own comment; the REST method wants an administrator.
            lock (host.Portal.Gate)
            {
                CommentActions.Edit(host.Portal, host.Portal.State<CommentBook>().Comments[item], host.Portal.Users[user], text);
            }
        }
    }

    public static void Unsays(this PortalHost host, long user, long task, long item)
    {
        if (host.Chat(task) > 0)
        {
            host.Call(user, "im.message.delete", new JsonObject { ["MESSAGE_ID"] = item });
        }
        else
        {
            host.Call(user, "task.commentitem.delete", new JsonArray(task, item));
        }
    }

    public static void Moves(this PortalHost host, long user, long task, long group) => host.Edits(user, task, People.Fields(("GROUP_ID", group)));

    public static void Deletes(this PortalHost host, long user, long task) => host.Call(user, "tasks.task.delete", new JsonObject { ["taskId"] = task });

    public static void Restores(this PortalHost host, long user, long task)
    {
        lock (host.Portal.Gate)
        {
            Assert.NotNull(TaskActions.Restore(host.Portal, host.Portal.Users[user], task));
        }
    }

    public static void PutsOut(this PortalHost host, long user, long task, long member)
    {
        lock (host.Portal.Gate)
        {
            var chat = host.Portal.State<ChatBoard>().Chats[host.Chat(task)];
            ChatActions.Remove(host.Portal, chat, host.Portal.Users[user], member);
        }
    }

    public static void Gets(this PortalHost host, Func<Switches, Switches> change)
    {
        lock (host.Portal.Gate)
        {
            host.Portal.Switches = change(host.Portal.Switches);
        }
    }

    /// <summary>How often the app called a method.</summary>
    public static int Calls(this PortalHost host, string method) => host.Requests.Lines.Count(line => line.Method == method);
}
