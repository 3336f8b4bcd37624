using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using B24App.Benchmarks;
using B24App.EmulatedPortal.Kernel;

// Without arguments the figures are printed; with a file name they are also written there, for docs/numbers.md.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
Environment.SetEnvironmentVariable("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Error");
Environment.SetEnvironmentVariable("Logging__LogLevel__Microsoft.AspNetCore", "Error");

var page = new StringBuilder();
Say("# Numbers");
Say("");
Say($"`dotnet run -c Release --project tests/B24App.Benchmarks -- docs/numbers.md`, on {Environment.ProcessorCount} cores ({RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}).");
Say("Requests are HTTP requests as the emulated portals counted them, a batch is one; the clock is turned by hand, so every run counts the same.");
Say("");
Say("| What | Promised | Measured | |");
Say("|---|---|---|---|");
var missed = 0;
if (args is ["backfill", .. var chosen])
{
    foreach (var card in chosen.Contains("--old") ? new[] { Card.Old } : [Card.New, Card.Old])
    {
        await foreach (var figure in Bringing.Run(Number("--tasks", 2_000), Number("--comments", 20_000), card))
        {
            Tell(figure);
        }
    }

    return missed == 0 ? 0 : 1;

    int Number(string name, int otherwise) => Array.IndexOf(chosen, name) is >= 0 and var at && at + 1 < chosen.Length ? int.Parse(chosen[at + 1], CultureInfo.InvariantCulture) : otherwise;
}

if (args is ["crm", .. var sizes])
{
    foreach (var outlives in new[] { false, true })
    {
        await foreach (var figure in Remembering.Run(Size("--contacts", 3_000), Size("--activities", 20_000), outlives))
        {
            Tell(figure);
        }
    }

    return missed == 0 ? 0 : 1;

    int Size(string name, int otherwise) => Array.IndexOf(sizes, name) is >= 0 and var at && at + 1 < sizes.Length ? int.Parse(sizes[at + 1], CultureInfo.InvariantCulture) : otherwise;
}

if (args is ["parts"])
{
    await foreach (var figure in Parts.Run())
    {
        Tell(figure);
    }

    return missed == 0 ? 0 : 1;
}

await foreach (var figure in Cost.Run())
{
    Tell(figure);
}

foreach (var figure in await JournalPage.Run())
{
    Tell(figure);
}

foreach (var figure in await Acknowledgement.Run())
{
    Tell(figure);
}

foreach (var figure in await FileMemory.Run())
{
    Tell(figure);
}

if (args is [var file])
{
    await File.WriteAllTextAsync(file, page.ToString());
}

return missed == 0 ? 0 : 1;

void Tell(Figure figure)
{
    missed += figure.Holds ? 0 : 1;
    Say($"| {figure.What} | {figure.Promised} | {figure.Measured} | {(figure.Holds ? "" : "missed")} |");
}

void Say(string line)
{
    page.AppendLine(line);
    Console.WriteLine(line);
}
