using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Matching;

namespace B24App.Tests.Matching;

public sealed class PeoplePagesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(120)]
    public async Task Every_active_person_is_read_page_by_page(int count)
    {
        var people = await PeoplePages.Read(command => Page(count, After(command)));

        Assert.Equal(Enumerable.Range(1, count).Select(id => (long)id), people!.Select(person => person.Id));
    }

    [Fact]
    public async Task Somebody_dismissed_while_reading_hides_no_colleague()
    {
        var gone = false;
        var people = await PeoplePages.Read(command =>
        {
            var page = Page(60, After(command), except: gone ? 3 : 0);
            gone = true;
            return page;
        });

        Assert.Equal(60, people!.Count);
    }

    [Fact]
    public async Task A_list_that_ends_early_or_ignores_the_filter_is_no_list()
    {
        Assert.Null(await PeoplePages.Read(_ => Page(60, after: 0)));
        Assert.Null(await PeoplePages.Read(command => After(command) == 0 ? Page(60, 0) : Refused()));
    }

    private static long After(Command command) => command.Parameters!["FILTER"]![">ID"]!.GetValue<long>();

    private static Task<IReadOnlyList<Outcome>> Refused() =>
        Task.FromResult<IReadOnlyList<Outcome>>([new Refusal(RefusalKind.MissingScope, "insufficient_scope", "", 401)]);

    private static Task<IReadOnlyList<Outcome>> Page(int count, long after, long except = 0)
    {
        var rows = Enumerable.Range(1, count).Where(id => id > after && id != except).Take(50)
            .Select(id => new { ID = $"{id}", NAME = "N", LAST_NAME = $"{id}", EMAIL = $"n{id}@example.com", ACTIVE = true });
        return Task.FromResult<IReadOnlyList<Outcome>>([new Answer(JsonSerializer.SerializeToElement(rows), count, null, null)]);
    }
}
