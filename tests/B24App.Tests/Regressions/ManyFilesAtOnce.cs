using System.Text.Json.Nodes;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A few files are carried side by side, further ones wait for their turn. Flows that begin together leave together, and those that waited
/// for their turn had not asked a portal yet: everybody waited for them, also the files they waited for, and nothing left any more, for any
/// portal. And those that were put off for want of a free request came back at the next one, took it from one another and began anew each
/// time (found by a benchmark of fifty files).
/// </summary>
public sealed class ManyFilesAtOnce
{
    [Fact(Timeout = 120_000)]
    public async Task Rule29_files_of_many_tasks_do_not_wait_for_each_other()
    {
        await using var world = await World.TwoLinkedPortals();
        for (var i = 0; i < 9; i++)
        {
            var file = world.North.Puts(5, $"{i}.txt", FilePeople.Bytes(100, i));
            world.North.Files(5, 12, $"Task {i}", People.Fields(("UF_TASK_WEBDAV_FILES", new JsonArray($"n{file.Id}"))));
        }

        await world.AllIsQuiet(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
        Assert.Equal(Enumerable.Range(0, 9).Select(i => FilePeople.Line($"{i}.txt", FilePeople.Bytes(100, i))), world.South.TasksIn(40).SelectMany(task => world.South.FilesOf(task.Id())).Order(StringComparer.Ordinal));
    }
}
