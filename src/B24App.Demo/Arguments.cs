using System.Globalization;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Demo;

/// <summary>What was typed after the command.</summary>
/// <param name="BasePort">Port of the app; the OAuth host is 10 above it, the portals 11 and 12.</param>
/// <param name="Card">Task card of the client's portal.</param>
/// <param name="Data">Folder that outlives the run; null for one that does not.</param>
/// <param name="Links">The app is installed in both portals and links them; otherwise it waits in their lists of applications.</param>
/// <param name="TellsStory">A first task is filed and answered.</param>
internal sealed record Arguments(int BasePort, Card Card, string? Data, bool Links, bool TellsStory)
{
    private const int FirstPort = 5080;
    private const int Highest = 65535 - 12;
    private const string Usage = "Usage: [--base-port N] [--card old|new] [--data DIR] [--no-story | --empty].";

    public int OAuthPort => BasePort + 10;

    /// <summary>Reads them, or says in one sentence what is wrong.</summary>
    public static (Arguments? Read, string Complaint) Read(IReadOnlyList<string> args)
    {
        var read = new Arguments(FirstPort, Card.New, null, true, true);
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at];
            if (name == "--no-story")
            {
                read = read with { TellsStory = false };
                continue;
            }

            if (name == "--empty")
            {
                read = read with { Links = false, TellsStory = false };
                continue;
            }

            if (name is not ("--base-port" or "--card" or "--data"))
            {
                return (null, $"'{name}' is not an argument of the demo. {Usage}");
            }

            if (++at == args.Count || With(read, name, args[at]) is not { } more)
            {
                return (null, Wants(name));
            }

            read = more;
        }

        return (read, "");
    }

    private static Arguments? With(Arguments read, string name, string value) => (name, value) switch
    {
        ("--base-port", _) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= Highest => read with { BasePort = port },
        ("--card", "old") => read with { Card = Card.Old },
        ("--card", "new") => read with { Card = Card.New },
        ("--data", { Length: > 0 }) when !value.StartsWith("--", StringComparison.Ordinal) => read with { Data = Path.GetFullPath(value) },
        _ => null,
    };

    private static string Wants(string name) => name switch
    {
        "--base-port" => string.Create(CultureInfo.InvariantCulture, $"--base-port needs a number from 1 to {Highest}. {Usage}"),
        "--card" => $"--card needs 'old' or 'new'. {Usage}",
        _ => $"--data needs a folder. {Usage}",
    };
}
