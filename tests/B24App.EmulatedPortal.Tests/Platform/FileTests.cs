using System.Text;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Platform;

public class FileTests
{
    private static async Task<(TestBox Box, string Token)> Start(Card card = Card.New)
    {
        var box = await TestBox.Start();
        box.Host.Portal.Switches = box.Host.Portal.Switches with { Card = card };
        var token = box.Token();
        box.Host.Portal.Apps[TestBox.ClientId].Scopes.UnionWith(["disk", "im"]);
        return (box, token);
    }

    private static async Task<JsonNode> Ask(TestBox box, string token, string method, string json) =>
        (await box.Post($"/rest/{method}?auth={token}", json)).Body["result"]!;

    private static async Task<string> Root(TestBox box, string token) =>
        (await Ask(box, token, "disk.storage.getList", """{"filter":{"ENTITY_TYPE":"user","ENTITY_ID":1}}"""))[0]!["ROOT_OBJECT_ID"]!.GetValue<string>();

    private static async Task<HttpResponseMessage> Upload(string url, string name, byte[] bytes)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await http.PostAsync(url, form);
    }

    [Fact]
    public async Task A_file_goes_up_by_its_address_and_comes_down_the_same()
    {
        var (box, token) = await Start();
        await using var _ = box;
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);
        var place = await Ask(box, token, "disk.folder.uploadFile", $$"""{"id":{{await Root(box, token)}},"generateUniqueName":true}""");
        Assert.Equal("file", place["field"]!.GetValue<string>());

        using var sent = await Upload(place["uploadUrl"]!.GetValue<string>(), "снимок.png", bytes);
        var file = JsonNode.Parse(await sent.Content.ReadAsStringAsync())!["result"]!;
        Assert.Equal(("снимок.png", "3000000"), (file["NAME"]!.GetValue<string>(), file["SIZE"]!.GetValue<string>()));

        var shown = await Ask(box, token, "disk.file.get", $$"""{"id":{{file["ID"]}} }""");
        using var got = await box.Fetch(shown["DOWNLOAD_URL"]!.GetValue<string>());
        Assert.Equal(bytes, await got.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number_or_is_refused()
    {
        var (box, token) = await Start();
        await using var _ = box;
        var root = await Root(box, token);
        string Call(bool unique) => $$"""{"id":{{root}},"data":{"NAME":"a.txt"},"fileContent":["a.txt","aGVsbG8="],"generateUniqueName":{{(unique ? "true" : "false")}} }""";
        await Ask(box, token, "disk.folder.uploadFile", Call(true));

        Assert.Equal("a (1).txt", (await Ask(box, token, "disk.folder.uploadFile", Call(true)))["NAME"]!.GetValue<string>());
        Assert.Equal("DISK_OBJ_22000", (await box.Post($"/rest/disk.folder.uploadFile?auth={token}", Call(false))).Body["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Files_of_a_task_are_replaced_as_a_whole_and_detaching_deletes_nothing()
    {
        var (box, token) = await Start();
        await using var _ = box;
        var (portal, anna) = (box.Host.Portal, box.Host.Portal.Users[1]);
        var (one, two) = (DiskActions.Upload(portal, anna, "1.txt", FileBytes.Of([1])), DiskActions.Upload(portal, anna, "2.txt", FileBytes.Of([2])));
        var task = await Ask(box, token, "tasks.task.add", $$"""{"fields":{"TITLE":"t","RESPONSIBLE_ID":1,"UF_TASK_WEBDAV_FILES":["n{{one.Id}}"]} }""");
        var id = task["task"]!["id"]!.GetValue<string>();
        var first = await Files();

        await Ask(box, token, "tasks.task.update", $$"""{"taskId":{{id}},"fields":{"UF_TASK_WEBDAV_FILES":[{{first[0]}},"n{{two.Id}}"]} }""");
        var both = await Files();
        Assert.Equal(first[0], both[0]);
        Assert.Equal(2, both.Count);

        await Ask(box, token, "tasks.task.update", $$"""{"taskId":{{id}},"fields":{"UF_TASK_WEBDAV_FILES":[]} }""");
        Assert.Empty(await Files());
        Assert.Equal("1.txt", (await Ask(box, token, "disk.file.get", $$"""{"id":{{one.Id}} }"""))["NAME"]!.GetValue<string>());

        async Task<IReadOnlyList<long>> Files() =>
            (await Ask(box, token, "tasks.task.get", $$"""{"taskId":{{id}},"select":["ID","UF_TASK_WEBDAV_FILES"]}"""))["task"]!["ufTaskWebdavFiles"] is JsonArray list ? [.. list.Select(Php.AsId).OfType<long>()] : [];
    }

    [Fact]
    public async Task An_attachment_opens_to_the_readers_of_its_task_the_drive_object_does_not()
    {
        var (box, _) = await Start();
        await using var __ = box;
        var portal = box.Host.Portal;
        var file = DiskActions.Upload(portal, portal.Users[1], "a.txt", FileBytes.Of("hello"u8.ToArray()));
        var task = TaskActions.Add(portal, portal.Users[1], new JsonObject { ["TITLE"] = "t", ["RESPONSIBLE_ID"] = 5 });
        var attachment = DiskActions.AttachToTask(portal, portal.Users[1], task, file)[0];
        var igor = box.Token(5);

        var shown = await Ask(box, igor, "disk.attachedObject.get", $$"""{"id":{{attachment}} }""");
        using var got = await box.Fetch(shown["DOWNLOAD_URL"]!.GetValue<string>());
        Assert.Equal("hello", await got.Content.ReadAsStringAsync());
        Assert.Equal("ACCESS_DENIED", (await box.Post($"/rest/disk.file.get?auth={igor}", $$"""{"id":{{file.Id}} }""")).Body["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_address_that_has_ended_answers_with_a_page_that_wants_a_login()
    {
        var (box, token) = await Start();
        await using var _ = box;
        var portal = box.Host.Portal;
        var task = TaskActions.Add(portal, portal.Users[1], new JsonObject { ["TITLE"] = "t", ["RESPONSIBLE_ID"] = 1 });
        var attachment = DiskActions.AttachToTask(portal, portal.Users[1], task, DiskActions.Upload(portal, portal.Users[1], "a.txt", FileBytes.Of([1])))[0];
        var url = (await Ask(box, token, "disk.attachedObject.get", $$"""{"id":{{attachment}} }"""))["DOWNLOAD_URL"]!.GetValue<string>();

        box.Clock.Advance(TimeSpan.FromHours(2));

        using var got = await box.Fetch(url);
        Assert.Equal("text/html", got.Content.Headers.ContentType!.MediaType);
        Assert.True(got.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Faults_cut_a_download_in_the_middle_and_lose_the_answer_of_an_upload()
    {
        var (box, token) = await Start();
        await using var _ = box;
        var file = DiskActions.Upload(box.Host.Portal, box.Host.Portal.Users[1], "a.bin", FileBytes.Of(new byte[500_000]));
        var url = (await Ask(box, token, "disk.file.get", $$"""{"id":{{file.Id}} }"""))["DOWNLOAD_URL"]!.GetValue<string>();
        box.Host.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = "download" });
        await Assert.ThrowsAnyAsync<Exception>(async () => await (await box.Fetch(url)).Content.ReadAsByteArrayAsync());

        var place = await Ask(box, token, "disk.folder.uploadFile", $$"""{"id":{{await Root(box, token)}},"generateUniqueName":true}""");
        box.Host.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "upload" });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Upload(place["uploadUrl"]!.GetValue<string>(), "lost.bin", [1, 2, 3]));
        Assert.Contains(box.Host.Portal.State<DiskBoard>().Objects.Values, stored => stored.Name == "lost.bin");
    }

    [Fact]
    public async Task A_comment_of_the_old_card_carries_files_and_an_edit_replaces_them()
    {
        var (box, token) = await Start(Card.Old);
        await using var _ = box;
        var portal = box.Host.Portal;
        var (one, two) = (DiskActions.Upload(portal, portal.Users[1], "1.txt", FileBytes.Of([1])), DiskActions.Upload(portal, portal.Users[1], "2.txt", FileBytes.Of([2])));
        var task = TaskActions.Add(portal, portal.Users[1], new JsonObject { ["TITLE"] = "t", ["RESPONSIBLE_ID"] = 1 });
        var comment = await Ask(box, token, "task.commentitem.add", $$"""[{{task.Id}},{"POST_MESSAGE":"see","UF_FORUM_MESSAGE_DOC":["n{{one.Id}}"]}]""");

        await Ask(box, token, "task.commentitem.update", $$"""[{{task.Id}},{{comment}},{"POST_MESSAGE":"see","UF_FORUM_MESSAGE_DOC":["n{{two.Id}}"]}]""");

        var shown = (await Ask(box, token, "task.commentitem.get", $$"""[{{task.Id}},{{comment}}]"""))["ATTACHED_OBJECTS"]!.AsObject();
        var row = Assert.Single(shown).Value!;
        Assert.Equal(("2.txt", Php.Text(two.Id)), (row["NAME"]!.GetValue<string>(), row["FILE_ID"]!.GetValue<string>()));
        Assert.Equal("File not found.<br>", (await box.Post($"/rest/task.commentitem.add?auth={token}", $$"""[{{task.Id}},{"POST_MESSAGE":"x","UF_FORUM_MESSAGE_DOC":["n999"]}]""")).Body["error_description"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_chat_message_carries_a_copy_of_a_file_of_the_drive()
    {
        var (box, token) = await Start();
        await using var _ = box;
        var portal = box.Host.Portal;
        var file = DiskActions.Upload(portal, portal.Users[1], "a.txt", FileBytes.Of(Encoding.UTF8.GetBytes("hello")));
        var task = TaskActions.Add(portal, portal.Users[1], new JsonObject { ["TITLE"] = "t", ["RESPONSIBLE_ID"] = 1 });

        var sent = await Ask(box, token, "im.disk.file.commit", $$"""{"CHAT_ID":{{task.ChatId}},"FILE_ID":[{{file.Id}}],"MESSAGE":"see"}""");

        var page = await Ask(box, token, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{task.ChatId}}"}""");
        var message = page["messages"]!.AsArray().Single(row => row!["id"]!.GetValue<long>() == sent["MESSAGE_ID"]!.GetValue<long>())!;
        var copy = message["params"]!["FILE_ID"]![0]!.GetValue<long>();
        Assert.NotEqual(file.Id, copy);
        Assert.Equal(("see", "a.txt"), (message["text"]!.GetValue<string>(), page["files"]!.AsArray().Single(row => row!["id"]!.GetValue<long>() == copy)!["name"]!.GetValue<string>()));

        var url = (await Ask(box, token, "im.v2.File.download", $$"""{"dialogId":"chat{{task.ChatId}}","fileId":{{copy}} }"""))["downloadUrl"]!.GetValue<string>();
        using var got = await box.Fetch(url);
        Assert.Equal("hello", await got.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("see", false)]
    [InlineData("", true)]
    public async Task A_file_that_is_taken_out_of_a_chat_leaves_its_message_and_a_message_of_nothing_else_with_it(string text, bool deleted)
    {
        var (box, token) = await Start();
        await using var _ = box;
        var portal = box.Host.Portal;
        var file = DiskActions.Upload(portal, portal.Users[1], "a.txt", FileBytes.Of(Encoding.UTF8.GetBytes("hello")));
        var task = TaskActions.Add(portal, portal.Users[1], new JsonObject { ["TITLE"] = "t", ["RESPONSIBLE_ID"] = 1 });
        var sent = await Ask(box, token, "im.disk.file.commit", $$"""{"CHAT_ID":{{task.ChatId}},"FILE_ID":[{{file.Id}}],"MESSAGE":"{{text}}"}""");

        Assert.False((await Ask(box, token, "im.disk.file.delete", $$"""{"CHAT_ID":{{task.ChatId}},"FILE_ID":999}""")).GetValue<bool>());
        Assert.True((await Ask(box, token, "im.disk.file.delete", $$"""{"CHAT_ID":{{task.ChatId}},"FILE_ID":{{sent["DISK_ID"]![0]}} }""")).GetValue<bool>());

        var message = portal.State<ChatBoard>().Chats[task.ChatId!.Value].Messages[sent["MESSAGE_ID"]!.GetValue<long>()];
        Assert.Empty(message.Files);
        Assert.Equal(deleted, message.IsDeleted);
    }
}
