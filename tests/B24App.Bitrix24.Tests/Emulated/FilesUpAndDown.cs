using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Files;
using B24App.Bitrix24.Json;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using BoxFault = B24App.EmulatedPortal.Control.Fault;

namespace B24App.Bitrix24.Tests.Emulated;

public class FilesUpAndDown
{
    private static async Task<FileWire> Upload(ABoxedPortal portal, string name, byte[] bytes)
    {
        var root = FileWire.RootFrom((await portal.Ask(FileCommands.DriveOf(1))).Result)!.Value;
        var (url, field) = FileWire.PlaceFrom((await portal.Ask(FileCommands.UploadPlace(root))).Result)!.Value;
        var sent = await portal.Line.Files.Send(url, field, name, new MemoryStream(bytes), CancellationToken.None);
        return FileWire.From(Assert.IsType<Answer>(sent).Result)!;
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_down_with_the_same_hash()
    {
        await using var portal = await ABoxedPortal.Start();
        var bytes = new byte[3_000_000];
        new Random(3).NextBytes(bytes);

        var file = await Upload(portal, "Снимок \"1\".png", bytes);
        Assert.Equal(("Снимок \"1\".png", bytes.Length), (file.Name, (int)file.Size));

        var shown = FileWire.From((await portal.Ask(FileCommands.File(file.Id))).Result)!;
        var sink = new MemoryStream();
        var whole = Assert.IsType<Fetched.Whole>(await portal.Line.Files.Fetch(shown.DownloadUrl, sink, 4_000_000, CancellationToken.None));
        Assert.Equal(bytes, sink.ToArray());
        Assert.Equal(FileBytes.Of(bytes).Sha256, whole.Sha256);
    }

    [Fact]
    public async Task What_is_larger_than_allowed_is_not_read()
    {
        await using var portal = await ABoxedPortal.Start();
        var file = await Upload(portal, "a.bin", new byte[1000]);
        var sink = new MemoryStream();

        Assert.IsType<Fetched.TooLarge>(await portal.Line.Files.Fetch(file.DownloadUrl, sink, 999, CancellationToken.None));
        Assert.Equal(0, sink.Length);
    }

    [Fact]
    public async Task An_address_on_another_host_is_never_followed()
    {
        await using var portal = await ABoxedPortal.Start();

        Assert.IsType<Fetched.NoFile>(await portal.Line.Files.Fetch("http://localhost:9/x", new MemoryStream(), 10, CancellationToken.None));
        Assert.IsType<Fetched.NoFile>(await portal.Line.Files.Fetch("http://localhost:9/bitrix/tools/crm_show_file.php?fileId=1&auth=", new MemoryStream(), 10, CancellationToken.None, withToken: true));
        Assert.IsType<Refusal>(await portal.Line.Files.Send(new Uri("http://localhost:9/x"), "file", "a", new MemoryStream(), CancellationToken.None));
    }

    [Fact]
    public async Task Files_travel_inside_of_a_call_and_come_back_by_addresses_that_want_a_token()
    {
        await using var portal = await ABoxedPortal.Start();
        var (one, two) = (new byte[1_200_001], "b"u8.ToArray());
        new Random(4).NextBytes(one);
        var deal = Wire.Id((await portal.Ask(new Command("crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "x" } }))).Result)!.Value;
        var comment = Wire.Id((await portal.Ask(TimelineCommands.Add(new CrmRef(2, deal), "see"))).Result)!.Value;
        InlineFile[] files = [InlineFile.Of(new MemoryStream(one)), InlineFile.Of(new MemoryStream(two))];
        var fill = TimelineCommands.Fill(comment, null, [("Снимок \"1\".png", files[0].Slot), ("b.txt", files[1].Slot)]);
        Assert.IsType<Answer>(await portal.Line.Call(fill, files, Urgency.Live, CancellationToken.None));

        var shown = TimelineCommentWire.From((await portal.Ask(TimelineCommands.Get(comment))).Result)!;
        Assert.Equal(("see", "Снимок \"1\".png", one.Length, 2), (shown.Text, shown.Files[0].Name, (int)shown.Files[0].Size, shown.Files.Length));
        var sink = new MemoryStream();
        var whole = Assert.IsType<Fetched.Whole>(await portal.Line.Files.Fetch(shown.Files[0].Url, sink, 2_000_000, CancellationToken.None, withToken: true));
        Assert.Equal((FileBytes.Of(one).Sha256, "Снимок \"1\".png"), (whole.Sha256, whole.Name));
        Assert.IsType<Fetched.NoFile>(await portal.Line.Files.Fetch(shown.Files[0].Url, new MemoryStream(), 2_000_000, CancellationToken.None));
        var large = Assert.IsType<Fetched.TooLarge>(await portal.Line.Files.Fetch(shown.Files[0].Url, new MemoryStream(), 1_000_000, CancellationToken.None, withToken: true));
        Assert.Equal((one.Length, "Снимок \"1\".png"), ((int)large.Length, large.Name));
    }

    [Theory]
    [InlineData(FaultKind.Junk, typeof(Fetched.NoFile))]
    [InlineData(FaultKind.HalfAnswer, typeof(Fetched.Broken))]
    [InlineData(FaultKind.Cut, typeof(Fetched.Broken))]
    [InlineData(FaultKind.Error, typeof(Fetched.Broken))]
    public async Task A_page_of_login_is_no_file_and_a_broken_transfer_may_be_tried_again(FaultKind kind, Type expected)
    {
        await using var portal = await ABoxedPortal.Start();
        var file = await Upload(portal, "a.bin", new byte[500_000]);
        portal.Host.Faults.Add(new BoxFault(kind) { Method = "download" });

        Assert.IsType(expected, await portal.Line.Files.Fetch(file.DownloadUrl, new MemoryStream(), 1_000_000, CancellationToken.None));
    }

    [Fact]
    public async Task An_upload_whose_answer_is_lost_is_unknown()
    {
        await using var portal = await ABoxedPortal.Start();
        var root = FileWire.RootFrom((await portal.Ask(FileCommands.DriveOf(1))).Result)!.Value;
        var (url, field) = FileWire.PlaceFrom((await portal.Ask(FileCommands.UploadPlace(root))).Result)!.Value;
        portal.Host.Faults.Add(new BoxFault(FaultKind.AnswerLost) { Method = "upload" });

        Assert.IsType<Unknown>(await portal.Line.Files.Send(url, field, "a.bin", new MemoryStream([1]), CancellationToken.None));
        Assert.Equal(["a.bin"], FileWire.ListFrom((await portal.Ask(FileCommands.Children(root))).Result).Select(found => found.Name));
    }
}
