using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Hosting;
using B24App.Plan;
using B24App.Tests.Carry;

namespace B24App.Tests.Timeline;

/// <summary>To-dos, chats and forms of a paired deal: each becomes the best the partner's portal can hold.</summary>
public sealed class KindsJourney
{
    [Fact]
    public async Task A_to_do_becomes_a_to_do_follows_and_is_closed()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var due = world.Clock.GetUtcNow().AddDays(2);
        var todo = ToDo(world.North, pair.North, "Позвонить", "Спросить про оплату", due);
        await world.AllIsQuiet();
        var copy = Assert.Single(world.South.Entries(2, pair.South));
        Assert.Equal(("CRM_TODO", "Позвонить", false, "b24app"), (copy.ProviderId, copy.Subject, copy.IsCompleted, copy.OriginatorId));
        Assert.True((due - copy.Deadline).Duration() < TimeSpan.FromMinutes(1));
        Assert.Contains("(Север)", copy.Description, StringComparison.Ordinal);
        Assert.EndsWith("Спросить про оплату", copy.Description, StringComparison.Ordinal);

        world.North.Call(5, "crm.activity.todo.update", new JsonObject { ["id"] = todo, ["ownerTypeId"] = 2, ["ownerId"] = pair.North, ["deadline"] = Moment(due.AddDays(1)), ["title"] = "Написать", ["description"] = "Спросить про оплату" });
        await world.AllIsQuiet();
        copy = Assert.Single(world.South.Entries(2, pair.South));
        Assert.Equal("Написать", copy.Subject);
        Assert.True((due.AddDays(1) - copy.Deadline).Duration() < TimeSpan.FromMinutes(1));

        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = todo, ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
        await world.AllIsQuiet();
        Assert.True(Assert.Single(world.South.Entries(2, pair.South)).IsCompleted);
        Assert.Single(world.North.Entries(2, pair.North));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
    }

    [Fact]
    public async Task A_to_do_that_is_done_crosses_as_done()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var todo = ToDo(world.North, pair.North, "Позвонить", "", world.Clock.GetUtcNow().AddDays(-1));
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = todo, ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
        await world.AllIsQuiet();
        Assert.True(Assert.Single(world.South.Entries(2, pair.South)).IsCompleted);
    }

    [Fact]
    public async Task A_to_do_that_was_closed_there_still_takes_new_words()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var due = world.Clock.GetUtcNow().AddDays(2);
        var todo = ToDo(world.North, pair.North, "Позвонить", "старое", due);
        await world.AllIsQuiet();
        world.South.Call(1, "crm.activity.update", new JsonObject { ["id"] = Assert.Single(world.South.Entries(2, pair.South)).Id, ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
        world.North.Call(5, "crm.activity.todo.update", new JsonObject { ["id"] = todo, ["ownerTypeId"] = 2, ["ownerId"] = pair.North, ["deadline"] = Moment(due), ["description"] = "новое" });
        await world.AllIsQuiet();
        var copy = Assert.Single(world.South.Entries(2, pair.South));
        Assert.EndsWith("новое", copy.Description, StringComparison.Ordinal);
        Assert.True(copy.IsCompleted);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
    }

    public static TheoryData<FaultKind> Doubts => [FaultKind.AnswerLost, FaultKind.Cut, FaultKind.Junk, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Error];

    [Theory, MemberData(nameof(Doubts))]
    public async Task Rule15_whatever_becomes_of_an_answer_a_to_do_stands_there_once(FaultKind fault)
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        foreach (var method in new[] { "crm.activity.todo.add", "crm.activity.update" })
        {
            world.South.Faults.Add(new Fault(fault) { Method = method });
        }

        ToDo(world.North, pair.North, "Позвонить", "раз", world.Clock.GetUtcNow().AddDays(1));
        ToDo(world.North, pair.North, "Позвонить", "раз", world.Clock.GetUtcNow().AddDays(1));
        await world.AllIsQuiet();
        Assert.Equal(["b24app", "b24app"], world.South.Entries(2, pair.South).Select(entry => entry.OriginatorId));
        Assert.Equal(2, world.North.Entries(2, pair.North).Count);
    }

    [Fact]
    public async Task A_form_and_a_chat_are_told_of_with_who_when_and_what()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        Given(world.North, pair.North, "CRM_WEBFORM", "Заявка с сайта", "<b>Имя</b>: Анна<br>Телефон: 123");
        Given(world.North, pair.North, "IMOPENLINES_SESSION", "Чат с клиентом", "");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Entries(2, pair.South));
        var remarks = world.South.Remarks(2, pair.South);
        Assert.Equal(2, remarks.Count);
        Assert.All(remarks, text => Assert.Contains("(Север)", text, StringComparison.Ordinal));
        Assert.EndsWith("Заявка с сайта\nИмя: Анна\nТелефон: 123", remarks[0], StringComparison.Ordinal);
        Assert.EndsWith("Чат с клиентом", remarks[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule5_none_of_them_crosses_where_one_contract_does_not_name_it()
    {
        Field[] kinds = [Field.ToDos, Field.Chats, Field.Forms];
        await using var pair = await TimelineWorld.Paired(changeA: half => half with { SendsFields = half.SendsFields.Except(kinds) });
        var world = pair.World;
        var before = world.Requests(1);
        ToDo(world.North, pair.North, "Позвонить", "", world.Clock.GetUtcNow().AddDays(1));
        Given(world.North, pair.North, "CRM_WEBFORM", "Заявка", "имя");
        Given(world.North, pair.North, "IMOPENLINES_SESSION", "Чат", "");
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests(1));
        Assert.Empty(world.South.Entries(2, pair.South));
        Assert.Equal(3, await world.Scalar($"SELECT count(*) FROM skip WHERE reason = '{nameof(Reason.EntryNotInContract)}'"));
    }

    private static long ToDo(PortalHost host, long deal, string title, string text, DateTimeOffset due) => host.Call(5, "crm.activity.todo.add", new JsonObject
    {
        ["ownerTypeId"] = 2,
        ["ownerId"] = deal,
        ["deadline"] = Moment(due),
        ["title"] = title,
        ["description"] = text,
    })!["id"]!.GetValue<long>();

    private static void Given(PortalHost host, long deal, string provider, string subject, string text)
    {
        lock (host.Portal.Gate)
        {
            ActivityActions.Add(host.Portal, host.Portal.Users[5], new CrmKey(2, deal), provider, 6, activity =>
            {
                activity.Subject = subject;
                activity.Description = text;
                activity.DescriptionType = text.Contains('<', StringComparison.Ordinal) ? 3 : 1;
            });
        }
    }

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture);
}
