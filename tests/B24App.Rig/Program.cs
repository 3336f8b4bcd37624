using System.Globalization;
using B24App.Rig;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (RigOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RigOptions.Usage);
    return 2;
}

// The app is also hosted here for a moment, to be installed and linked; it has nothing to say then.
Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
Environment.SetEnvironmentVariable("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Error");
Environment.SetEnvironmentVariable("Logging__LogLevel__Microsoft.AspNetCore", "Error");
await Console.Out.WriteLineAsync($"seed {options.Seed}, {options.Portals} portals, time runs {options.Pace} times as fast");
return options.Run switch
{
    Run.Storm => await Runs.Storm(options, Console.Out),
    Run.Before => await Runs.Before(options, Console.Out),
    Run.Remembered => await Runs.Remembered(options, Console.Out),
    Run.Slice => await Runs.Slice(options, Console.Out),
    _ => await Runs.Mutations(options, Console.Out),
};
