using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.DocsComparison;

/// <summary>cases.json: with what each method is called, and what must be there before.</summary>
internal sealed record Cases
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Commit of the documentation the report is about.</summary>
    public required string Commit { get; init; }

    /// <summary>Objects that methods need, by name; a later one may refer to an earlier one.</summary>
    public required IReadOnlyDictionary<string, Preparation> Objects { get; init; }

    /// <summary>Methods by name; those of REST 3.0 begin with <c>api/</c>.</summary>
    public required IReadOnlyDictionary<string, MethodCase> Methods { get; init; }
}

/// <summary>A call that makes an object.</summary>
internal sealed record Preparation(string Call, JsonNode With, long User = 1);

/// <summary>How one method is compared.</summary>
internal sealed record MethodCase
{
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Pages that list the fields of the answered objects.</summary>
    public IReadOnlyList<string> FieldPages { get; init; } = [];

    /// <summary>Names of objects that are made first.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The portal has the old task card.</summary>
    public bool OldCard { get; init; }

    /// <summary>Calls that are answered, each to be held against the documented answer of the same number.</summary>
    public IReadOnlyList<Attempt> Answers { get; init; } = [];

    /// <summary>Calls that are refused.</summary>
    public IReadOnlyList<Attempt> Errors { get; init; } = [];

    /// <summary>Which of the pages' answers belong to this method, where a page has others too; counted from 0.</summary>
    public IReadOnlyList<int>? Examples { get; init; }
}

/// <summary>One call.</summary>
internal sealed record Attempt
{
    public JsonNode? With { get; init; }

    public long User { get; init; } = 1;

    /// <summary>Who calls: <c>app</c> or <c>webhook</c>.</summary>
    public string As { get; init; } = "app";

    /// <summary>Further objects only this call needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}
