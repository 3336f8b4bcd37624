using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal;

/// <summary>What the demo's portals are filled with. Scripts may rely on the ids.</summary>
public static class Seeds
{
    /// <summary>The client: administrator 1, employee 5.</summary>
    public const string Client = "client";

    /// <summary>The partner: administrator 1, specialist 7.</summary>
    public const string Partner = "partner";

    /// <summary>Names of the portals by their place: Север is the client, all others are partners.</summary>
    public static string NameOf(int place) => place switch
    {
        0 => "Север",
        1 => "Юг",
        2 => "Восток",
        3 => "Запад",
        _ => $"Компания {Php.Text(place + 1)}",
    };

    /// <summary>Fills an empty portal.</summary>
    public static void Demo(PortalHost host, string which)
    {
        host.SeedName = which;
        lock (host.Portal.Gate)
        {
            People(host.Portal, which);
            host.Portal.Webhooks["demo"] = null;
        }
    }

    // No e-mail is shared between portals: the mail domain is made of the portal's own id.
    private static void People(Portal portal, string which)
    {
        var mail = $"{portal.MemberId[..6]}.example";
        PortalUser[] people = which == Client
            ?
            [
                new() { Id = 1, Name = "Анна", LastName = "Соколова", Position = "Администратор портала", IsAdmin = true, Email = $"anna@{mail}" },
                new() { Id = 5, Name = "Игорь", LastName = "Лебедев", Position = "Офис-менеджер", Email = $"igor@{mail}" },
                new() { Id = 6, Name = "Мария", LastName = "Котова", Position = "Бухгалтер", Email = $"maria@{mail}" },
            ]
            :
            [
                new() { Id = 1, Name = "Пётр", LastName = "Орлов", Position = "Администратор портала", IsAdmin = true, Email = $"petr@{mail}" },
                new() { Id = 7, Name = "Ольга", LastName = "Ветрова", Position = "Специалист поддержки", Email = $"olga@{mail}" },
                new() { Id = 8, Name = "Денис", LastName = "Громов", Position = "Инженер", Email = $"denis@{mail}" },
            ];
        foreach (var person in people)
        {
            portal.Users[person.Id] = person;
        }
    }
}
