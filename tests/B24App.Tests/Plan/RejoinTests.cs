using System.Globalization;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Text;

namespace B24App.Tests.Plan;

/// <summary>After an old backup: which of our messages is the mirror of which comment.</summary>
public sealed class RejoinTests
{
    [Theory]
    // comments as "author:text", our messages as "author:text" (or a whole message), and what is found: "comment>message", "!" where it reads otherwise
    [InlineData("a:one|a:two", "a:one|a:two", "0>0 1>1")]
    [InlineData("a:ok|a:ok", "a:ok", "0>0")]
    [InlineData("a:one, changed|a:two", "a:one|a:two", "0>0! 1>1")]
    [InlineData("a:one|b:two, changed|a:three", "a:one|b:two|a:three", "0>0 1>1! 2>2")]
    [InlineData("a:one|a:last, changed", "a:one|a:last", "0>0 1>1!")]
    [InlineData("a:one|a:new", "a:one", "0>0")]
    [InlineData("a:one|c:new|a:two", "a:one|b:of one who took it back|a:two", "0>0 2>2")]
    [InlineData("a:x|a:y|a:three", "a:one|a:two|a:three", "0>0! 1>1! 2>2")]
    public void Rule16_what_reads_otherwise_by_now_is_found_by_its_place(string comments, string messages, string expected) =>
        Assert.Equal(expected, Found(Rejoin.Match([.. comments.Split('|').Select(Comment)], [.. messages.Split('|').Select(Message)])));

    [Theory]
    [InlineData("a:one|a:two, changed|a:three", false, "0>0d 1>0d! 2>0d")]
    [InlineData("a:one|a:two, changed|a:three", true, "0>0d 1>0d 2>0d")]
    public void Rule19_a_changed_comment_between_two_of_a_digest_stands_in_the_digest_and_is_told_once(string comments, bool told, string expected)
    {
        var digest = CommentText.Digest(
            [.. new[] { "one", "two", "three" }.Select(text => new DigestEntry(new BylineFacts("a", "South") { OriginalTime = At }, text))], Dialect.Chat, Language.En);
        var note = Notes.In(Language.En).EditedAtPartner("a", "South", "two, changed");
        SeenComment[] ours = told ? [Said(0, Assert.Single(digest)), Said(1, note)] : [Said(0, Assert.Single(digest))];
        Assert.Equal(expected, Found(Rejoin.Match([.. comments.Split('|').Select(Comment)], ours)));
    }

    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static Told Comment(string spoken, int number)
    {
        var (author, text) = Split(spoken);
        var by = new BylineFacts(author, "South");
        return new Told(
            Said(number, text), [Rejoin.Body(text, Dialect.Chat)], Neutral.Of(Byline.Of(by with { OriginalTime = At }, Dialect.Chat, Language.En) + "\n" + text, Dialect.Chat), Neutral.Of(text, Dialect.Chat), $"{author} (South)");
    }

    private static SeenComment Message(string spoken, int number)
    {
        var (author, text) = Split(spoken);
        return Said(number, Byline.Of(new BylineFacts(author, "South"), Dialect.Chat, Language.En) + "\n" + text);
    }

    private static SeenComment Said(int number, string text) =>
        new(string.Create(CultureInfo.InvariantCulture, $"m{number}"), number, 1, "relay", At, text, Speaker.Human, false, false);

    private static (string Author, string Text) Split(string spoken) => (spoken[..spoken.IndexOf(':', StringComparison.Ordinal)], spoken[(spoken.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string Found(IEnumerable<Rejoined> found) =>
        string.Join(' ', found.Select(each => $"{each.Comment.Id}>{each.Mirrors[0].Id}{(each.InDigest ? "d" : "")}{(each.ReadsOtherwise ? "!" : "")}"));
}
