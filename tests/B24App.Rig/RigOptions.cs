using System.Globalization;

namespace B24App.Rig;

/// <summary>What kind of run.</summary>
internal enum Run
{
    /// <summary>Random work, weather and deaths for some minutes or kills.</summary>
    Storm,

    /// <summary>Every step and every fault once, in order.</summary>
    Slice,

    /// <summary>The slice once per missing guard: each must turn it red.</summary>
    Mutations,

    /// <summary>What existed before a link is brought over, and the app dies on the way.</summary>
    Before,

    /// <summary>What existed before a rule is carried to companies, and the app dies on the way.</summary>
    Remembered,
}

/// <summary>Arguments of the rig.</summary>
internal sealed record RigOptions
{
    public const string Usage = "Usage: [--seed N] [--minutes M] [--kills N] [--portals 2|3] [--pace X] [--parts] [--slice | --mutations | --before [--tasks N] [--comments N] [--old] | --crm [--contacts N] [--activities N] [--outlives]] [--only WORDS] [--keep]";

    public Run Run { get; init; } = Run.Storm;

    /// <summary>Seed of all chance of the rig; two runs of a seed do the same things, though not at the same moments.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Length of the storm, unless kills decide.</summary>
    public double Minutes { get; init; } = 2;

    /// <summary>The storm ends after this many kills; 0 for "by time".</summary>
    public int Kills { get; init; }

    public int Portals { get; init; } = 2;

    /// <summary>Tasks that existed before the link.</summary>
    public int Tasks { get; init; } = 2_000;

    /// <summary>Comments of all of them together.</summary>
    public int Comments { get; init; } = 20_000;

    /// <summary>Contacts that existed before the rule.</summary>
    public int Contacts { get; init; } = 3_000;

    /// <summary>Calls and letters of all of them together.</summary>
    public int Activities { get; init; } = 20_000;

    /// <summary>What is carried gets another owner.</summary>
    public bool Outlives { get; init; }

    /// <summary>Both portals have the old card.</summary>
    public bool OldCard { get; init; }

    /// <summary>Emulated seconds in a real one, for portals and app alike.</summary>
    public double Pace { get; init; } = 20;

    /// <summary>How often the app sweeps. In a storm a round takes some real seconds, for people fill the portals with many discussions.</summary>
    public TimeSpan Sweep => TimeSpan.FromSeconds(Run == Run.Storm ? Math.Max(120, 10 * Pace) : 120);

    /// <summary>The crowd of the storm works with lines of checklists, hours and files too, and the ledger counts them.</summary>
    public bool Parts { get; init; }

    /// <summary>Only cases of the slice, or guards of the table, whose name holds these words.</summary>
    public string Only { get; init; } = "";

    /// <summary>The store and the app's output stay after the run.</summary>
    public bool Keep { get; init; }

    public static RigOptions? Read(string[] args)
    {
        var options = new RigOptions { Seed = Environment.TickCount & 0xFFFF };
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length && double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null;
            switch (args[i])
            {
                case "--slice":
                    options = options with { Run = Run.Slice, Seed = 1, Pace = 30, Portals = 3 };
                    continue;
                case "--mutations":
                    options = options with { Run = Run.Mutations, Seed = 1, Pace = 30, Portals = 3 };
                    continue;
                case "--before":
                    options = options with { Run = Run.Before, Pace = 5, Kills = args.Contains("--kills") ? options.Kills : 2 };
                    continue;
                case "--crm":
                    options = options with { Run = Run.Remembered, Pace = 5, Kills = args.Contains("--kills") ? options.Kills : 2 };
                    continue;
                case "--outlives":
                    options = options with { Outlives = true };
                    continue;
                case "--old":
                    options = options with { OldCard = true };
                    continue;
                case "--parts":
                    options = options with { Parts = true };
                    continue;
                case "--keep":
                    options = options with { Keep = true };
                    continue;
                case "--only" when i + 1 < args.Length:
                    options = options with { Only = args[i + 1] };
                    break;
                case "--seed" when next is { } seed:
                    options = options with { Seed = (int)seed };
                    break;
                case "--minutes" when next is > 0:
                    options = options with { Minutes = next.Value };
                    break;
                case "--kills" when next is >= 0:
                    options = options with { Kills = (int)next.Value, Minutes = next > 0 ? double.PositiveInfinity : options.Minutes };
                    break;
                case "--tasks" when next is >= 1:
                    options = options with { Tasks = (int)next.Value };
                    break;
                case "--comments" when next is >= 0:
                    options = options with { Comments = (int)next.Value };
                    break;
                case "--contacts" when next is >= 1:
                    options = options with { Contacts = (int)next.Value };
                    break;
                case "--activities" when next is >= 0:
                    options = options with { Activities = (int)next.Value };
                    break;
                case "--portals" when next is 2 or 3:
                    options = options with { Portals = (int)next.Value };
                    break;
                case "--pace" when next is >= 1 and <= 200:
                    options = options with { Pace = next.Value };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options;
    }
}
