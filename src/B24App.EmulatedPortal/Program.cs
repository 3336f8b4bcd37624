using System.Runtime.InteropServices;
using B24App.EmulatedPortal.Hosting;

var line = CommandLine.Read(args);
if (line.Options is not { } options)
{
    await Console.Error.WriteLineAsync(line.Complaint);
    return 2;
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var box = await PortalBox.Start(options);
    for (var i = 0; i < box.Portals.Count; i++)
    {
        box.Portals[i].Seed(i);
        Console.WriteLine($"{box.Portals[i].Portal.Name}: {box.Portals[i].Url}/");
    }

    Console.WriteLine($"READY OAuth host {box.OAuth.Url}, portals {string.Join(' ', box.Portals.Select(host => host.Url))}");
    await stop.Task;
    return 0;
}
catch (IOException taken)
{
    await Console.Error.WriteLineAsync($"The ports can not be opened: {taken.Message}");
    return 2;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
