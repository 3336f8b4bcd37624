using System.Globalization;

namespace B24App.Drills;

/// <summary>What goes wrong with the store.</summary>
internal enum StoreTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The commit fails, and nothing of it is on disk.</summary>
    CommitFails,

    /// <summary>The commit is on disk, and is told to have failed.</summary>
    CommitAmbiguous,

    /// <summary>The file may not grow.</summary>
    DiskFull,
}

/// <summary>
/// The part of a drill that changes while the process lives: a file that is read again and again, with words like
/// <c>leapt=21600000;wrong=-7200000;store=CommitFails:2;kill=AfterLeave:1</c> (milliseconds; every second commit). What was taken in stands in
/// a file beside it, whose name ends in <see cref="Taken"/>.
/// </summary>
internal sealed class DrillFile : IDisposable
{
    /// <summary>How the name ends of the file that tells which words were taken in.</summary>
    public const string Taken = ".taken";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private readonly string _path;
    private readonly FastClock? _clock;
    private readonly ITimer _timer;
    private string _read = "";
    private string _kill = "";
    private int _commits;
    private volatile int _every = 1;
    private volatile StoreTrouble _trouble;

    /// <summary>Reads the file now, and again whenever it changes.</summary>
    public DrillFile(string path, FastClock? clock)
    {
        (_path, _clock) = (path, clock);
        Read();
        _timer = TimeProvider.System.CreateTimer(_ => Read(), null, Pace, Pace);
    }

    /// <summary>What goes wrong with the store now.</summary>
    public StoreTrouble Trouble => _trouble;

    /// <summary>The moment at which the process ends, or null.</summary>
    public LastStep? Last { get; private set; }

    /// <summary>True when this commit is one that goes wrong in the given way.</summary>
    public bool Hits(StoreTrouble trouble) => _trouble == trouble && Interlocked.Increment(ref _commits) % _every == 0;

    /// <summary>Ends the reading.</summary>
    public void Dispose() => _timer.Dispose();

    private void Read()
    {
        try
        {
            var text = File.Exists(_path) ? File.ReadAllText(_path) : "";
            if (text != _read)
            {
                _read = text;
                Take(text);
                File.WriteAllText(_path + Taken, text);
            }
        }
        catch (IOException)
        {
            // it is being written: the next look reads it
        }
    }

    private void Take(string text)
    {
        var words = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', 2)).ToDictionary(word => word[0], word => word[1], StringComparer.Ordinal);
        if (_clock is not null)
        {
            (_clock.Wrong, _clock.Leapt) = (Span("wrong"), Span("leapt"));
        }

        var store = words.GetValueOrDefault("store", nameof(StoreTrouble.None)).Split(':');
        _every = store.Length > 1 ? int.Parse(store[1], CultureInfo.InvariantCulture) : 1;
        _trouble = Enum.Parse<StoreTrouble>(store[0]);

        var kill = words.GetValueOrDefault("kill", "");
        if (kill != _kill) // other words change in the middle of the count
        {
            (_kill, Last) = (kill, kill.Length > 0 ? new LastStep(kill) : null);
        }

        TimeSpan Span(string name) => TimeSpan.FromMilliseconds(long.Parse(words.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture));
    }
}
