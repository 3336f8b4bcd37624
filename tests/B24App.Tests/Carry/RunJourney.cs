using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Control;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>What existed before a rule comes over on request, once, and can be taken back.</summary>
public sealed class RunJourney
{
    private const int Contacts = 60;

    [Fact]
    public async Task A_preview_counts_the_facts_and_writes_nothing()
    {
        await using var past = await Past.Start(CarryWorld.ContactRule with { Outlives = false });
        var company = past.World.North.Company("Другая");
        var contact = past.World.North.Contact("Пётр", company);
        var call = past.World.North.Calls(3, contact);
        past.World.North.Call(1, "crm.activity.binding.add", new JsonObject { ["activityId"] = call, ["entityTypeId"] = 4, ["entityId"] = company });

        var run = await past.Preview();
        var counts = await past.Counts(run);

        Assert.Equal(RunState.Ready, (await past.Run(run)).State);
        Assert.Equal((past.All + 1, past.Untied), (counts.Sources, counts.Untied));
        Assert.Equal(past.Eligible, counts.Carried);
        Assert.Equal(1, counts.Stay[CarryReason.Already]);
        Assert.Equal((past.Eligible, 0, 0), (counts.Left, counts.UnderWay, counts.Refused));
        Assert.Empty(await past.World.Deeds());
        Assert.True((await past.World.Get<CarryEstimates>().Of(await past.Run(run))).Requests > 0);
    }

    // A preview took from the portal all it could at once, had not read enough, threw it away and began anew, for ever.
    [Fact]
    public async Task A_preview_of_more_pages_than_the_portal_answers_at_once_goes_on_where_it_stopped()
    {
        await using var past = await Past.Start(CarryWorld.ContactRule with { Outlives = false });
        var contact = past.World.North.Contact("Пётр", past.World.North.Company("Большая"));
        for (var i = 0; i < 1_600; i++)
        {
            past.World.North.Calls(3, contact);
        }

        await past.World.AllIsQuiet();
        var before = past.World.Requests();
        var run = await past.Preview();

        Assert.Equal(past.Eligible + 1_600, (await past.Counts(run)).Carried);
        Assert.InRange(past.World.Requests() - before, 32, 64); // each page once
    }

    [Theory]
    [InlineData(true, Manner.Bind)]
    [InlineData(false, Manner.Bind)]
    [InlineData(true, Manner.Move)]
    public async Task A_run_that_is_killed_twice_ends_with_every_entry_at_its_company_once(bool outlives, Manner manner)
    {
        await using var past = await Past.Start(CarryWorld.ContactRule with { Outlives = outlives, Manner = manner });
        var before = past.World.North.Activities();
        var run = await past.Preview();
        Assert.Equal(CarryAnswer.Done, await past.World.Get<CarryRuns>().Start(past.Portal, run));
        foreach (var method in new[] { "crm.activity.binding.add", "crm.activity.binding.delete" })
        {
            past.World.North.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = method });
            await past.World.AllIsQuiet(TimeSpan.FromSeconds(2));
            await past.World.Restart();
        }

        await past.Ends(run, RunState.Done);

        Assert.Equal(before, past.World.North.Activities());
        past.IsComplete();
        var counts = await past.Counts(run);
        Assert.Equal((past.Eligible, 0, 0, 0), (counts.Ended, counts.Left, counts.UnderWay, counts.Refused));
        Assert.Equal(past.Eligible, await past.World.Scalar("SELECT count(DISTINCT item) FROM carry_deed WHERE act = 'bind'"));
    }

    [Fact]
    public async Task What_stands_in_several_timelines_is_read_one_by_one_and_so_is_all_where_the_portal_does_not_tell_its_types()
    {
        foreach (var tells in new[] { true, false })
        {
            await using var past = await Past.Start(CarryWorld.ContactRule);
            var (north, shared) = (past.World.North, past.SomeCall);
            var (deal, other) = (north.Deal(), north.Contact("Третий", north.Company("Третья")));
            north.Binds(shared, 2, deal);
            north.Binds(shared, 3, other);
            if (!tells)
            {
                north.Faults.Add(new Fault(FaultKind.Error) { Method = "crm.type.list", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403, Lasts = TimeSpan.FromHours(1) });
            }

            var run = await past.Preview();
            await past.World.Get<CarryRuns>().Start(past.Portal, run);
            var line = north.Requests.Lines.Count;
            await past.Ends(run, RunState.Done);
            past.IsComplete();
            Assert.Equal([2, 3, 3, 4, 4], north.Cards(shared).Select(card => card.TypeId).Order());
            // A full page may have cut off what comes last on it.
            Assert.InRange(north.Requests.Lines.Skip(line).Count(each => each.Method == "crm.activity.binding.list"), tells ? 1 : 90, tells ? 5 : 200);
        }
    }

    [Fact]
    public async Task A_pause_ends_what_is_under_way_and_begins_nothing_new()
    {
        await using var past = await Past.Start(CarryWorld.ContactRule);
        var runs = past.World.Get<CarryRuns>();
        var run = await past.Preview();
        await runs.Start(past.Portal, run);
        await past.World.Get<CarryRunWork>().Turn(CancellationToken.None);
        Assert.Equal(CarryAnswer.Done, await runs.Pause(past.Portal, run));
        await past.World.AllIsQuiet();
        var deeds = (await past.World.Deeds()).Count;
        await past.World.AllIsQuiet();
        Assert.Equal(deeds, (await past.World.Deeds()).Count);
        Assert.True((await past.Counts(run)).Left > 0);

        Assert.Equal(CarryAnswer.Done, await runs.Resume(past.Portal, run));
        await past.Ends(run, RunState.Done);
        past.IsComplete();
    }

    [Fact]
    public async Task A_run_is_taken_back_and_does_not_come_again_by_itself()
    {
        await using var past = await Past.Start(CarryWorld.ContactRule);
        var runs = past.World.Get<CarryRuns>();
        var before = past.Picture();
        var run = await past.Preview();
        await runs.Start(past.Portal, run);
        await past.Ends(run, RunState.Done);
        Assert.NotEqual(before, past.Picture());

        Assert.Equal(CarryAnswer.Done, await runs.Undo(past.Portal, run));
        await past.Ends(run, RunState.Undone);
        Assert.Equal(before, past.Picture());

        await past.World.Get<CarryRules>().Switch(past.Portal, past.Rule, on: true, 1);
        past.World.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = past.SomeCall, ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        await past.World.AllIsQuiet();
        Assert.Equal(before, past.Picture());
    }

    [Fact]
    public async Task What_was_previewed_under_other_words_or_long_ago_is_not_started()
    {
        await using var past = await Past.Start(CarryWorld.ContactRule);
        var (rules, runs) = (past.World.Get<CarryRules>(), past.World.Get<CarryRuns>());
        var run = await past.Preview();
        Assert.Equal(CarryAnswer.WrongState, await runs.Pause(past.Portal, run));
        await rules.Save(past.Portal, past.Rule, "Другое", CarryWorld.ContactRule with { Manner = Manner.Move }, 1);
        Assert.Equal(CarryAnswer.Stale, await runs.Start(past.Portal, run));
        await rules.Save(past.Portal, past.Rule, "Другое", CarryWorld.ContactRule, 1);
        past.World.Clock.Turn(TimeSpan.FromHours(25));
        Assert.Equal(CarryAnswer.Stale, await runs.Start(past.Portal, run));
        Assert.Equal(CarryAnswer.NotFound, await runs.Start(new B24App.Store.PortalId(99), run));
    }

    [Fact]
    public async Task Live_work_goes_before_a_run()
    {
        await using var past = await Past.Start(CarryWorld.ContactRule);
        await past.World.Get<CarryRules>().Switch(past.Portal, past.Rule, on: true, 1);
        var run = await past.Preview();
        await past.World.Get<CarryRuns>().Start(past.Portal, run);
        await past.World.Get<CarryRunWork>().Turn(CancellationToken.None);
        var company = past.World.North.Company("Новая");
        var call = past.World.North.Calls(3, past.World.North.Contact("Новый", company));
        var at = past.World.Clock.GetUtcNow();
        await past.World.Now();
        Assert.Equal([call], past.World.North.Shown(4, company));
        Assert.Equal(at, past.World.Clock.GetUtcNow());
    }

    /// <summary>A portal with years of history: 40 of 100 contacts have no company.</summary>
    private sealed class Past : IAsyncDisposable
    {
        private readonly List<(long Contact, long Company, List<long> Calls)> _people = [];

        public World World { get; private init; } = null!;

        public B24App.Store.PortalId Portal { get; private init; }

        public long Rule { get; private init; }

        public int All { get; private set; }

        public int Untied { get; private set; }

        public int Eligible { get; private set; }

        public long SomeCall => _people.First(person => person.Company != 0).Calls[0];

        public static async Task<Past> Start(CarryRule rule)
        {
            var world = await World.Start(EmulatedPortal.Kernel.Card.New);
            world.EventsAreLost();
            var portal = (await world.Portal(0)).Id;
            var past = new Past { World = world, Portal = portal, Rule = await world.Get<CarryRules>().Add(portal, "Правило", rule, 1) };
            past.Seeded();
            for (var i = 0; i < Contacts; i++)
            {
                var company = i % 5 < 3 ? world.North.Company($"Компания {i}") : 0;
                var contact = world.North.Contact($"Контакт {i}", company);
                past._people.Add((contact, company, [.. Enumerable.Range(0, 3).Select(n => world.North.Calls(3, contact, isLetter: n == 1))]));
                past.Eligible += company != 0 ? 3 : 0;
                past.Untied += company == 0 ? 1 : 0;
                past.All++;
            }

            var talker = past._people[0];
            world.North.Remarks(3, talker.Contact, "сказано давно");
            past.Eligible++;
            world.North.Events.Faults = new EmulatedPortal.Events.EventFaults();
            return past;
        }

        public async Task<long> Preview()
        {
            var (answer, run) = await World.Get<CarryRuns>().Preview(Portal, Rule, 1);
            Assert.Equal(CarryAnswer.Done, answer);
            await Ends(run, RunState.Ready);
            return run;
        }

        public async Task<CarryRun> Run(long run) => (await World.Get<CarryRuns>().Find(Portal, run))!;

        public async Task<CarryCounts> Counts(long run) => await World.Get<CarryRuns>().Counts(await Run(run));

        public async Task Ends(long run, RunState state)
        {
            for (var i = 0; i < 50 && (await Run(run)).State != state; i++)
            {
                await World.AllIsQuiet();
            }

            Assert.Equal(state, (await Run(run)).State);
        }

        public void IsComplete()
        {
            foreach (var (_, company, calls) in _people.Where(person => person.Company != 0))
            {
                Assert.Equal(calls, World.North.Shown(4, company));
            }

            Assert.All(_people.Where(person => person.Company == 0), person => Assert.All(person.Calls, call => Assert.Single(World.North.Cards(call))));
            Assert.Single(World.North.Remarks(4, _people[0].Company));
        }

        /// <summary>What stands where.</summary>
        public string Picture() => string.Join('\n', _people.SelectMany(person => person.Calls).Select(call => $"{call}: {string.Join(' ', World.North.Cards(call).Select(card => $"{card.TypeId}:{card.Id}").Order())}"));

        public ValueTask DisposeAsync() => World.DisposeAsync();

        // What the seed of the portal brought counts too.
        private void Seeded()
        {
            lock (World.North.Portal.Gate)
            {
                var board = World.North.Portal.State<EmulatedPortal.Crm.CrmBoard>();
                for (var id = 1L; id <= 50; id++)
                {
                    if (board.Find(new EmulatedPortal.Crm.CrmKey(3, id)) is null)
                    {
                        continue;
                    }

                    All++;
                    var tied = World.North.Companies(id).Count > 0;
                    Untied += tied ? 0 : 1;
                    Eligible += tied ? board.ActivitiesOf(new EmulatedPortal.Crm.CrmKey(3, id)).Count + board.CommentsOf(new EmulatedPortal.Crm.CrmKey(3, id)).Count : 0;
                }
            }
        }
    }
}
