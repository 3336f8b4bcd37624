namespace B24App.Tests.Receive;

/// <summary>Documented and live-style bodies, fed to the door of a running app. The first line of each file says what it must leave behind.</summary>
public sealed class EventTests : IClassFixture<InstalledPortal>
{
    private readonly InstalledPortal _installed;

    public EventTests(InstalledPortal installed) => _installed = installed;

    public static TheoryData<string> Bodies() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Receive", "Bodies"), "*.txt").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_leaves_what_its_file_says(string file)
    {
        var (expected, body) = Read(file);
        await _installed.Empty();

        var answer = await _installed.Rig.Event(_installed.Fill(body));

        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(expected, await _installed.Left());
        Assert.Equal(0, await _installed.Rig.Scalar<long>("SELECT count(*) FROM inbox WHERE data LIKE '%token%' OR data LIKE '%undefined%'"));
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task Rule27_the_same_body_with_another_portals_secret_has_no_effect(string file)
    {
        await _installed.Empty();

        var answer = await _installed.Rig.Event(_installed.Fill(Read(file).Body, token: _installed.SouthToken));

        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("nothing", await _installed.Left());
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task Rule27_the_same_body_of_an_unknown_portal_has_no_effect(string file)
    {
        await _installed.Empty();

        await _installed.Rig.Event(_installed.Fill(Read(file).Body, member: "00000000000000000000000000000000"));

        Assert.Equal("nothing", await _installed.Left());
    }

    [Fact]
    public async Task Three_equal_events_are_three_inbox_rows_and_one_dirty_item()
    {
        await _installed.Empty();
        var body = _installed.Fill(Read("live-task-update-without-tokens.txt").Body);

        for (var i = 0; i < 3; i++)
        {
            await _installed.Rig.Event(body);
        }

        Assert.Equal(3, await _installed.Rig.Count("inbox"));
        Assert.Equal(1, await _installed.Rig.Count("dirty"));
    }

    [Theory]
    [InlineData("ONAPPUNINSTALL", "&data[CLEAN]=1")]
    [InlineData("ONAPPUPDATE", "&data[VERSION]=2")]
    [InlineData("ONAPPINSTALL", "")]
    public async Task Rule27_a_forged_lifecycle_event_changes_nothing(string code, string data)
    {
        var rig = _installed.Rig;
        var before = await rig.Portals.Find(_installed.North.Id);

        await rig.Event(_installed.Fill($"event={code}{data}&auth[member_id]={{member}}&auth[access_token]=forged&auth[refresh_token]=forged"
            + "&auth[server_endpoint]=https://oauth.evil.example/rest/&auth[application_token]=forged"));
        await rig.Turn();

        var after = (await rig.Portals.Find(_installed.North.Id))!;
        Assert.Equal((before!.State, before.Endpoint, before.RelayUser), (after.State, after.Endpoint, after.RelayUser));
        Assert.True(after.Recognises(_installed.NorthToken));
    }

    private static (string Expected, string Body) Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Receive", "Bodies", file));
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (text["# expect: ".Length..end].Trim(), text[(end + 1)..].Trim());
    }
}
