using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Comments;

/// <summary>One argument a positional method declares.</summary>
/// <param name="Name">Name in error texts.</param>
/// <param name="Keys">Allowed keys of an array; null for an integer.</param>
/// <param name="Prefixes">The keys may carry filter prefixes.</param>
/// <param name="Required">Must be given.</param>
internal sealed record PositionalArgument(string Name, string[]? Keys = null, bool Prefixes = false, bool Required = true);

/// <summary>
/// Checks the arguments of the <c>task.*</c> families: they are taken by position whatever they are called, so a stray
/// or misplaced one is refused with TASKS_ERROR_EXCEPTION_#256 (b24restdocs: api-reference/tasks/comment-item/).
/// </summary>
internal static partial class PositionalArguments
{
    public static IReadOnlyList<JsonNode?> Check(RestCall call, string signature, params PositionalArgument[] declared)
    {
        var given = call.Positional;
        for (var i = 0; i < declared.Length; i++)
        {
            if (i >= given.Count)
            {
                if (declared[i].Required)
                {
                    throw Wrong($"Param #{i} ({declared[i].Name}) expected by method {signature}(), but not given.");
                }

                continue;
            }

            CheckOne(signature, i, declared[i], given[i]);
        }

        return [.. Enumerable.Range(0, declared.Length).Select(i => i < given.Count ? given[i] : null)];
    }

    public static RestError Wrong(string text) => new("ERROR_CORE", $"TASKS_ERROR_EXCEPTION_#256; {text}; 256/TE/WRONG_ARGUMENTS<br>");

    private static void CheckOne(string signature, int index, PositionalArgument declared, JsonNode? value)
    {
        if (declared.Keys is null)
        {
            if (Php.AsId(value) is null)
            {
                throw Wrong($"Param #{index} ({declared.Name}) for method {signature}() expected to be of type \"integer\", but given something else.");
            }

            return;
        }

        if (value is JsonArray { Count: 0 })
        {
            return;
        }

        if (value is not JsonObject map)
        {
            throw Wrong($"Param #{index} ({declared.Name}) for method {signature}() expected to be of type \"array\", but given something else.");
        }

        foreach (var (key, _) in map)
        {
            var bare = declared.Prefixes ? Prefix().Replace(key, "") : key;
            if (!declared.Keys.Contains(bare, StringComparer.Ordinal))
            {
                throw Wrong($"Param #{index} ({declared.Name}) for method {signature}() must not contain key \"{key}\".");
            }
        }
    }

    [GeneratedRegex("^(!|<=|<|>=|>)")]
    private static partial Regex Prefix();
}
