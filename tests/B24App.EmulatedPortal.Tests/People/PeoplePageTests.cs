using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.People;

namespace B24App.EmulatedPortal.Tests.People;

public sealed class PeoplePageTests
{
    [Fact]
    public void The_policy_names_the_origins_of_known_apps_and_nothing_else()
    {
        Assert.Contains("frame-src 'none'; form-action 'self';", PeoplePage.Policy([]), StringComparison.Ordinal);

        var policy = PeoplePage.Policy([AnApp("http://127.0.0.1:5080/app", "https://Apps.example:443/install"), AnApp("javascript:alert(1)", "")]);
        Assert.Contains("frame-src http://127.0.0.1:5080 https://apps.example; form-action 'self' http://127.0.0.1:5080 https://apps.example;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/company/personal/user/5/tasks/task/view/1/", true)]
    [InlineData("/workgroups/group/12/tasks/", true)]
    [InlineData("/marketplace/view/app.b24app/", true)]
    [InlineData("/crm/deal/details/1/", true)]
    [InlineData("/shop/settings/", false)]
    [InlineData("/tasksandmore", false)]
    public void Addresses_of_a_real_portal_show_the_page(string path, bool shows) => Assert.Equal(shows, PeoplePage.Shows(path));

    [Fact]
    public void A_hostile_company_name_is_only_text()
    {
        var portal = new Portal("0123456789abcdef0123456789abcdef", "</title><script>alert(1)</script>", "ru", TimeProvider.System);
        Assert.DoesNotContain("<script>", PeoplePage.Html(portal, []), StringComparison.Ordinal);
    }

    private static PeopleApp AnApp(string appUrl, string installUrl) => new("local.1", "B24App", 1, IsInstalled: true, appUrl, installUrl, ["task"]);
}
