using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;
using B24App.Bitrix24.Groups;
using B24App.Bitrix24.Portals;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Users;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using BoxFault = B24App.EmulatedPortal.Control.Fault;

namespace B24App.Bitrix24.Tests.Emulated;

public class AgainstABoxedPortal
{
    private static readonly string[] Fields = ["ID", "TITLE", "STATUS", "TAGS", "CHAT_ID", "DEADLINE", "XML_ID", "GROUP_ID", "PRIORITY"];

    [Fact]
    public async Task A_task_lives_its_life()
    {
        await using var portal = await ABoxedPortal.Start();

        var added = TaskWire.From((await portal.Ask(TaskCommands.Add(new JsonObject
        {
            ["TITLE"] = "Replace the printer drum",
            ["RESPONSIBLE_ID"] = 5,
            ["GROUP_ID"] = 12,
            ["PRIORITY"] = 2,
            ["XML_ID"] = "x:1",
            ["DEADLINE"] = "2026-12-30T18:00:00+03:00",
            ["TAGS"] = new JsonArray("a", "b"),
        }))).Result)!;
        Assert.Equal(("Replace the printer drum", 2, 12L, "x:1"), (added.Title, added.Status, added.GroupId, added.XmlId));

        await portal.Ask(TaskCommands.Start(added.Id));
        var changed = TaskWire.From((await portal.Ask(TaskCommands.Update(added.Id, new JsonObject { ["TAGS"] = new JsonArray() }))).Result)!;
        Assert.Equal(3, changed.Status);

        var read = TaskWire.From((await portal.Ask(TaskCommands.Get(added.Id, Fields))).Result)!;
        Assert.Empty(read.Tags!);
        Assert.Equal(new DateTimeOffset(2026, 12, 30, 15, 0, 0, TimeSpan.Zero), read.Deadline);

        var listed = await portal.Ask(TaskCommands.List(new JsonObject { ["XML_ID"] = "x:1" }, new JsonObject { ["ID"] = "asc" }, Fields, 0));
        Assert.Equal([added.Id], TaskWire.ListFrom(listed.Result).Select(task => task.Id));

        await portal.Ask(TaskCommands.Delete(added.Id));
        Assert.Null(TaskWire.From((await portal.Ask(TaskCommands.Get(added.Id, Fields))).Result));
    }

    [Fact]
    public async Task Fifty_looks_cost_one_request()
    {
        await using var portal = await ABoxedPortal.Start();

        var outcomes = await portal.Call([.. Enumerable.Range(1, 50).Select(id => TaskCommands.Get(id, Fields))]);

        Assert.Equal(1, TaskWire.From(Assert.IsType<Answer>(outcomes[0]).Result)!.Id);
        Assert.All(outcomes.Skip(1), outcome => Assert.Null(TaskWire.From(Assert.IsType<Answer>(outcome).Result)));
        Assert.Equal(1, portal.Host.Requests.Count);
    }

    [Fact]
    public async Task Comments_of_the_old_card_go_by_position_alone_and_in_a_batch()
    {
        await using var portal = await ABoxedPortal.Start(Card.Old);

        var id = CommentWire.AddedFrom((await portal.Ask(CommentCommands.Add(1, "one & [b]two[/b]"))).Result)!.Value;
        await portal.Ask(CommentCommands.Update(1, id, "edited"));
        var batch = await portal.Call(CommentCommands.Add(1, "second"), CommentCommands.Newer(1, id - 1), CommentCommands.Get(1, id));

        Assert.Equal(["edited", "second"], CommentWire.ListFrom(Assert.IsType<Answer>(batch[1]).Result).Select(comment => comment.Text));
        Assert.Equal("edited", CommentWire.From(Assert.IsType<Answer>(batch[2]).Result)!.Text);
        await portal.Ask(CommentCommands.Delete(1, id));
    }

    [Fact]
    public async Task Messages_of_the_new_card_are_sent_read_edited_and_deleted()
    {
        await using var portal = await ABoxedPortal.Start();
        var task = TaskWire.From((await portal.Ask(TaskCommands.Add(new JsonObject { ["TITLE"] = "T", ["RESPONSIBLE_ID"] = 1 }))).Result)!;
        var chat = task.ChatId ?? MessagePage.ChatFrom((await portal.Ask(ChatCommands.OfTask(task.Id))).Result)!.Value;

        var sent = MessagePage.SentFrom((await portal.Ask(ChatCommands.Send(chat, "$result[c0] is only text"))).Result)!.Value;
        await portal.Ask(ChatCommands.Update(sent, "edited"));

        var page = MessagePage.From((await portal.Ask(ChatCommands.Messages(chat, null, null, 20))).Result);
        Assert.Equal("edited", Assert.Single(page.Messages, message => message.Id == sent).Text);
        Assert.Contains(1, MessagePage.UsersFrom((await portal.Ask(ChatCommands.Users(chat))).Result));
        await portal.Ask(ChatCommands.Delete(sent));
    }

    [Fact]
    public async Task A_text_that_looks_like_a_reference_crosses_a_batch_untouched()
    {
        await using var portal = await ABoxedPortal.Start(Card.Old);

        await portal.Call(TaskCommands.Get(1, Fields), CommentCommands.Add(1, "leak: $result[c0][task][title]"));

        var comments = CommentWire.ListFrom((await portal.Ask(CommentCommands.GetList(1, new JsonObject { ["ID"] = "desc" }, []))).Result);
        Assert.Equal("leak: $result[c0][task][title]", comments[^1].Text);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_and_the_new_one_lasts()
    {
        await using var portal = await ABoxedPortal.Start();
        portal.Host.Install.ExpireTokens();

        await portal.Ask(UserCommands.Profile());
        await portal.Ask(UserCommands.Profile());

        Assert.StartsWith("saved ", Assert.Single(portal.Diary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_dead_for_good_need_a_person()
    {
        await using var portal = await ABoxedPortal.Start();
        portal.Host.Install.ExpireTokens(refreshToo: true);

        Assert.Equal(AccessTrouble.Expired, Assert.IsType<NoAccess>(await portal.Call(UserCommands.Profile())).Trouble);
    }

    [Fact]
    public async Task An_uninstalled_app_has_no_access()
    {
        await using var portal = await ABoxedPortal.Start();
        portal.Host.Install.Uninstall("app.1", clean: true);

        Assert.IsType<NoAccess>(await portal.Call(UserCommands.Profile()));
    }

    [Fact]
    public async Task A_renamed_portal_is_followed_when_the_oauth_host_confirms()
    {
        await using var portal = await ABoxedPortal.Start();
        var domain = await portal.Host.Install.Rename();

        await portal.Ask(TaskCommands.Get(1, Fields));

        Assert.Equal(domain, portal.Store.Pair!.Endpoint.Authority);
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.Junk)]
    [InlineData(FaultKind.HalfAnswer)]
    [InlineData(FaultKind.ErrorAfterWrite)]
    [InlineData(FaultKind.Error)]
    public async Task What_breaks_after_it_left_is_unknown(FaultKind kind)
    {
        await using var portal = await ABoxedPortal.Start();
        portal.Host.Faults.Add(new BoxFault(kind));

        Assert.IsType<Unknown>(await portal.Call(TaskCommands.Start(1)));
    }

    [Fact]
    public async Task A_throttled_portal_is_later()
    {
        await using var portal = await ABoxedPortal.Start();
        portal.Host.Faults.Add(BoxFault.Throttle(1));

        Assert.Equal(LaterReason.RateLimited, Assert.IsType<Later>(await portal.Call(TaskCommands.Start(1))).Reason);
    }

    [Fact]
    public async Task Our_gate_closes_before_the_portals_does()
    {
        await using var portal = await ABoxedPortal.Start();

        for (var i = 0; i < 60; i++)
        {
            Assert.True(await portal.Call(UserCommands.Profile()) is Answer or Later { Reason: LaterReason.GateClosed });
        }

        Assert.Equal(45, portal.Host.Requests.Count);
    }

    [Fact]
    public async Task People_groups_and_the_portal_itself_are_read()
    {
        await using var portal = await ABoxedPortal.Start();

        var outcomes = await portal.Call(
            UserCommands.Get(new JsonObject { ["ACTIVE"] = true }, 0), UserCommands.Current(), UserCommands.Profile(), UserCommands.IsAdmin(),
            GroupCommands.Get(new JsonObject { ["ID"] = 12 }, 0), GroupCommands.Members(12), GroupCommands.MayWithTasks(12, "create_tasks"),
            PortalCommands.AppInfo(), PortalCommands.ServerTime(), PortalCommands.Scopes(), PortalCommands.HasMethod("tasks.task.add"), PortalCommands.EventNames());

        Assert.All(outcomes, outcome => Assert.IsType<Answer>(outcome));
        Assert.Contains(UserWire.ListFrom(((Answer)outcomes[0]).Result), user => user is { Id: 5, Email: not null });
        Assert.True(UserWire.From(((Answer)outcomes[2]).Result)!.IsAdmin);
        Assert.Equal([12L], GroupWire.ListFrom(((Answer)outcomes[4]).Result).Select(group => group.Id));
        Assert.Contains(5, GroupWire.MembersFrom(((Answer)outcomes[5]).Result));
        Assert.True(GroupWire.MayFrom(((Answer)outcomes[6]).Result));
        Assert.NotNull(PortalAppWire.From(((Answer)outcomes[7]).Result));
    }
}
