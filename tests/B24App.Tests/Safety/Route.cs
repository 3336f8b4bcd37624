using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace B24App.Tests.Safety;

/// <summary>One handler of one route of the application, with everything it can be told.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Template">Its address, with places for ids.</param>
/// <param name="Handler">Name of the handler; empty for the main one.</param>
/// <param name="Fields">Names of what it takes beside the ids of its address.</param>
internal sealed record Route(string Method, string Template, string Handler, IReadOnlyList<string> Fields)
{
    /// <summary>Routes that anybody may call; each has tests of its own for what a stranger can do there.</summary>
    public static IReadOnlySet<string> Open { get; } = new HashSet<string>(StringComparer.Ordinal) { "health", "events", "app", "install", "task", "app/session", "broken" };

    public bool HasIds => Template.Contains('{', StringComparison.Ordinal);

    public override string ToString() => $"{Method} /{Template}{(Handler.Length > 0 ? "?handler=" + Handler : "")}";

    /// <summary>All of them, as the running application has them.</summary>
    public static async Task<IReadOnlyList<Route>> All(IServiceProvider services)
    {
        var loader = (PageLoader)services.GetService(typeof(PageLoader))!;
        var routes = new List<Route>();
        foreach (var endpoint in ((EndpointDataSource)services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>())
        {
            var template = endpoint.RoutePattern.RawText!.Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
                routes.AddRange(methods.Where(method => method != "HEAD").Select(method => new Route(method, template, "", [])));
                continue;
            }

            var compiled = page as CompiledPageActionDescriptor ?? await loader.LoadAsync(page, endpoint.Metadata);
            var bound = compiled.BoundProperties.Select(property => property.Name);
            routes.AddRange(compiled.HandlerMethods.Select(handler => new Route(
                handler.HttpMethod.ToUpperInvariant(),
                template,
                handler.Name ?? "",
                [.. handler.Parameters.Where(parameter => parameter.ParameterType != typeof(CancellationToken)).Select(parameter => parameter.Name).Concat(bound).Where(name => name.Length > 0)])));
        }

        return routes;
    }

    /// <summary>The address with the ids of somebody else's things.</summary>
    public string With(ForeignTenant owner)
    {
        var segments = Template.Split('/').Select(segment => segment.StartsWith('{')
            ? Number(Named(segment.Trim('{', '}').Split(':')[0].TrimEnd('?'), owner) ?? throw new InvalidOperationException($"{this}: say which foreign thing {segment} names."))
            : segment);
        return "/" + string.Join('/', segments) + (Handler.Length > 0 ? "?handler=" + Handler : "");
    }

    /// <summary>What the handler is told: numbers of somebody else's things under every name that can carry one.</summary>
    public IEnumerable<KeyValuePair<string, string>> Told(ForeignTenant owner) =>
        Fields.Select(name => KeyValuePair.Create(name, Named(name, owner) is { } foreign ? Number(foreign) : Words.GetValueOrDefault(name, "1")));

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cause"] = "GroupRefused",
        ["here"] = "false",
        ["why"] = "not needed",
        ["policy"] = "Keep",
        ["theme"] = "dark",
        ["language"] = "en",
        ["whole"] = "true",
        ["Text"] = "Confidential",
        ["Code"] = "AAAA-BBBB-CCCC-DDDD",
        ["State"] = "Running",
        ["Group"] = "12",
        ["local"] = "5",
        ["method"] = "tasks",
        ["name"] = "Another name",
        ["to"] = "2",
        ["user"] = "5",
        ["person"] = "5",
        ["version"] = "1",
        ["proposal"] = "1",
        ["contract"] = "1",
        ["before"] = "1000000",
    };

    // The same word names different things on different pages.
    private long? Named(string name, ForeignTenant owner) => (Template.Split('/')[0], name.ToLowerInvariant()) switch
    {
        ("links", "id") when Template.Contains("draft", StringComparison.Ordinal) => owner.Draft,
        ("links" or "matching", "id") => owner.Link,
        ("journal", "id") => owner.JournalRow,
        ("undelivered", "id" or "one") => owner.Letter,
        (_, "link" or "links" or "ids") => owner.Link,
        (_, "draft") => owner.Draft,
        (_, "letter") => owner.Letter,
        (_, "task") => owner.Task,
        (_, "step") => 2,
        (_, "id") => throw new InvalidOperationException($"{this}: say which foreign thing {name} names."),
        _ => null,
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
