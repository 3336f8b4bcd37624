using System.Net.Sockets;
using B24App;
using B24App.Backups;
using B24App.Configuration;
using B24App.Drills;
using B24App.Store;
using Microsoft.AspNetCore.Connections;

const int Misconfigured = 2;

var probe = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (Commands.Run(args, probe.Configuration, Drill.Clock, Console.Out, Console.Error) is { } exit)
{
    return exit;
}

var (options, problems) = Settings.Read(probe.Configuration, probe.Environment.IsDevelopment(), Drill.Clock);
if (options is null)
{
    return Refuse(problems);
}

try
{
    await using var app = AppHost.Build(options);
    await app.RunAsync();
    return 0;
}
catch (StoreRefusedException refused)
{
    return Refuse([refused.Message]);
}
catch (IOException busy) when (busy.InnerException is AddressInUseException or SocketException)
{
    return Refuse([$"Somebody already listens on {options.Urls}: stop that program, or set B24APP__URLS to another address."]);
}

static int Refuse(IReadOnlyList<string> problems)
{
    foreach (var problem in problems)
    {
        Console.Error.WriteLine(problem);
    }

    return Misconfigured;
}
