using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Seeds;

/// <summary>People, groups and a first task, so that a portal is alive from the start. Scripts rely on the ids.</summary>
public static class DemoSeeds
{
    /// <summary>
    /// Fills a portal. Index 0 is the client "Север" (users 1 and 5, groups 12 and 13), 1 the partner "Юг" (users 1 and 7,
    /// group 40); further ones are clients alike. Task 1 exists everywhere, so that ids overlap. The webhook code
    /// <c>demo</c> works for every user.
    /// </summary>
    public static void Demo(Portal portal, int index)
    {
        if (index == 1)
        {
            Partner(portal);
        }
        else
        {
            Client(portal, index);
        }

        portal.Webhooks["demo"] = null;
    }

    /// <summary>The people of the first client alone.</summary>
    internal static void People(Portal portal) => Staff(portal, "sever.example");

    private static void Client(Portal portal, int index)
    {
        var domain = index == 0 ? "sever.example" : $"client{index}.example";
        Staff(portal, domain);
        Group(portal, 12, "Техподдержка", 1, 3, 5, 8);
        Group(portal, 13, "Внутреннее", 1, 3, 5, 8);
        CrmSeeds.Client(portal);
        Task(portal, "Согласовать график отпусков", "Соберите пожелания отделов до конца недели.", by: 1, responsible: 3, group: 13);
    }

    private static void Staff(Portal portal, string domain)
    {
        Person(portal, 1, "Ирина", "Соколова", "Руководитель офиса", $"sokolova@{domain}", isAdmin: true);
        Person(portal, 3, "Дмитрий", "Лебедев", "Бухгалтер", $"lebedev@{domain}");
        Person(portal, 5, "Пётр", "Орлов", "Менеджер по продажам", $"orlov@{domain}");
        Person(portal, 8, "Анна", "Волкова", "Кладовщик", $"volkova@{domain}");
    }

    private static void Partner(Portal portal)
    {
        Person(portal, 1, "Сергей", "Морозов", "Директор", "morozov@yug.example", isAdmin: true);
        Person(portal, 7, "Ольга", "Кузнецова", "Специалист поддержки", "kuznetsova@yug.example");
        Person(portal, 9, "Максим", "Зайцев", "Инженер", "zaytsev@yug.example");
        Group(portal, 40, "Заявки клиентов", 1, 7, 9);
        Task(portal, "Обновить лицензии на сервере", "Срок действия заканчивается в конце месяца.", by: 1, responsible: 9, group: 0);
    }

    private static void Person(Portal portal, long id, string name, string lastName, string position, string email, bool isAdmin = false) =>
        portal.Users.Add(id, new PortalUser { Id = id, Name = name, LastName = lastName, Position = position, Email = email, IsAdmin = isAdmin });

    private static void Group(Portal portal, long id, string name, params long[] members)
    {
        var group = portal.State<GroupBoard>().Add(new PortalGroup { Id = id, Name = name, OwnerId = members[0], CreatedDate = PortalDates.Now(portal) });
        group.UpdatedDate = group.CreatedDate;
        foreach (var member in members)
        {
            group.Members.Add(member, member == group.OwnerId ? 'A' : 'K');
        }
    }

    private static void Task(Portal portal, string title, string description, long by, long responsible, long group) =>
        TaskActions.Add(portal, portal.Users[by], new JsonObject
        {
            ["TITLE"] = title,
            ["DESCRIPTION"] = description,
            ["RESPONSIBLE_ID"] = responsible,
            ["GROUP_ID"] = group,
        });
}
