using B24App.Plan.Text;

namespace B24App.Tests.Plan;

/// <summary>The whole way of a text, not only its parsing, grows with the text and not with its square (RULES 11). Counted in bytes, which no busy machine changes.</summary>
public class ConverterCost
{
    private const int Fewer = 400;
    private const int Times = 8;

    public static TheoryData<string> EveryPiece => [.. ConverterProperties.Pieces];

    [Theory, MemberData(nameof(EveryPiece))]
    public void Eight_times_the_text_takes_no_more_than_its_share_RULES_11(string piece)
    {
        foreach (var from in new[] { Dialect.Task, Dialect.Chat })
        {
            foreach (var to in new[] { Dialect.Task, Dialect.Chat })
            {
                _ = Bytes(piece, 1, from, to);
                var (small, large) = (Bytes(piece, Fewer, from, to), Bytes(piece, Fewer * Times, from, to));
                Assert.True(large <= (Times * 2.5 * small) + 100_000, $"{piece} {from} {to}: {small} bytes became {large}");
            }
        }
    }

    [Theory]
    [InlineData("[b]слово[/b] ")]
    [InlineData("[quote]слово\n")]
    [InlineData("[list][*]слово")]
    [InlineData("[url=https://x.example/]слово[/url] #tag [user=9]Иван[/user]\n")]
    public void A_giant_crosses_and_is_stable(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 500_000 / piece.Length));
        var stay = new Crossing("https://south.bitrix24.ru") { MatchUser = id => new LocalUser(id, "same") };
        var once = Converter.Convert(text, Dialect.Task, Dialect.Chat, Corpus.NorthToSouth).Text;
        Assert.Equal(once, Converter.Convert(once, Dialect.Chat, Dialect.Chat, stay).Text);
        Assert.Equal(Neutral.Of(text, Dialect.Task), Neutral.Of(once, Dialect.Chat));
    }

    private static long Bytes(string piece, int count, Dialect from, Dialect to)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Neutral.Of(Converter.Comment(text, from, to, Corpus.NorthToSouth).Text, to);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
