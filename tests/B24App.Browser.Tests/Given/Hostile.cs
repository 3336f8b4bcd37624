namespace B24App.Browser.Tests.Given;

/// <summary>What people write into names, titles and texts when they mean no good, or just have much to say.</summary>
internal static class Hostile
{
    public static readonly string Script = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">";
    public static readonly string Word = new('W', 10_000);
    public static readonly string Marks = "\u202Eevil\u2066 \u200F😀👩‍👩‍👧‍👦 {{7*7}} ${7*7} @(1+1)";

    /// <summary>None of it is code, whatever was opened in this window.</summary>
    public static async Task IsInert(Walk walk)
    {
        Assert.NotEqual("broken", await (await walk.Frame()).EvaluateAsync<string>("() => document.title"));
        Assert.Equal(0, await walk.Main.Locator("script, img[src='x']").CountAsync());
    }
}
