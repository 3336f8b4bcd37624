using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Files;

namespace B24App.Tests.Journeys;

/// <summary>Every field a task has of its own goes there and back again, on either card, also where both sides edit at once.</summary>
public sealed class RoundTrips
{
    private static readonly (string Name, string[] Values)[] Fields =
    [
        ("TITLE", ["Drum", "Drum and toner", "Drum, second floor"]),
        ("DESCRIPTION", ["[B]Worn[/B]", "[I]Ordered[/I]", "[LIST][*]one[*]two[/LIST]"]),
        ("DEADLINE", ["2026-12-03T10:00:00+03:00", "2026-12-04T11:00:00+03:00", "2026-12-05T12:00:00+03:00"]),
        ("PRIORITY", ["2", "0", "1"]),
        ("TAGS", ["printer", "drum", "toner"]),
        ("PLAN", ["2026-12-01T10:00:00+03:00", "2026-12-02T10:00:00+03:00", "2026-12-03T09:00:00+03:00"]),
    ];

    public static TheoryData<Card, Card> Cards => FileJourney.Cards;

    [Theory, MemberData(nameof(Cards))]
    public async Task Each_field_crosses_both_ways(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        foreach (var (name, values) in Fields)
        {
            pair.EditsAtNorth(Edit(name, values[0]));
            await pair.Quiet();
            Stands(pair, name, values[0]);

            pair.EditsAtSouth(Edit(name, values[1]));
            await pair.Quiet();
            Stands(pair, name, values[1]);
        }

        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule01_edits_of_both_sides_at_once_stand_on_both(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        for (var shift = 0; shift < Fields.Length; shift++)
        {
            var (here, there) = (Fields[shift], Fields[(shift + 1) % Fields.Length]);
            pair.EditsAtNorth(Edit(here.Name, here.Values[shift % 2]));
            pair.EditsAtSouth(Edit(there.Name, there.Values[2]));
            await pair.Quiet();
            Stands(pair, here.Name, here.Values[shift % 2]);
            Stands(pair, there.Name, there.Values[2]);
        }

        Assert.Empty(pair.NotesAtNorth);
        Assert.Empty(pair.NotesAtSouth);
        await pair.IsSettled();
    }

    private static (string, JsonNode?)[] Edit(string name, string value) => name switch
    {
        "TAGS" => [(name, new JsonArray(value))],
        "PLAN" => [("START_DATE_PLAN", value), ("END_DATE_PLAN", Later(value))],
        _ => [(name, value)],
    };

    private static void Stands(Pair pair, string name, string value)
    {
        foreach (var task in new[] { pair.AtNorth, pair.AtSouth })
        {
            switch (name)
            {
                case "TAGS":
                    Assert.Equal([value], task.Tags());
                    break;
                case "PLAN":
                    Assert.Equal((Moment(value), Moment(Later(value))), (Moment(task.Text("startDatePlan")), Moment(task.Text("endDatePlan"))));
                    break;
                case "DEADLINE":
                    Assert.Equal(Moment(value), Moment(task.Text("deadline")));
                    break;
                case "DESCRIPTION":
                    Assert.Equal(value, task.Text("description").Replace("\n", "", StringComparison.Ordinal)[..value.Length]);
                    break;
                default:
                    Assert.Equal(value, task.Text(name.ToLowerInvariant()));
                    break;
            }
        }
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Later(string value) => Moment(value).AddHours(5).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
