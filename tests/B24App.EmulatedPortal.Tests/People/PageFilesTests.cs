using System.Text.RegularExpressions;
using B24App.EmulatedPortal.People;

namespace B24App.EmulatedPortal.Tests.People;

public sealed partial class PageFilesTests
{
    public static TheoryData<string> Files => [.. PeopleAssets.Names];

    [Theory, MemberData(nameof(Files))]
    public void No_file_asks_another_host_or_carries_inline_code(string name)
    {
        var text = PeopleAssets.Text(name).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotMatch(ForeignAddress(), text);
        Assert.DoesNotMatch(Inline(), text);
    }

    [Theory, MemberData(nameof(Files))]
    public void No_module_parses_markup_or_code_from_text(string name) => Assert.DoesNotMatch(Parsing(), PeopleAssets.Text(name));

    [Fact]
    public void Both_languages_have_the_same_words_with_the_same_places()
    {
        var russian = Words("words-ru.js");
        var english = Words("words-en.js");
        Assert.True(russian.Count > 100);
        Assert.Equal(russian.Keys.Order(), english.Keys.Order());
        foreach (var (key, text) in russian)
        {
            Assert.True(Places(text).SequenceEqual(Places(english[key])), key);
        }
    }

    [Fact]
    public void Every_word_is_used_and_every_used_word_exists()
    {
        var words = Words("words-en.js").Keys.ToHashSet();
        var code = string.Join('\n', PeopleAssets.Names.Where(name => name.EndsWith(".js", StringComparison.Ordinal) && !name.StartsWith("words", StringComparison.Ordinal)).Select(PeopleAssets.Text));
        Assert.All(Call().Matches(code), call => Assert.Contains(call.Groups[1].Value, words));
        var all = code + PeopleAssets.Text("words.js");
        Assert.DoesNotContain(words, word => !Composed().IsMatch(word) && !Regex.IsMatch(all, $"['\"]{word}['\"]"));
    }

    private static Dictionary<string, string> Words(string name) =>
        Entry().Matches(PeopleAssets.Text(name)).ToDictionary(entry => entry.Groups[1].Value, entry => entry.Groups[2].Value);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(place => place.Value).Distinct().Order();

    [GeneratedRegex("""(?:src|href|url\(|fetch\(|import)\s*[=('" ]*(?:https?:)?//""")]
    private static partial Regex ForeignAddress();

    [GeneratedRegex("""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+="[^"]""")]
    private static partial Regex Inline();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|srcdoc")]
    private static partial Regex Parsing();

    [GeneratedRegex("(?:^|[ ,{])([a-zA-Z0-9]+): '([^']*)'", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b(?:t|counted)\('([a-zA-Z0-9]+)'")]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?:status|priority)\d$")]
    private static partial Regex Composed();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
