using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.Configuration;
using B24App.Tests.Architecture;
using B24App.Tests.Portals;

namespace B24App.Tests.Manifest;

/// <summary>The console is told exactly what the code uses and binds: no scope too many, no widget too few.</summary>
public sealed partial class AgreementTests
{
    private static readonly AppManifest Manifest = AppManifest.Read(AppContext.BaseDirectory);

    [Fact]
    public async Task Scopes_of_the_methods_in_the_code_are_the_scopes_of_the_listing()
    {
        await using var rig = await Rig.Start();
        var named = new[] { "src/B24App", "src/B24App.Bitrix24" }.SelectMany(folder => Repository.Files(folder, "*.cs"))
            .SelectMany(file => Method().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = rig.North.Methods.All.Where(method => named.Contains(method.Name) && method.Scopes.Count > 0).ToList();
        var listed = Manifest.Scopes.Select(scope => scope.Code).ToList();

        Assert.True(used.Count > 20);
        Assert.DoesNotContain(used, method => !method.Scopes.Intersect(listed).Any()); // a method nobody granted
        Assert.DoesNotContain(listed, scope => !used.Any(method => method.Scopes.Contains(scope))); // a scope nobody uses
        Assert.DoesNotContain(Manifest.Events.Concat<object>(Manifest.Placements), bound => bound switch
        {
            ManifestEvent { Scope: not "basic" } one => !listed.Contains(one.Scope),
            ManifestPlacement widget => !listed.Contains(widget.Scope),
            _ => false,
        });
    }

    [Fact]
    public async Task Events_and_widgets_bound_at_the_installation_are_those_of_the_listing()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);

        var events = Bound(rig, "event.bind").Where(sent => sent["event_type"] is null && sent["options"] is null).Select(sent => sent["event"]!.ToString().ToUpperInvariant());
        var widgets = Bound(rig, "placement.bind").ToDictionary(sent => sent["PLACEMENT"]!.ToString(), sent => new Uri(sent["HANDLER"]!.ToString()).AbsolutePath);

        Assert.Equal(Manifest.Events.Select(one => one.Code).Order(), events.Order());
        Assert.Equal(Manifest.Placements.Select(widget => (widget.Code, widget.Handler)).Order(), widgets.Select(widget => (widget.Key, widget.Value)).Order());
        foreach (var path in widgets.Values.Append(Manifest.Urls.App).Append(Manifest.Urls.Installer).Distinct())
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(rig.Url, path));
            Assert.Equal(200, (int)(await rig.Http.SendAsync(head)).StatusCode);
        }
    }

    private static IEnumerable<JsonObject> Bound(Rig rig, string method) =>
        rig.North.Requests.Lines.Where(line => line.Method == method).Select(line => JsonNode.Parse(line.Params)!.AsObject());

    [GeneratedRegex(@"""([a-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+)""")]
    private static partial Regex Method();
}
