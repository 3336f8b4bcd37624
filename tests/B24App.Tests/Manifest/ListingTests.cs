using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using B24App.Configuration;
using B24App.Links;
using B24App.Portals;
using B24App.Tests.Architecture;

namespace B24App.Tests.Manifest;

/// <summary>What the Marketplace is told is complete, within its limits, and says what the code does.</summary>
public sealed partial class ListingTests
{
    private static readonly string[] Languages = ["ru", "en"];

    private static readonly Dictionary<string, int> Longest = new()
    {
        ["name"] = 50, ["menu-name"] = 30, ["short"] = 300, ["full"] = 8000, ["install"] = 4000, ["support"] = 1000, ["keywords"] = 2000, ["whats-new"] = 2000,
    };

    public static TheoryData<string> EveryLanguage => [.. Languages];

    [Theory, MemberData(nameof(EveryLanguage))]
    public void Every_text_is_there_and_not_too_long(string language)
    {
        foreach (var (name, longest) in Longest)
        {
            Assert.InRange(Text(language, name).Length, 2, longest);
        }

        Assert.Equal(Longest.Keys.Order(), Repository.Files($"app-manifest/listing/{language}", "*").Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Theory, MemberData(nameof(EveryLanguage))]
    public void The_name_is_one_in_listing_app_licence_and_privacy_policy(string language)
    {
        var name = Text(language, "name");
        Assert.Equal(name, B24App.Pages.Texts.For(language)["App.title"]);
        Assert.DoesNotContain("test", name, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(name, Text(language, "short"), StringComparison.OrdinalIgnoreCase);
        foreach (var document in new[] { "licence", "privacy" })
        {
            var html = Repository.Read($"app-manifest/legal/{language}/{document}.html");
            Assert.Contains(name, html, StringComparison.Ordinal);
            Assert.Contains("The B24App authors", html, StringComparison.Ordinal);
            Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_English_listing_has_no_Russian_word() =>
        Assert.All(Repository.Files("app-manifest/listing/en", "*").Concat(Repository.Files("app-manifest/legal/en", "*")), file => Assert.DoesNotMatch("[а-яА-ЯёЁ]", Repository.Read(file)));

    [Theory, MemberData(nameof(EveryLanguage))]
    public void Limits_in_words_are_the_limits_of_the_code(string language)
    {
        var full = Text(language, "full");
        var limits = new LinkLimits();
        foreach (var number in new long[] { limits.ItemsOfDay, limits.TextOfDay, limits.EventsOfDay })
        {
            Assert.Contains(number.ToString("N0", CultureInfo.GetCultureInfo("en-US")).Replace(",", language == "ru" ? " " : ",", StringComparison.Ordinal), full, StringComparison.Ordinal);
        }

        foreach (var number in new[] { limits.WritesOfItem, limits.WritesOfLink, (int)Invitations.Life.TotalDays, Invitations.MostMisses })
        {
            Assert.Matches($@"\b{number.ToString(CultureInfo.InvariantCulture)}\b", full);
        }

        var setting = new PortalSetting();
        var privacy = Repository.Read($"app-manifest/legal/{language}/privacy.html");
        foreach (var number in new[] { setting.JournalDays, setting.EventDays, setting.RestDays, PortalSetting.JournalRange.Most, PortalSetting.EventRange.Most, PortalSetting.RestRange.Least })
        {
            Assert.Matches($@"\b{number.ToString(CultureInfo.InvariantCulture)}\b", privacy);
        }
    }

    [Theory, MemberData(nameof(EveryLanguage))]
    public void Support_address_is_one_in_all_documents(string language)
    {
        var addresses = new[] { Text(language, "support"), Repository.Read($"app-manifest/legal/{language}/licence.html"), Repository.Read($"app-manifest/legal/{language}/privacy.html") }
            .SelectMany(text => Address().Matches(text).Select(match => match.Value)).Distinct();
        Assert.Single(addresses);
    }

    [Fact]
    public void The_icon_is_square_in_size_and_has_no_transparency()
    {
        var png = File.ReadAllBytes(Path.Combine(Repository.Root, "app-manifest", "media", "icon.png"));
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal(width, height);
        Assert.InRange(width, 250, 650);
        Assert.Equal(2, png[25]); // colour type: RGB without alpha
    }

    [Fact]
    public void Every_scope_event_and_placement_is_explained()
    {
        var manifest = AppManifest.Read(AppContext.BaseDirectory);
        var raw = Repository.Read("app-manifest/app.json");
        Assert.All(manifest.Scopes, scope => Assert.EndsWith(".", scope.Reason));
        Assert.All(manifest.Events, one => Assert.EndsWith(".", one.Use));
        Assert.All(manifest.Placements, placement => Assert.Equal(["en", "ru"], placement.Title.Keys.Order()));
        Assert.Contains("\"mobile\": false", raw, StringComparison.Ordinal);
        Assert.Contains("\"installByAnyUser\": false", raw, StringComparison.Ordinal);
    }

    private static string Text(string language, string name) => Repository.Read($"app-manifest/listing/{language}/{name}.txt").Trim();

    [GeneratedRegex(@"[\w.]+@[\w.]+\w")]
    private static partial Regex Address();
}
