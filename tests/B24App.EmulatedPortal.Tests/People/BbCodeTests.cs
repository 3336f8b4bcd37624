using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tests.People;

public sealed class BbCodeTests
{
    [NodeTheory]
    [InlineData("plain", "plain text", """["plain text"]""")]
    [InlineData("bold in any case", "[B]x[/b]", """[{"tag":"b","children":["x"]}]""")]
    [InlineData("nested", "[b]a[i]b[/i][/b]", """[{"tag":"b","children":["a",{"tag":"i","children":["b"]}]}]""")]
    [InlineData("unclosed stays text", "[b]x", """["[b]x"]""")]
    [InlineData("stray end stays text", "x[/b]", """["x[/b]"]""")]
    [InlineData("crossed tags close what is inside", "[b][i]x[/b]y[/i]", """[{"tag":"b","children":["[i]x"]},"y[/i]"]""")]
    [InlineData("unknown stays text", "[script]x[/script]", """["[script]x[/script]"]""")]
    [InlineData("markup is text", "<b onclick=1>", """["<b onclick=1>"]""")]
    [InlineData("code keeps tags", "[code][b]x[/b][/code]", """[{"tag":"code","children":["[b]x[/b]"]}]""")]
    [InlineData("code without an end", "[code]x", """["[code]x"]""")]
    [InlineData("list", "[list][*]a[*]b[/list]", """[{"tag":"list","children":[{"tag":"item","children":["a"]},{"tag":"item","children":["b"]}]}]""")]
    [InlineData("star outside a list", "[*]a", """["[*]a"]""")]
    [InlineData("system mention", "[USER=9 REPLACE]N[/USER]", """[{"tag":"user","value":"9 REPLACE","children":["N"]}]""")]
    [InlineData("line break", "a[br]b", """["a\nb"]""")]
    public void Text_becomes_a_tree(string why, string text, string tree)
    {
        var found = Node.Evaluate("bbcode.js", "page.parse(given)", text);
        Assert.True(Shape(JsonNode.Parse(found.GetRawText())!) == JsonNode.Parse(tree)!.ToJsonString(), $"{why}: {found}");
    }

    [NodeTheory]
    [InlineData("https://example.com/a?b=1", true)]
    [InlineData("/company/personal/user/1/", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData(" JaVaScRiPt:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://a\" onclick=\"x", false)]
    public void Only_web_addresses_become_links(string url, bool isLink) =>
        Assert.Equal(isLink, Node.Evaluate("bbcode.js", "page.safeUrl(given)", url).ValueKind != JsonValueKind.Null);

    [NodeFact]
    public void Hostile_nesting_is_bounded_and_loses_no_text()
    {
        var text = string.Concat(Enumerable.Repeat("[b][quote][code][list][*]", 4000)) + "end";
        var found = Node.Evaluate("bbcode.js", "{ length: page.plainText(page.parse(given)).length, text: page.plainText(page.parse(given)).endsWith('end') }", text);
        Assert.True(found.GetProperty("text").GetBoolean());
        Assert.True(found.GetProperty("length").GetInt32() > text.Length / 2);
    }

    // The raw source of a tag and an empty value are the parser's own notes, not a part of what it found.
    private static string Shape(JsonNode tree)
    {
        Strip(tree);
        return tree.ToJsonString();

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var item in list)
                {
                    Strip(item);
                }
            }
            else if (node is JsonObject map)
            {
                map.Remove("raw");
                if (map["value"]?.ToString() == "")
                {
                    map.Remove("value");
                }

                Strip(map["children"]);
            }
        }
    }
}
