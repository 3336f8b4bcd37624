using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.Tasks;

namespace B24App.Bitrix24.Tests.Limits;

public class Packing
{
    [Theory]
    [InlineData("nothing", 0, 0.1, "")]
    [InlineData("one leaves at once", 1, 0.1, "1")]
    [InlineData("fifty fit", 50, 0.1, "50")]
    [InlineData("the next one waits for the next", 51, 0.1, "50,1")]
    [InlineData("slow ones share less", 10, 8, "3,3,3,1")]
    [InlineData("one slower than the budget still leaves", 2, 45, "1,1")]
    public void Packs_are_sized_by_count_and_by_time(string why, int count, double seconds, string sizes)
    {
        var commands = Enumerable.Range(1, count).Select(id => TaskCommands.Start(id)).ToArray();

        var packs = BatchPacker.Pack(commands, _ => TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(30));

        Assert.Equal(sizes, string.Join(',', packs.Select(pack => pack.Count)));
        Assert.Equal(Enumerable.Range(0, count), packs.SelectMany(pack => pack));
        Assert.NotEmpty(why);
    }

    [Fact]
    public void A_loner_splits_and_keeps_its_place()
    {
        Command[] commands = [TaskCommands.Start(1), TaskCommands.Start(2), TaskCommands.AddV3([], "k"), TaskCommands.Start(3)];

        Assert.Equal(["0,1", "2", "3"], BatchPacker.Pack(commands, _ => TimeSpan.Zero, TimeSpan.FromSeconds(30)).Select(pack => string.Join(',', pack)));
    }
}
