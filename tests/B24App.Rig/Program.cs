using System.Globalization;
using B24App.Rig;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (RigOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RigOptions.Usage);
    return 2;
}

Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
await Console.Out.WriteLineAsync($"seed {options.Seed}, {options.Portals} portals, time runs {options.Pace} times as fast");
await using var stage = await Stage.Start(options);
var storm = new Storm(stage, options, Console.Out);
var sum = await storm.Run();
await Table.Write(Console.Out, stage, storm.Tally, sum);
if (!options.Keep && !sum.IsRed)
{
    Directory.Delete(stage.Folder, recursive: true);
}
else
{
    await Console.Out.WriteLineAsync($"store and log stay in {stage.Folder}");
}

return sum.IsRed ? 1 : 0;
