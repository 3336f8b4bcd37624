using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Files;

namespace B24App.Bitrix24.Tests.Wires;

/// <summary>Files that travel inside of a call: encoded in pieces, however large they are.</summary>
public sealed class InlineFilesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(InlineFiles.Piece - 1)]
    [InlineData(InlineFiles.Piece)]
    [InlineData(InlineFiles.Piece + 1)]
    [InlineData((3 * InlineFiles.Piece) + 2)]
    public async Task A_body_holds_its_files_as_base64_and_is_as_long_as_it_says(int length)
    {
        var (one, two) = (Bytes(length, 1), Bytes(length + 1, 2));
        InlineFile[] files = [InlineFile.Of(new MemoryStream(one)), InlineFile.Of(new MemoryStream(two))];
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["second"] = files[1].Slot, ["words"] = "привет \"file-\"", ["first"] = files[0].Slot, ["auth"] = "t" });
        using var content = new InlineFiles(body, files);
        for (var leaves = 0; leaves < 2; leaves++) // a call leaves twice when its token ended
        {
            using var sent = new MemoryStream();
            await content.CopyToAsync(sent);
            Assert.Equal(content.Headers.ContentLength, sent.Length);
            Assert.Equal(content.Length, sent.Length);
            var read = JsonNode.Parse(Encoding.UTF8.GetString(sent.ToArray()))!;
            Assert.Equal(one, Convert.FromBase64String(read["first"]!.GetValue<string>()));
            Assert.Equal(two, Convert.FromBase64String(read["second"]!.GetValue<string>()));
            Assert.Equal("t", read["auth"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task However_large_a_file_is_only_a_piece_of_it_is_held()
    {
        const long length = 60L * 1024 * 1024;
        var zeros = new Zeros(length);
        InlineFile[] files = [InlineFile.Of(zeros)];
        using var content = new InlineFiles(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["file"] = files[0].Slot }), files);
        var sink = new Counted();
        await content.CopyToAsync(sink);
        Assert.Equal(content.Length, sink.Written);
        Assert.InRange(content.Length, length * 4 / 3, (length * 4 / 3) + 100);
        Assert.InRange(sink.Largest, 1, 128 * 1024);
        Assert.InRange(zeros.Largest, 1, 128 * 1024);
    }

    [Fact]
    public void A_call_without_a_place_for_its_file_is_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => new InlineFiles("{}"u8.ToArray(), [InlineFile.Of(new MemoryStream([1]))]));

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private sealed class Zeros(long length) : Stream
    {
        public int Largest { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Largest = Math.Max(Largest, count);
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Counted : Stream
    {
        public long Written { get; private set; }

        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Largest = Math.Max(Largest, count);
            Written += count;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
