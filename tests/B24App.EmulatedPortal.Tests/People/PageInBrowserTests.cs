using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Tests.People;

/// <summary>The page as a person uses it: a real browser on a real portal.</summary>
public sealed class PageInBrowserTests : IAsyncLifetime
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
    public async Task A_task_is_filed_answered_and_worked_on()
    {
        await using var browser = await Browser.Start(1280, 800);
        await browser.Open(_host.Url + "/workgroups/group/12/tasks/task/edit/0/?as=5");
        await browser.Run("""
            const form = await until(() => document.querySelector('form.task-form'));
            form.elements.title.value = 'Drum <img src=x onerror=alert(1)>';
            form.elements.description.value = '[b]bold[/b] [url=javascript:alert(1)]bad[/url]';
            form.elements.responsibleId.value = '3';
            form.requestSubmit();
            await until(() => document.querySelector('.card h1').textContent === 'Drum <img src=x onerror=alert(1)>');
            await until(() => document.querySelector('.card-text strong').textContent === 'bold');
            const say = async (text, author) => {
              const composer = await until(() => document.querySelector('.composer'));
              await until(() => !composer.querySelector('button').disabled);
              composer.querySelector('textarea').value = text;
              composer.querySelector('select').value = author;
              composer.requestSubmit();
              await until(() => [...document.querySelectorAll('.bubble')].some(bubble => bubble.textContent.includes(text)));
            };
            await say('when?', '5');
            await say('in an hour', '3');
            document.querySelector('[data-action=complete]').click();
            await until(() => document.querySelector('.fields .pill').textContent === 'Завершена');
            await until(() => document.querySelector('[data-action=renew]'));
            """);

        Assert.Equal(0, (int?)await browser.Run("return document.querySelectorAll('.card img, .card a[href^=javascript]').length"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task What_comes_from_elsewhere_appears_and_typed_text_stays()
    {
        await using var browser = await Browser.Start(1280, 800);
        await browser.Open(_host.Url + "/company/personal/user/3/tasks/task/view/1/");
        await browser.Run("""
            const field = await until(() => document.querySelector('.composer textarea'));
            field.value = 'half a thought';
            field.focus();
            """);

        var chat = _host.Call(3, "tasks.task.get", new JsonObject { ["taskId"] = 1 })!["task"]!["chatId"]!;
        _host.Call(1, "im.message.add", new JsonObject { ["DIALOG_ID"] = $"chat{chat}", ["MESSAGE"] = "from elsewhere" });

        Assert.Equal("half a thought", (string?)await browser.Run("""
            await until(() => document.querySelector('.lines').textContent.includes('from elsewhere'));
            return document.activeElement.value;
            """));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task The_bell_tells_what_an_app_told_this_person_and_its_link_opens_in_place()
    {
        _host.Call(3, "im.notify.system.add", new JsonObject { ["USER_ID"] = 1, ["MESSAGE"] = $"A <b>link</b> waits [URL={_host.Url}/crm/company/list/]Open[/URL]" });
        await using var browser = await Browser.Start(1280, 800);
        await browser.Open(_host.Url + "/?as=1");

        Assert.Equal("A <b>link</b> waits Open", (string?)await browser.Run("""
            await until(() => document.querySelector('.bell-count:not([hidden])')?.textContent === '1');
            document.querySelector('.bell').click();
            const notice = await until(() => document.querySelector('dialog .notices li'));
            const words = notice.textContent;
            notice.querySelector('a').click();
            await until(() => location.pathname === '/crm/company/list/' && !document.querySelector('dialog'));
            return words;
            """));
        Assert.True((bool?)await browser.Run("return document.querySelector('.bell-count').hidden"));
        await browser.Open(_host.Url + "/?as=3");
        Assert.True((bool?)await browser.Run("await until(() => document.querySelector('.bell').getAttribute('aria-label')); return document.querySelector('.bell-count').hidden"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task An_app_is_installed_through_its_frame_and_removed_from_the_list()
    {
        await using var app = await Listener.Start(0, SampleApp);
        _box.RegisterApp(new AppCard("app.sample", "secret", "Sample", ["task"], $"http://127.0.0.1:{app.Port}/install", $"http://127.0.0.1:{app.Port}/app"));
        await using var browser = await Browser.Start(1280, 800);
        await browser.Open(_host.Url + "/marketplace/?as=1");
        await browser.Run("""
            (await until(() => document.querySelector('.app-card button'))).click();
            await until(() => document.querySelector('h1').textContent === 'Welcome DEFAULT');
            await until(() => [...document.querySelectorAll('.menu a')].some(link => link.textContent.includes('Sample')));
            """);

        Assert.True(_host.Portal.Apps["app.sample"].IsInstalled);
        await browser.Open(_host.Url + "/marketplace/?as=1");
        await browser.Run("""
            (await until(() => [...document.querySelectorAll('.app-card button')].find(button => button.textContent === 'Удалить'))).click();
            (await until(() => document.querySelector('dialog .danger'))).click();
            await until(() => document.querySelector('.app-card .primary'));
            await until(() => ![...document.querySelectorAll('.menu a')].some(link => link.textContent.includes('Sample')));
            """);

        Assert.DoesNotContain("app.sample", _host.Portal.Apps.Keys);
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Nothing_overflows_on_a_narrow_screen()
    {
        await using var browser = await Browser.Start(500, 800); // the narrowest window that headless Chromium makes
        foreach (var path in new[] { "/", "/marketplace/", "/company/personal/user/3/tasks/task/view/1/", "/workgroups/group/12/tasks/task/edit/0/" })
        {
            await browser.Open(_host.Url + path);
            Assert.True((bool?)await browser.Run("await until(() => document.querySelector('h1').textContent); return document.documentElement.scrollWidth <= innerWidth"), path);
        }

        Assert.Empty(browser.Complaints);
    }

    // The smallest app: says hello to the portal, finishes its installation, then names its page.
    private static async Task SampleApp(HttpContext http)
    {
        http.Response.ContentType = http.Request.Path == "/app.js" ? "text/javascript" : "text/html";
        await http.Response.WriteAsync(http.Request.Path == "/app.js"
            ? """
              const [domain, protocol, sid] = window.name.split('|');
              const portal = (protocol === '1' ? 'https://' : 'http://') + domain;
              const send = (command, parameters, key) => parent.postMessage([command, parameters && JSON.stringify(parameters), key, sid].filter(Boolean).join(':'), portal);
              addEventListener('message', ({ origin, data }) => {
                if (origin !== portal) return;
                const key = data.split(':')[0];
                const answer = JSON.parse(data.slice(key.length + 1));
                if (key === 'init' && answer.INSTALL) send('setInstall', { install: true }, 'ready');
                if (key === 'init' && !answer.INSTALL) send('setTitle', { title: 'Welcome ' + answer.PLACEMENT }, 'named');
                if (key === 'ready') send('setInstallFinish', null, 'done');
              });
              send('getInitData', null, 'init');
              """
            : "<!doctype html><link rel=icon href='data:,'><title>app</title><script src='/app.js'></script>");
    }
}
