using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class StageTests
{
    private readonly Desk _desk = new();

    private JsonObject Stages(long group) => (JsonObject)_desk.Result(1, "task.stages.get", $$"""{"entityId":{{group}} }""")!;

    [Fact]
    public void A_group_has_three_columns_from_the_start_and_takes_more()
    {
        Assert.Equal(["Новые", "Выполняются", "Сделаны"], Stages(12).Select(stage => stage.Value!["TITLE"]!.GetValue<string>()));

        var second = Stages(12).ElementAt(1).Key;
        _desk.Result(1, "task.stages.add", $$"""{"fields":{"TITLE":"Ждём","ENTITY_ID":12,"AFTER_ID":{{second}} } }""");

        Assert.Equal(["Новые", "Выполняются", "Ждём", "Сделаны"], Stages(12).OrderBy(stage => int.Parse(stage.Value!["SORT"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)).Select(stage => stage.Value!["TITLE"]!.GetValue<string>()));
        Assert.Equal("G", Stages(12).First().Value!["ENTITY_TYPE"]!.GetValue<string>());
    }

    [Fact]
    public void A_task_moves_between_the_columns_of_its_group_only()
    {
        var task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"GROUP_ID":12}""");
        var (own, foreign) = (Stages(12).Last().Key, Stages(13).Last().Key);

        Assert.True(_desk.Result(1, "task.stages.movetask", $$"""{"id":{{task}},"stageId":{{own}} }""")!.GetValue<bool>());
        Assert.Equal(own, _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{task}},"select":["ID","STAGE_ID"]}""")["stageId"]!.GetValue<string>());
        Assert.Equal("NOT_FOUND", _desk.Refused(1, "task.stages.movetask", $$"""{"id":{{task}},"stageId":{{foreign}} }""").Code);
        Assert.Equal("TASK_NOT_FOUND", _desk.Refused(1, "task.stages.movetask", $$"""{"id":999,"stageId":{{own}} }""").Code);
    }
}
