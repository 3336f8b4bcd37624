using System.Globalization;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Hosting;

/// <summary>Arguments of the executable.</summary>
/// <param name="Options">What to start, or null.</param>
/// <param name="Complaint">One sentence on what is wrong, or null.</param>
internal sealed record CommandLine(BoxOptions? Options, string? Complaint)
{
    private const string Usage = "Usage: --base-port N [--portals K] [--card old|new] [--time-scale X].";
    private const int MaxPortals = 50;

    public static CommandLine Read(IReadOnlyList<string> args)
    {
        int? basePort = null;
        var (portals, card, scale) = (2, Card.New, 1.0);
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : null;
            if (value is null)
            {
                return Wrong($"{args[i]} needs a value. {Usage}");
            }

            switch (args[i])
            {
                case "--base-port" when Whole(value, 1, 65535 - 1) is { } port:
                    basePort = port;
                    break;
                case "--portals" when Whole(value, 1, MaxPortals) is { } count:
                    portals = count;
                    break;
                case "--card" when value is "old" or "new":
                    card = value == "old" ? Card.Old : Card.New;
                    break;
                case "--time-scale" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && x is > 0 and <= 100_000:
                    scale = x;
                    break;
                default:
                    return Wrong($"{args[i]} {value} is not understood. {Usage}");
            }
        }

        if (basePort is not { } start)
        {
            return Wrong($"--base-port is missing. {Usage}");
        }

        if (start + portals > 65535)
        {
            return Wrong($"--base-port {Php.Text(start)} leaves no room for {Php.Text(portals)} portals below port 65536.");
        }

        return new CommandLine(new BoxOptions
        {
            BasePort = start,
            Portals = [.. Enumerable.Range(0, portals).Select(place => new PortalPlan(NameOf(place), "ru", card))],
            TimeScale = scale,
            Seed = null,
        }, null);
    }

    private static string NameOf(int place) => place switch
    {
        0 => "Север",
        1 => "Юг",
        2 => "Восток",
        3 => "Запад",
        _ => $"Портал {Php.Text(place + 1)}",
    };

    private static CommandLine Wrong(string complaint) => new(null, complaint);

    private static int? Whole(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;
}
