using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Timeline;

namespace B24App.Tests.Timeline;

/// <summary>
/// Cards that are more than a portal answers at once were read from the beginning each time and never to the end: nothing that no event told of was found in them.
/// </summary>
public sealed class TimelineReadingTests
{
    private static readonly DateTimeOffset Moment = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_answered_is_not_asked_again_and_what_was_not_stays_open()
    {
        var reading = new TimelineReading([.. Enumerable.Range(1, 3).Select(id => new CrmRef(2, id))], [], [], Moment, isDeep: false);
        var questions = reading.Questions();
        Assert.Equal(4, questions.Count); // the comments of each card, and one list of activities
        Assert.False(reading.Take([Comments(7), Closed, Closed, Closed]));

        var left = reading.Questions();
        Assert.Equal(questions.Skip(1).Select(Words), left.Select(Words));
        Assert.False(reading.Take([Comments(), Closed, Activities(31)]));
        Assert.Equal(questions.Skip(2).Take(1).Select(Words), reading.Questions().Select(Words));
        Assert.True(reading.Take([Comments(9)]));

        Assert.Empty(reading.Questions());
        Assert.Equal([7L, 9L], reading.Talks.Values.SelectMany(talk => talk.Rows).Select(row => row.Id));
        Assert.Equal([31L], reading.Changed);
        Assert.Equal(Moment, reading.Began);
    }

    [Fact]
    public void A_card_that_may_not_be_read_is_left_out_and_holds_nothing_up()
    {
        var reading = new TimelineReading([new CrmRef(2, 1), new CrmRef(2, 2)], [], [], Moment, isDeep: false);
        Assert.True(reading.Take([new Refusal(RefusalKind.Denied, "ACCESS_DENIED", "Access denied", 403), Comments(5), Activities()]));
        Assert.Empty(reading.Questions());
        Assert.Equal(new CrmRef(2, 2), Assert.Single(reading.Talks).Key);
    }

    private static Outcome Closed { get; } = new Later(Moment.AddSeconds(10), LaterReason.GateClosed);

    private static string Words(Command command) => command.Method + command.Parameters?.ToJsonString();

    private static Answer Comments(params long[] ids) => new(JsonSerializer.SerializeToElement(ids.Select(id => new { ID = id, COMMENT = "word" })), ids.Length, null, Moment);

    private static Answer Activities(params long[] ids) => new(JsonSerializer.SerializeToElement(ids.Select(id => new { ID = id })), ids.Length, null, Moment);
}
