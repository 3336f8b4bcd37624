using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Users;

namespace B24App.Matching;

/// <summary>
/// Reads a portal's active users by growing id instead of by page number: somebody dismissed meanwhile would shift the pages and
/// hide a colleague (b24restdocs: settings/performance/huge-data.md).
/// </summary>
internal static class PeoplePages
{
    private const int PageSize = 50;

    /// <summary>All of them, or null when the list could not be read to its end.</summary>
    public static async Task<List<Person>?> Read(Func<Command, Task<IReadOnlyList<Outcome>>> call)
    {
        var people = new List<Person>();
        long last = 0;
        while (true)
        {
            var command = UserCommands.Get(new JsonObject { [">ID"] = last, ["ACTIVE"] = true }, start: 0);
            if (await call(command) is not [Answer answer])
            {
                return null;
            }

            var page = UserWire.ListFrom(answer.Result);
            if (page.Any(user => user.Id <= last))
            {
                return null; // a portal that ignores the filter would give its first page for ever
            }

            people.AddRange(page.Where(user => user.Active != false).Select(user => new Person(user.Id, user.DisplayName, user.Email, true)));
            if (page.Count < PageSize)
            {
                return people;
            }

            last = page.Max(user => user.Id);
        }
    }
}
