using System.Text.Json;
using System.Text.RegularExpressions;
using B24App.Configuration;
using B24App.Tests.Architecture;
using B24App.Tests.Portals;

namespace B24App.Tests.Manifest;

/// <summary>The Market is told exactly what the code does: no scope, event or widget more or less.</summary>
public sealed partial class CodeTests
{
    // First word of a method to its scope; the platform gives these without one (b24restdocs: api-reference/scopes/).
    private static readonly string[] NeedNone = ["app", "batch", "event", "feature", "method", "profile", "scope", "server"];
    private static readonly Dictionary<string, string> ScopeOf = new()
    {
        ["task"] = "task", ["tasks"] = "task", ["im"] = "im", ["sonet_group"] = "sonet_group", ["placement"] = "placement", ["user"] = "user_basic",
    };

    private static AppManifest Listed { get; } = AppManifest.Read(AppContext.BaseDirectory);

    [Fact]
    public void The_scopes_of_the_listing_are_those_of_the_commands()
    {
        var words = Repository.Files("src/B24App.Bitrix24", "*Commands.cs").SelectMany(file => Method().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value)).Distinct()
            .Where(word => !NeedNone.Contains(word)).ToList();

        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains(word, ScopeOf.Keys));
        Assert.Equal(Listed.Scopes.Select(scope => scope.Code).Order(StringComparer.Ordinal), words.Select(word => ScopeOf[word]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_event_and_widget_stands_on_a_listed_scope()
    {
        var scopes = Listed.Scopes.Select(scope => scope.Code).Append("basic").ToHashSet();
        Assert.All(Listed.Events, bound => Assert.Contains(bound.Scope, scopes));
        Assert.All(Listed.Placements, place => Assert.Contains(place.Scope, scopes));
    }

    [Fact]
    public async Task An_installation_binds_the_events_and_widgets_of_the_listing()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);

        Assert.Equal(Listed.Events.Select(listed => listed.Code).Order(StringComparer.Ordinal), Asked(rig, "event.bind", "EVENT").Where(code => code.StartsWith("ONTASK", StringComparison.Ordinal) || code.StartsWith("ONAPP", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Listed.Placements.Select(listed => listed.Code).Order(StringComparer.Ordinal), Asked(rig, "placement.bind", "PLACEMENT").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_address_of_the_listing_answers()
    {
        await using var rig = await Rig.Start();
        foreach (var path in Listed.Placements.Select(place => place.Handler).Concat([Listed.Urls.App, Listed.Urls.Installer]).Distinct())
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = new HttpRequestMessage(method, new Uri(rig.Url, path));
                using var answer = await rig.Http.SendAsync(request);
                Assert.Equal(200, (int)answer.StatusCode);
            }
        }

        Assert.Equal(200, (int)(await rig.Event("event=ONAPPUNINSTALL")).StatusCode);
    }

    private static IEnumerable<string> Asked(Rig rig, string method, string parameter) => rig.North.Requests.Lines
        .Where(line => line.Method == method)
        .Select(line => JsonDocument.Parse(line.Params).RootElement)
        .SelectMany(sent => sent.EnumerateObject().Where(one => one.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase)))
        .Select(one => one.Value.GetString()!.ToUpperInvariant());

    [GeneratedRegex(@"""([a-z_]+)\.[a-zA-Z_][\w.]*""")]
    private static partial Regex Method();
}
