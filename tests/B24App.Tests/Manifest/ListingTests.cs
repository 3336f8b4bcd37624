using System.Buffers.Binary;
using System.Text.Json;
using B24App.Tests.Architecture;

namespace B24App.Tests.Manifest;

/// <summary>What the Market is given: complete in both languages, within its limits, one name and one address everywhere (b24restdocs: market/preparing-to-publish/).</summary>
public class ListingTests
{
    private static readonly JsonElement App = JsonDocument.Parse(Repository.Read("app-manifest/app.json")).RootElement;

    public static TheoryData<string, int, int> Limits => new()
    {
        { "name", 3, 60 },
        { "menu-name", 3, 40 },
        { "short", 40, 250 },
        { "full", 500, 10_000 },
        { "install", 200, 10_000 },
        { "support", 60, 2_000 },
        { "keywords", 20, 2_000 },
        { "whats-new", 20, 2_000 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Every_text_stands_in_both_languages_within_its_limits(string text, int least, int most)
    {
        foreach (var language in new[] { "ru", "en" })
        {
            var read = Listing(language, text);
            Assert.InRange(read.Length, least, most);
            Assert.DoesNotContain('!', read);
        }

        Assert.NotEqual(Listing("ru", text), Listing("en", text));
    }

    [Fact]
    public void English_texts_have_no_Russian_letters_and_no_Russian_links()
    {
        foreach (var file in Repository.Files("app-manifest/listing/en", "*.txt").Concat(Repository.Files("app-manifest/legal/en", "*.html")))
        {
            Assert.DoesNotContain(Repository.Read(file), letter => letter is >= '\u0400' and <= '\u04FF');
            Assert.DoesNotContain(".ru", Repository.Read(file), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void One_name_and_one_address_in_listing_licence_policy_and_code(string language)
    {
        var name = App.GetProperty("title").GetProperty(language).GetString()!;
        var publisher = App.GetProperty("publisher").GetProperty("name").GetProperty(language).GetString()!;
        var address = App.GetProperty("publisher").GetProperty("email").GetString()!;
        var licence = Repository.Read($"app-manifest/legal/{language}/licence.html");
        var policy = Repository.Read($"app-manifest/legal/{language}/privacy.html");

        Assert.Equal(name, Listing(language, "name"));
        Assert.Equal(name, B24App.Pages.Texts.For(language)["App.title"]);
        Assert.DoesNotContain(name, Listing(language, "short"), StringComparison.OrdinalIgnoreCase);
        Assert.All([licence, policy], page => Assert.Contains(name, page, StringComparison.Ordinal));
        Assert.All([licence, policy], page => Assert.Contains(publisher, page, StringComparison.Ordinal));
        Assert.All([licence, policy, Listing(language, "support")], page => Assert.Contains(address, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_icon_is_square_big_enough_and_not_transparent()
    {
        var png = File.ReadAllBytes(Path.Combine(Repository.Root, "app-manifest", "media", "icon.png"));
        var (width, height, colours) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), png[25]);

        Assert.Equal(width, height);
        Assert.InRange(width, 250, 650);
        Assert.True(colours is 0 or 2, "the picture has an alpha channel or a palette");
    }

    [Fact]
    public void Every_scope_event_and_placement_says_what_it_is_for()
    {
        Assert.All(App.GetProperty("scopes").EnumerateArray(), scope => Assert.EndsWith(".", scope.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.All(App.GetProperty("events").EnumerateArray(), bound => Assert.EndsWith(".", bound.GetProperty("use").GetString(), StringComparison.Ordinal));
        Assert.All(App.GetProperty("placements").EnumerateArray(), place => Assert.All(["ru", "en"], language => Assert.NotEmpty(place.GetProperty("title").GetProperty(language).GetString()!)));
    }

    private static string Listing(string language, string text) => Repository.Read($"app-manifest/listing/{language}/{text}.txt").Trim();
}
