using B24App.Plan.Text;

namespace B24App.Tests.Regressions;

/// <summary>A comment without blanks was cut inside <c>&amp;#91;</c>: its halves were read as they stand. Found by the property of RULES 19 with the seed 4623492168132402142,11838565204812952959.</summary>
public class ACutSplitASpelledCharacter
{
    [Fact]
    public void A_tag_that_means_nothing_inside_it_makes_no_difference()
    {
        for (var before = 380; before <= 420; before++)
        {
            var body = $"[b]{new string('x', before)}&#9[color=#ff0000]1;{new string('y', 100)}[/color][/b]";

            var parts = TextSplitter.Split(body, 400, Dialect.Task);

            Assert.Contains("[", string.Concat(parts.SelectMany(part => Lines.Of(BbTree.Parse(part, Dialect.Task))).Select(line => line.Plain)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("&#91;")]
    [InlineData("&amp;")]
    [InlineData(":f09f938c:")]
    [InlineData("\uD83D\uDC4D")]
    public void Wherever_the_cut_falls_the_character_stays_whole(string character)
    {
        for (var before = 380; before <= 420; before++)
        {
            var body = new string('x', before) + character + new string('y', 500);

            var parts = TextSplitter.Split(body, 400, Dialect.Task);

            Assert.Equal(body, string.Concat(parts));
            Assert.Single(parts, part => part.Contains(character, StringComparison.Ordinal));
        }
    }
}
