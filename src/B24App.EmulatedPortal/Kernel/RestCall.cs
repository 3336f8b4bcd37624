using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Kernel;

/// <summary>One REST call as a method sees it: who calls, with what, on which portal.</summary>
public sealed record RestCall
{
    /// <summary>The portal that was called. Methods run while its gate is held.</summary>
    public required Portal Portal { get; init; }

    /// <summary>The user whose rights the call has: the owner of the token or of the webhook.</summary>
    public required PortalUser User { get; init; }

    /// <summary>The application that calls; null for an inbound webhook.</summary>
    public InstalledApp? App { get; init; }

    /// <summary>The method as registered, for example <c>tasks.task.add</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Parameters by name, in the order they were sent; form values are strings. Never holds <c>auth</c>.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>
    /// The same parameters by position: what the <c>task.*</c> families read. A stray query parameter stands first and
    /// shifts the rest, as on a real portal (b24restdocs: settings/how-to-call-rest-api/data-encoding.md).
    /// </summary>
    public IReadOnlyList<JsonNode?> Positional { get; init; } = [];

    /// <summary>
    /// <c>auth_connector</c>, the key of the source that calls; empty when none came. Like the token it is no parameter of
    /// the method (b24restdocs: api-reference/events/offline-events.md).
    /// </summary>
    public string Connector { get; init; } = "";

    /// <summary>The token the call came with: addresses of files carry it. Null in person and for a webhook.</summary>
    public string? Token { get; init; }

    /// <summary>True under <c>/rest/api/</c>: JSON bodies, camelCase fields, error envelope of REST 3.0.</summary>
    public bool IsV3 { get; init; }

    /// <summary>The portal's clock at the start of the call.</summary>
    public DateTimeOffset Now => Portal.Clock.GetUtcNow();
}

/// <summary>What a method answers: <c>result</c> with the siblings <c>total</c> and <c>next</c> that lists carry.</summary>
/// <param name="Result">The value of <c>result</c>; use <see cref="Php"/> to shape maps and lists.</param>
/// <param name="Total">Number of rows that match, or null to leave the key out.</param>
/// <param name="Next">Start of the next page, or null to leave the key out.</param>
public sealed record RestAnswer(JsonNode? Result, int? Total = null, int? Next = null)
{
    /// <summary>The result is the whole body, without <c>result</c> and <c>time</c>: how REST 3.0 gives its OpenAPI text.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Simulated execution time, counted against <c>operating</c> and the 60 s cut.</summary>
    public TimeSpan Cost { get; init; } = TimeSpan.FromMilliseconds(20);
}

/// <summary>
/// A refusal in the portal's words. The real portal is PHP and throws; so do the emulated methods, and the pipeline turns
/// it into the v2 or v3 error body.
/// </summary>
public sealed class RestError(string code, string description, int status = 400) : Exception(description)
{
    /// <summary>Value of <c>error</c>: may be empty or numeric, as on the real portal.</summary>
    public string Code { get; } = code;

    /// <summary>HTTP status of a single call; inside a batch the status stays 200.</summary>
    public int Status { get; } = status;

    /// <summary>Further keys of the error body, such as <c>argument</c> or v3 <c>validation</c>.</summary>
    public JsonObject? Extra { get; init; }
}
