using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.People;

namespace B24App.EmulatedPortal.Tests.People;

public sealed class PeoplePageTests
{
    [Fact]
    public void The_policy_names_the_origins_of_registered_apps_and_nothing_else()
    {
        var portal = APortal();
        Assert.Contains("frame-src 'none'", PeoplePage.Policy(portal), StringComparison.Ordinal);

        portal.Apps["local.1"] = new InstalledApp { ClientId = "local.1", ClientSecret = "s", AppUrl = "http://127.0.0.1:5080/app", InstallUrl = "https://Apps.example:443/install" };
        portal.Apps["local.2"] = new InstalledApp { ClientId = "local.2", ClientSecret = "s", AppUrl = "javascript:alert(1)" };
        Assert.Equal(["http://127.0.0.1:5080", "https://apps.example"], PeoplePage.FrameOrigins(portal));
        Assert.Contains("frame-src http://127.0.0.1:5080 https://apps.example;", PeoplePage.Policy(portal), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", PeoplePage.Policy(portal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_company_name_is_only_text()
    {
        var portal = APortal();
        portal.Name = "</title><script>alert(1)</script>";
        Assert.DoesNotContain("<script>", PeoplePage.Html(portal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_holds_people_and_apps_but_no_secret()
    {
        var portal = APortal();
        portal.Users[5] = new PortalUser { Id = 5, Name = "Иван", LastName = "Петров" };
        portal.Apps["local.1"] = new InstalledApp { ClientId = "local.1", ClientSecret = "very-secret", ApplicationToken = "token-secret", Title = "B24App" };

        var state = PeopleState.Of(portal);
        Assert.Equal("Иван Петров", (string?)state["users"]![0]!["name"]);
        Assert.Equal("B24App", (string?)state["apps"]![0]!["title"]);
        Assert.DoesNotContain("secret", state.ToJsonString(), StringComparison.Ordinal);
    }

    private static Portal APortal() => new("0123456789abcdef0123456789abcdef", "Север", "ru", TimeProvider.System) { Domain = "127.0.0.1:5091" };
}
