using System.Runtime.InteropServices;
using B24App.Demo;
using B24App.Store;

const int CannotStart = 2;
const int Broken = 1;

var (arguments, complaint) = Arguments.Read(args);
if (arguments is null)
{
    await Console.Error.WriteLineAsync(complaint);
    return CannotStart;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// The app's own log speaks only of trouble here; the narrator tells the rest. An environment variable may say otherwise.
Quieten("Default", "Warning");
Quieten("Microsoft.Hosting.Lifetime", "Warning");
Quieten("Microsoft.AspNetCore.DataProtection", "Error"); // it warns that keys of a throw-away store lie there unencrypted

var data = arguments.Data ?? Directory.CreateTempSubdirectory("b24app-demo-").FullName;
try
{
    await Play.Run(arguments, data, Console.Out, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (DemoFailed failed)
{
    await Console.Error.WriteLineAsync(failed.Message);
    return Broken;
}
catch (StoreRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return CannotStart;
}
catch (IOException taken)
{
    await Console.Error.WriteLineAsync($"The demo cannot start: {taken.Message.TrimEnd('.')}; stop what holds it, or choose other ports with --base-port N.");
    return CannotStart;
}
catch (UnauthorizedAccessException denied)
{
    await Console.Error.WriteLineAsync($"The demo cannot use its folder: {denied.Message}");
    return CannotStart;
}
finally
{
    if (arguments.Data is null)
    {
        Directory.Delete(data, recursive: true);
    }
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static void Quieten(string category, string level)
{
    var setting = "Logging__LogLevel__" + category;
    if (Environment.GetEnvironmentVariable(setting) is null)
    {
        Environment.SetEnvironmentVariable(setting, level);
    }
}
