using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.Browser.Tests.Given;

/// <summary>The demo's people, groups and first tasks with English names; all of them are invented.</summary>
internal static class EnglishPeople
{
    public static void Dress(Portal north, Portal south)
    {
        Name(north, 1, "Irene", "Falcon", "Office manager");
        Name(north, 3, "Daniel", "Swann", "Accountant");
        Name(north, 5, "Peter", "Eagle", "Sales manager");
        Name(north, 8, "Anna", "Wolf", "Storekeeper");
        Name(south, 1, "Simon", "Frost", "Director");
        Name(south, 7, "Olga", "Smith", "Support specialist");
        Name(south, 9, "Max", "Hare", "Engineer");
        north.State<GroupBoard>().Groups[12].Name = "Tech support";
        north.State<GroupBoard>().Groups[13].Name = "Internal";
        south.State<GroupBoard>().Groups[40].Name = "Client requests";
        north.State<TaskBoard>().Tasks[1].Title = "Agree on the holiday plan";
        south.State<TaskBoard>().Tasks[1].Title = "Renew the server licences";
    }

    private static void Name(Portal portal, long id, string first, string last, string position)
    {
        var person = portal.Users[id];
        (person.Name, person.LastName, person.Position) = (first, last, position);
    }
}
