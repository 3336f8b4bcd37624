using System.Collections.Concurrent;
using System.Diagnostics;

namespace B24App.Rig;

/// <summary>The real application as a process of its own.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly ConcurrentDictionary<Process, byte> Living = new();

    private readonly Process _process;
    private readonly TextWriter _output;

    static AppProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Living.Keys)
        {
            process.Kill(); // whoever ends the rig ends its apps
        }
    };

    private AppProcess(Process process, TextWriter output)
    {
        (_process, _output) = (process, output);
        Living[process] = 0;
    }

    public bool IsDead => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it with a drill plan and waits until it answers, or is dead.</summary>
    public static async Task<AppProcess> Start(Stage stage, Manner manner, string drill = "", Uri? url = null)
    {
        url ??= stage.Url;
        var (process, output) = Run(stage, manner, drill, url);
        var app = new AppProcess(process, output);
        await app.Answers(stage, url);
        return app;
    }

    /// <summary>How long this machine takes to start the app and end it again, now.</summary>
    public static async Task<TimeSpan> Effort()
    {
        var start = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "B24App.dll"), "backup"]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(); // it asks for a file and ends
        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>One of the app's commands, from its start to its end: <c>backup FILE</c>, <c>restore FILE</c>.</summary>
    public static async Task Command(Stage stage, params string[] words)
    {
        var (process, output) = Run(stage, new Manner(), "", stage.Url, words);
        await using (var command = new AppProcess(process, output))
        {
            if (!await command.Ended(Longest) || command.ExitCode != 0)
            {
                throw new InvalidOperationException($"'{string.Join(' ', words)}' did not work; see {stage.Folder}/app.log.");
            }
        }
    }

    private static (Process Process, TextWriter Output) Run(Stage stage, Manner manner, string drill, Uri url, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "B24App.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = stage.Folder,
        };
        Set("ASPNETCORE_ENVIRONMENT", "Development");
        Set("Logging__LogLevel__Default", "Warning");
        Set("Logging__LogLevel__Microsoft.AspNetCore.DataProtection", "Error");
        Set("DOTNET_TieredPGO", "0");
        Set("DOTNET_USE_POLLING_FILE_WATCHER", "1"); // a machine has few watchers, and the rig starts many apps
        Set("B24APP__DATAFOLDER", stage.Folder);
        Set("B24APP__URLS", url.AbsoluteUri.TrimEnd('/'));
        Set("B24APP__PUBLICURL", stage.Url.AbsoluteUri);
        Set("B24APP__APPS__0__CLIENTID", Stage.ClientId);
        Set("B24APP__APPS__0__CLIENTSECRET", Stage.ClientSecret);
        Set("B24APP__OAUTHHOSTS__0", stage.Box.OAuth.Url);
        Set("B24APP__PATIENCE__SWEEP", stage.Sweep.ToString());
        Set("B24APP__PATIENCE__REFERENCEGRID", "00:00:01");
        Set("B24APP__PATIENCE__REFERENCE", "00:00:05");
        Set("B24APP__PATIENCE__NOACCESS", "00:00:40");
        Set("B24APP__PATIENCE__FUSEWINDOW", "00:00:05"); // the rig is busier than people; the fuse has tests of its own
        Set("B24APP__PATIENCE__CENSUS", stage.Sweep.ToString());
        Set("B24APP__PATIENCE__SETTLING", "00:00:02");
        if (manner.Patience is { } patience)
        {
            Set($"B24APP__PATIENCE__{patience.Name}", patience.Time.ToString());
        }

        Set(Drills.Drill.Variable, string.Join(';', new[] { stage.ClockWord, manner.Drill, drill }.Where(word => word.Length > 0)));

        var output = TextWriter.Synchronized(new StreamWriter(Path.Combine(stage.Folder, "app.log"), append: true) { AutoFlush = true });
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);

        void Set(string name, string value) => start.Environment[name] = value;
    }

    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    /// <summary>Asks it to end, as a service is stopped, and waits.</summary>
    public async Task Stop()
    {
        if (!_process.HasExited)
        {
            using var asks = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await asks.WaitForExitAsync();
        }

        if (!await Ended(Longest) || ExitCode != 0)
        {
            throw new InvalidOperationException("The app did not stop in order.");
        }
    }

    /// <summary>Waits for its end, at most so long; true when it ended.</summary>
    public async Task<bool> Ended(TimeSpan within)
    {
        using var enough = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(enough.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        Living.TryRemove(_process, out _);
        _process.Dispose();
        await _output.DisposeAsync();
    }

    private async Task Answers(Stage stage, Uri url)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!IsDead)
        {
            try
            {
                using var answer = await stage.Http.GetAsync(new Uri(url, "health"));
                return;
            }
            catch (HttpRequestException)
            {
                if (TimeProvider.System.GetElapsedTime(start) > Longest)
                {
                    throw new InvalidOperationException($"The app did not start; see {stage.Folder}/app.log.");
                }

                await Task.Delay(Glance, TimeProvider.System);
            }
        }
    }
}
