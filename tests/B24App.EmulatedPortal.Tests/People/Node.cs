using System.Diagnostics;
using System.Text;
using System.Text.Json;
using B24App.EmulatedPortal.People;

namespace B24App.EmulatedPortal.Tests.People;

/// <summary>Runs one module of the page without a browser. Only modules without imports can be run this way.</summary>
internal static class Node
{
    private static readonly Lazy<bool> Found = new(() => Run("console.log(1)") is { Length: > 0 });

    public static string? MissingReason => Found.Value ? null : "node is not on the PATH: modules of the page cannot be run";

    /// <summary>Evaluates an expression over the module's exports (<c>page</c>) and the given value (<c>given</c>).</summary>
    public static JsonElement Evaluate(string module, string expression, object? given = null)
    {
        var source = Convert.ToBase64String(Encoding.UTF8.GetBytes(PeopleAssets.Text(module)));
        var script = $"""
            const page = await import('data:text/javascript;base64,{source}');
            const given = {JsonSerializer.Serialize(given)};
            console.log(JSON.stringify({expression} ?? null));
            """;
        return JsonDocument.Parse(Run(script) ?? throw new InvalidOperationException("node did not start")).RootElement;
    }

    private static string? Run(string script)
    {
        var start = new ProcessStartInfo("node", "--input-type=module -")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(script);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // not installed
        }
    }
}

internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Node.MissingReason;
}

internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = Node.MissingReason;
}
