using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.Tests.Journeys;

namespace B24App.Benchmarks;

/// <summary>
/// How much memory a file needs on its way. Application and both portals share one process, so the figure is what all of them need
/// together; the managed heap is looked at all along the way. The large file breaks off in the middle once.
/// </summary>
internal static class FileMemory
{
    private const long Megabyte = 1024 * 1024;
    private const long Allowed = 32 * Megabyte;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var (small, _) = await Cross(3 * Megabyte, broken: false);
        var (large, equal) = await Cross(100 * Megabyte, broken: true);
        var more = Math.Max(0, large - small);
        return
        [
            new("a file of 100 MB that breaks off in the middle once: its hash at the partner", "equal", equal ? "equal" : "another", equal),
            new("more memory for a file of 100 MB than for one of 3 MB, application and portals together", "at most 32 MB", $"{(more / (double)Megabyte).ToString("0.0", CultureInfo.InvariantCulture)} MB", more <= Allowed),
        ];
    }

    private static async Task<(long Peak, bool Equal)> Cross(long length, bool broken)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, changeA: half => half with { LargestFile = 200 }, changeB: half => half with { LargestFile = 200 });
        var content = await FileBytes.Read(new Noise(length), CancellationToken.None);
        DiskObject file;
        lock (world.North.Portal.Gate)
        {
            file = DiskActions.Upload(world.North.Portal, world.North.Portal.Users[5], "video.mp4", content);
        }

        if (broken)
        {
            world.North.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = "download" });
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        using var watch = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 5);
        world.North.Files(5, 12, "A film", People.Fields(("UF_TASK_WEBDAV_FILES", new JsonArray($"n{file.Id}"))));
        await world.AllIsQuiet();

        lock (world.South.Portal.Gate)
        {
            var arrived = world.South.Portal.State<DiskBoard>().Objects.Values.SingleOrDefault(found => found.Content is not null);
            return (peak - before, arrived?.Content!.Sha256 == content.Sha256);
        }
    }

    /// <summary>Bytes without a pattern, made while they are read.</summary>
    private sealed class Noise(long length) : Stream
    {
        private readonly Random _random = new(1);
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            _random.NextBytes(buffer.AsSpan(offset, read));
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
