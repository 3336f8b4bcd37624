using System.Collections.Immutable;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using B24App.Plan.Custom;
using B24App.Tests.Journeys;
using Half = B24App.Links.Half;

namespace B24App.Tests.Parts;

public class CustomJourney
{
    private static readonly (string Title, string Type, CustomType As, bool Many)[] Fields =
    [
        ("Serial", "string", CustomType.Text, false),
        ("Pages", "double", CustomType.Number, false),
        ("Bought", "datetime", CustomType.Moment, false),
        ("Warranty", "boolean", CustomType.Flag, false),
        ("Model", "enumeration", CustomType.Choice, false),
        ("Parts", "enumeration", CustomType.Choice, true),
    ];

    // Other names and other numbers of choices on each portal, and one choice that only the North has.
    private static void Make(PortalHost host, string prefix, long first, params string[] choices)
    {
        lock (host.Portal.Gate)
        {
            foreach (var (title, type, _, many) in Fields)
            {
                var field = new TaskUserField { Id = first++, FieldName = $"UF_AUTO_{prefix}{title.ToUpperInvariant()}", UserTypeId = type, Multiple = many };
                field.Labels["ru"] = title;
                foreach (var choice in choices.Where(_ => type == "enumeration"))
                {
                    field.Options.Add((first * 10) + field.Options.Count, choice);
                }

                host.Portal.State<TaskBoard>().UserFields.Add(field);
            }
        }
    }

    private static Half With(Half half, string prefix) => half with
    {
        CustomFields = [.. Fields.Select(field => new CustomField($"UF_AUTO_{prefix}{field.Title.ToUpperInvariant()}", field.Title, field.As, field.Many))],
    };

    private static async Task<Pair> Filed(Card north = Card.New, Card south = Card.New, Func<Half, Half>? changeB = null)
    {
        var pair = await Pair.Filed(north: north, south: south, changeA: half => With(half, "N"), changeB: half => (changeB ?? (each => each))(With(half, "S")));
        Make(pair.North, "N", 100, "Laser", "Ink", "Matrix");
        Make(pair.South, "S", 300, "ink", "laser");
        return pair;
    }

    private static string Number(PortalHost host, string name, string choice)
    {
        lock (host.Portal.Gate)
        {
            return host.Portal.State<TaskBoard>().UserFields.Single(field => field.FieldName == name).Options.Single(option => option.Value == choice).Key.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static string Value(PortalHost host, long task, string name)
    {
        lock (host.Portal.Gate)
        {
            return host.Portal.State<TaskBoard>().Tasks[task].CustomFields.GetValueOrDefault(name) switch
            {
                JsonArray list => string.Join(',', list.Select(item => item!.ToString())),
                { } value => value.ToString(),
                null => "",
            };
        }
    }

    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.New)]
    [InlineData(Card.New, Card.Old)]
    public async Task Every_type_crosses_both_ways_under_the_name_of_each_portal(Card north, Card south)
    {
        await using var pair = await Filed(north, south);
        pair.EditsAtNorth(
            ("UF_AUTO_NSERIAL", "AB 12\nsecond line"), ("UF_AUTO_NPAGES", "120.50"), ("UF_AUTO_NBOUGHT", "2026-05-12T10:30:00+03:00"), ("UF_AUTO_NWARRANTY", "1"),
            ("UF_AUTO_NMODEL", Number(pair.North, "UF_AUTO_NMODEL", "Laser")),
            ("UF_AUTO_NPARTS", new JsonArray(Number(pair.North, "UF_AUTO_NPARTS", "Laser"), Number(pair.North, "UF_AUTO_NPARTS", "Ink"))));
        await pair.Quiet();

        Assert.Equal("AB 12\nsecond line", Value(pair.South, pair.Mirror, "UF_AUTO_SSERIAL"));
        Assert.Equal("120.5", Value(pair.South, pair.Mirror, "UF_AUTO_SPAGES"));
        Assert.Equal(new DateTimeOffset(2026, 5, 12, 7, 30, 0, TimeSpan.Zero), DateTimeOffset.Parse(Value(pair.South, pair.Mirror, "UF_AUTO_SBOUGHT"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("1", Value(pair.South, pair.Mirror, "UF_AUTO_SWARRANTY"));
        Assert.Equal(Number(pair.South, "UF_AUTO_SMODEL", "laser"), Value(pair.South, pair.Mirror, "UF_AUTO_SMODEL"));
        Assert.Equal(2, Value(pair.South, pair.Mirror, "UF_AUTO_SPARTS").Split(',').Length);

        pair.EditsAtSouth(("UF_AUTO_SSERIAL", ""), ("UF_AUTO_SWARRANTY", "0"), ("UF_AUTO_SMODEL", Number(pair.South, "UF_AUTO_SMODEL", "ink")), ("UF_AUTO_SPARTS", new JsonArray()));
        await pair.Quiet();

        Assert.Equal("", Value(pair.North, pair.Task, "UF_AUTO_NSERIAL"));
        Assert.Equal("0", Value(pair.North, pair.Task, "UF_AUTO_NWARRANTY"));
        Assert.Equal(Number(pair.North, "UF_AUTO_NMODEL", "Ink"), Value(pair.North, pair.Task, "UF_AUTO_NMODEL"));
        Assert.Equal("", Value(pair.North, pair.Task, "UF_AUTO_NPARTS"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_new_mirror_has_them_at_once()
    {
        await using var pair = await Filed();
        var task = pair.North.Files(5, 12, "Second", Journeys.People.Fields(("UF_AUTO_NSERIAL", "S-1"), ("UF_AUTO_NMODEL", Number(pair.North, "UF_AUTO_NMODEL", "Ink"))));
        await pair.Quiet();

        var mirror = pair.South.TasksIn(40).Select(row => row.Id()).Single(id => id != pair.Mirror);
        Assert.Equal("S-1", Value(pair.South, mirror, "UF_AUTO_SSERIAL"));
        Assert.Equal(Number(pair.South, "UF_AUTO_SMODEL", "ink"), Value(pair.South, mirror, "UF_AUTO_SMODEL"));
        Assert.Equal("S-1", Value(pair.North, task, "UF_AUTO_NSERIAL"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule1_different_fields_changed_on_both_sides_at_once_lose_nothing_and_of_one_field_the_origins_value_stays()
    {
        await using var pair = await Filed();
        pair.EditsAtNorth(("UF_AUTO_NSERIAL", "one"), ("UF_AUTO_NPAGES", "1"));
        await pair.Quiet();

        pair.EditsAtNorth(("UF_AUTO_NSERIAL", "north"), ("UF_AUTO_NWARRANTY", "1"));
        pair.EditsAtSouth(("UF_AUTO_SSERIAL", "south"), ("UF_AUTO_SPAGES", "2"));
        await pair.Quiet();

        Assert.Equal(("north", "2", "1"), (Value(pair.North, pair.Task, "UF_AUTO_NSERIAL"), Value(pair.North, pair.Task, "UF_AUTO_NPAGES"), Value(pair.North, pair.Task, "UF_AUTO_NWARRANTY")));
        Assert.Equal(("north", "2", "1"), (Value(pair.South, pair.Mirror, "UF_AUTO_SSERIAL"), Value(pair.South, pair.Mirror, "UF_AUTO_SPAGES"), Value(pair.South, pair.Mirror, "UF_AUTO_SWARRANTY")));
        Assert.Contains(pair.NotesAtSouth, note => note.Contains("south", StringComparison.Ordinal));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_choice_that_the_other_portal_does_not_have_stays_and_the_rest_crosses()
    {
        await using var pair = await Filed();
        pair.EditsAtNorth(("UF_AUTO_NMODEL", Number(pair.North, "UF_AUTO_NMODEL", "Matrix")), ("UF_AUTO_NSERIAL", "one"));
        await pair.Quiet();

        Assert.Equal("", Value(pair.South, pair.Mirror, "UF_AUTO_SMODEL"));
        Assert.Equal("one", Value(pair.South, pair.Mirror, "UF_AUTO_SSERIAL"));
        Assert.Equal(Number(pair.North, "UF_AUTO_NMODEL", "Matrix"), Value(pair.North, pair.Task, "UF_AUTO_NMODEL"));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    public async Task Rule15_a_lost_answer_loses_no_value(FaultKind kind)
    {
        await using var pair = await Filed();
        pair.South.Faults.Add(new Fault(kind) { Method = "tasks.task.update" });
        pair.EditsAtNorth(("UF_AUTO_NSERIAL", "one"));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Equal("one", Value(pair.South, pair.Mirror, "UF_AUTO_SSERIAL"));
    }

    [Fact]
    public async Task Rule5_what_the_partner_did_not_name_does_not_leave()
    {
        await using var pair = await Filed(changeB: half => half with { CustomFields = [.. half.CustomFields.Where(field => field.Title != "Serial")] });
        pair.EditsAtNorth(("UF_AUTO_NSERIAL", "secret"), ("UF_AUTO_NPAGES", "7"));
        await pair.Quiet();

        Assert.Equal("", Value(pair.South, pair.Mirror, "UF_AUTO_SSERIAL"));
        Assert.Equal("7", Value(pair.South, pair.Mirror, "UF_AUTO_SPAGES"));
    }

    [Theory]
    [InlineData(CustomType.Number, "120.500", "120.5")]
    [InlineData(CustomType.Number, "1e3", "1000")]
    [InlineData(CustomType.Number, "-0", "0")]
    [InlineData(CustomType.Number, "n/a", "n/a")]
    [InlineData(CustomType.Flag, "", "N")]
    [InlineData(CustomType.Flag, "0", "N")]
    [InlineData(CustomType.Flag, "1", "Y")]
    [InlineData(CustomType.Text, "  a \n b ", "a b")]
    [InlineData(CustomType.Moment, "2026-05-12T10:30:45+03:00", "2026-05-12T07:30Z")]
    [InlineData(CustomType.Choice, "7", "Laser")]
    [InlineData(CustomType.Choice, "8", "")]
    public void A_value_has_one_form_whatever_a_portal_writes(CustomType type, string shown, string neutral) =>
        Assert.Equal(neutral, CustomText.Neutral(type, [shown], new Dictionary<string, string> { ["7"] = " Laser " }));

    [Fact]
    public void Only_fields_of_one_name_and_type_are_one_field()
    {
        ImmutableArray<CustomField> a = [new("UF_1", "Serial", CustomType.Text, false), new("UF_2", "Pages", CustomType.Number, false), new("UF_3", "x", CustomType.Text, true), new("UF_4", " ", CustomType.Text, false)];
        ImmutableArray<CustomField> b = [new("UF_9", " serial ", CustomType.Text, false), new("UF_8", "Pages", CustomType.Text, false), new("UF_7", "x", CustomType.Text, false), new("UF_6", "", CustomType.Text, false)];

        var pair = Assert.Single(CustomPair.Of(a, b));
        Assert.Equal(("UF_1", "UF_9"), (pair.A.Name, pair.B.Name));
    }
}
