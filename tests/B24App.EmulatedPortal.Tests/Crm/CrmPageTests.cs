using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tests.People;

namespace B24App.EmulatedPortal.Tests.Crm;

/// <summary>The cards of the CRM as a person uses them.</summary>
public sealed class CrmPageTests : IAsyncLifetime
{
    private PortalBox _box = null!;
    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _box = await PortalBox.Start(new BoxOptions());
        _host = _box.Portals[0];
        _host.Seed(0);
    }

    public async Task DisposeAsync() => await _box.DisposeAsync();

    [BrowserFact]
    public async Task A_lead_is_called_written_to_and_converted()
    {
        await using var browser = await Browser.Start(1280, 800);
        await browser.Open(_host.Url + "/crm/lead/details/1/?as=5");
        await browser.Run("""
            const press = async name => (await until(() => document.querySelector(`[data-action=${name}]`))).click();
            const entries = () => document.querySelectorAll('.crm-entry').length;
            await until(() => entries() === 1);
            await press('call');
            await until(() => entries() === 2);
            document.querySelector('.crm-composer textarea').value = '<img src=x onerror=alert(1)>';
            await press('letter');
            await until(() => entries() === 3);
            document.querySelector('.crm-composer textarea').value = 'noted';
            document.querySelector('.crm-composer').requestSubmit();
            await until(() => entries() === 4);
            await press('convert');
            await until(() => location.pathname === '/crm/deal/details/2/');
            await until(() => [...document.querySelectorAll('.crm-ties a')].length === 3);
            """);

        var board = _host.Portal.State<CrmBoard>();
        Assert.Empty(board.SentLetters);
        Assert.Equal(3, board.ActivitiesOf(new CrmKey(CrmTypes.Lead, 1)).Count);
        Assert.Equal(0, (int?)await browser.Run("return document.querySelectorAll('.crm-entry img').length"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task A_contact_joins_a_company_and_leaves_it()
    {
        await using var browser = await Browser.Start(1280, 800);
        await browser.Open(_host.Url + "/crm/contact/details/2/?as=5");
        await browser.Run("""
            (await until(() => document.querySelector('.crm-works'))).requestSubmit();
            const leave = await until(() => document.querySelector('.crm-ties button'));
            leave.click();
            await until(() => !document.querySelector('.crm-ties'));
            """);
        Assert.Empty(browser.Complaints);
    }
}
