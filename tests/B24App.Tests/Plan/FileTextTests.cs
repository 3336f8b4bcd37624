using System.Text.Json.Nodes;
using B24App.Files;
using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Tests.Plan;

public class FileTextTests
{
    [Theory]
    [InlineData("отчёт.pdf", "отчёт.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\a\b.txt", "b.txt")]
    [InlineData("a\u202Egnp.exe", "agnp.exe")]
    [InlineData("a\u0000b\r\nc.txt", "abc.txt")]
    [InlineData(" . . name.txt . ", "name.txt")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    [InlineData("nul", "file_nul")]
    [InlineData("con.txt", "file_con.txt")]
    [InlineData("<b>\"x\"|?*.txt", "_b__x____.txt")]
    [InlineData("[DISK FILE ID=1].png", "_DISK FILE ID=1_.png")]
    [InlineData(".htaccess", "htaccess")]
    public void A_name_is_made_plain_RULES_34(string name, string safe) => Assert.Equal(safe, FileNames.Safe(name));

    [Fact]
    public void A_long_name_keeps_its_ending_and_no_half_character()
    {
        var safe = FileNames.Safe(string.Concat(Enumerable.Repeat("👍", 400)) + ".tar.gz");

        Assert.True(safe.Length <= 120);
        Assert.EndsWith(".gz", safe, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(safe[^4]));
    }

    [Theory]
    [InlineData("setup.exe", true)]
    [InlineData("photo.png.scr", true)]
    [InlineData("SETUP.EXE. ", true)]
    [InlineData("x/y.lnk", true)]
    [InlineData("photo\u202Egnp.exe", true)]
    [InlineData("report.pdf", false)]
    [InlineData("exe", false)]
    [InlineData("archive.zip", false)]
    public void Programs_stay_behind(string name, bool forbidden) => Assert.Equal(forbidden, FileNames.IsForbidden(name));

    [Theory]
    [InlineData("a (1).png", "a.png", true)]
    [InlineData("a (12).png", "A (3).png", true)]
    [InlineData("a.png", "b.png", false)]
    [InlineData("a.png", "a.jpg", false)]
    public void A_number_a_portal_added_makes_no_other_file(string one, string other, bool same) => Assert.Equal(same, FileNames.AreOne(one, other));

    [Theory]
    [InlineData(512, "512 Б")]
    [InlineData(1536, "1,5 КБ")]
    [InlineData(12_897_485, "12,3 МБ")]
    public void Sizes_read_like_words(long bytes, string words) => Assert.Equal(words, FileNames.Size(bytes, Language.Ru));

    [Theory]
    [InlineData("a.pdf", 10, 20, null)]
    [InlineData("a.pdf", 20, 20, null)]
    [InlineData("a.pdf", 21, 20, Reason.FileTooLarge)]
    [InlineData("a.exe", 1, 20, Reason.FileForbidden)]
    public void What_may_cross_is_judged_by_name_and_size(string name, long size, long largest, Reason? why) => Assert.Equal(why, FileJudgement.Refuses(name, size, largest));

    [Fact]
    public void Slots_are_filled_with_ids_or_with_words()
    {
        var parameters = new JsonObject
        {
            ["taskId"] = 4,
            ["fields"] = new JsonObject
            {
                ["DESCRIPTION"] = "x [DISK FILE ID=@A495] y [DISK FILE ID=@A497] z [DISK FILE ID=@nonsense]",
                ["UF_TASK_WEBDAV_FILES"] = new JsonArray("567", "@A495", "@A497"),
            },
        };

        var filled = FileSlots.Fill(parameters, token => token == "A495" ? new FilledSlot("n9851", "a.png") : new FilledSlot(null, "b.png"), Language.Ru);

        Assert.Equal("x [DISK FILE ID=n9851] y [файл: b.png] z [DISK FILE ID=@nonsense]", filled["fields"]!["DESCRIPTION"]!.GetValue<string>());
        Assert.Equal("""["567","n9851"]""", filled["fields"]!["UF_TASK_WEBDAV_FILES"]!.ToJsonString());
    }

    [Fact]
    public void A_slot_that_a_person_typed_is_no_slot()
    {
        var crossed = Converter.Convert("[DISK FILE ID=@A495] [disk file id=n12]", Dialect.Task, Dialect.Task, new Crossing("https://north.example") { FileSlot = id => id == "n12" ? "A7" : null }).Text;

        Assert.Equal("[файл] [DISK FILE ID=@A7]", crossed);
    }
}
