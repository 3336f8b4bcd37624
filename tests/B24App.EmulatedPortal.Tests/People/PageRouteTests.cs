namespace B24App.EmulatedPortal.Tests.People;

public sealed class PageRouteTests
{
    [NodeTheory]
    [InlineData("/", """{"page":"tasks","back":"/tasks/"}""")]
    [InlineData("/company/personal/user/5/tasks/task/view/51/", """{"page":"tasks","user":"5","task":"51","back":"/company/personal/user/5/tasks/"}""")]
    [InlineData("/workgroups/group/12/tasks/task/view/51/", """{"page":"tasks","group":"12","task":"51","back":"/workgroups/group/12/tasks/"}""")]
    [InlineData("/workgroups/group/12/tasks/task/edit/0/", """{"page":"tasks","group":"12","task":"new","back":"/workgroups/group/12/tasks/"}""")]
    [InlineData("/crm/contact/list/", """{"page":"crm","kind":"contact"}""")]
    [InlineData("/crm/deal/details/7/", """{"page":"crm","kind":"deal","item":"7"}""")]
    [InlineData("/crm/type/128/details/7/", """{"page":"crm","kind":"process","item":"7"}""")]
    [InlineData("/marketplace/", """{"page":"apps"}""")]
    [InlineData("/marketplace/view/local.5f.1/", """{"page":"app","app":"local.5f.1"}""")]
    public void Addresses_are_those_of_a_real_portal(string path, string route) =>
        Assert.Equal(route, Node.Evaluate("route.js", "page.readRoute(given)", path).GetRawText());
}
