namespace B24App.Browser.Tests.Bridge;

/// <summary>Three small pages: the parent that plays the portal, and one frame for each bridge that speaks the same part.</summary>
internal static class Pages
{
    /// <summary>Records what it hears with the key of the answer and measured heights made equal, and answers everything at once.</summary>
    public const string Parent = """
        <!doctype html><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,"><body><script>
          window.talk = { said: [], heard: null }
          const answers = {
            getInitData: { DOMAIN: 'portal.example', PROTOCOL: 0, LANG: 'ru', MEMBER_ID: 'm1', AUTH_ID: 'a1', REFRESH_ID: 'r1', AUTH_EXPIRES: '3600', PATH: '/rest', IS_ADMIN: true,
              APP_OPTIONS: {}, USER_OPTIONS: {}, PLACEMENT: 'DEFAULT', PLACEMENT_OPTIONS: {}, INSTALL: true, FIRST_RUN: false },
            refreshAuth: { AUTH_ID: 'a2', REFRESH_ID: 'r2', AUTH_EXPIRES: '3600' },
            selectUser: { id: '5', name: 'Пётр: Орлов' },
            selectCRM: { deal: { 0: { id: 'D_7', type: 'deal', title: 'Поставка' } } }
          }
          const isSilent = location.pathname === '/silent'
          addEventListener('message', event => {
            if (typeof event.data !== 'string') {
              window.talk.heard = JSON.stringify(event.data)
              return
            }
            const [, command, , key, sid] = /^([A-Za-z]+):(?:([^]*):)?([^:]+):([^:]+)$/.exec(event.data)
            window.talk.said.push(event.data.replace(`:${key}:${sid}`, `:KEY:${sid}`).replace(/("width":"100%","height":)\d+/, '$1N'))
            if (!isSilent) event.source.postMessage(`${key}:${JSON.stringify(answers[command] ?? {})}`, event.origin)
          })
          const frame = document.createElement('iframe')
          frame.name = 'portal.example|0|sid42'
          frame.src = new URLSearchParams(location.search).get('app')
          document.body.append(frame)
        </script>
        """;

    public const string Ours = """
        <!doctype html><meta charset="utf-8"><title>Ours</title>
        <body data-session="s" data-origin="http://portal.example" data-reload="r"><p id="notice" hidden></p><script type="module" src="/drive.js"></script>
        """;

    public const string DriveOurs = """
        import { ask } from '/js/frame.js'
        const heard = []
        const say = async (command, parameters, keep = true) => {
          const answer = await ask(command, parameters, 10000)
          if (keep) heard.push(answer)
        }
        await say('getInitData', undefined, false)
        await say('refreshAuth', undefined, false)
        await say('setInstallFinish')
        await say('setTitle', { title: 'Задачи: с партнёрами' })
        await say('resizeWindow', { width: 800, height: 600 })
        await say('resizeWindow', { width: '100%', height: 100 })
        await say('selectUser', { mult: false })
        await say('selectUser', { mult: true })
        await say('selectCRM', { entityType: ['deal'], multiple: false }, false)
        await say('openApplication', { screen: 'links', bx24_width: 900, bx24_title: 'Связь' })
        await say('reloadWindow')
        parent.postMessage(heard, '*')
        """;

    public const string Theirs = """
        <!doctype html><meta charset="utf-8"><title>Theirs</title><body><script src="/sdk.js"></script><script type="module" src="/drive.js"></script>
        """;

    public const string DriveTheirs = """
        const b24 = await B24Js.initializeB24Frame()
        await b24.auth.refreshAuth()
        const heard = []
        heard.push(await b24.installFinish())
        heard.push(await b24.parent.setTitle('Задачи: с партнёрами'))
        heard.push(await b24.parent.resizeWindow(800, 600))
        heard.push(await b24.parent.fitWindow())
        heard.push(await b24.dialog.selectUser())
        heard.push(await b24.dialog.selectUsers())
        await b24.dialog.selectCRM({ entityType: ['deal'], multiple: false })
        heard.push(await b24.slider.openSliderAppPage({ screen: 'links', bx24_width: 900, bx24_title: 'Связь' }))
        heard.push(await b24.parent.reloadWindow())
        parent.postMessage(heard, '*')
        """;

    /// <summary>Our bridge as the app serves it.</summary>
    public static string Frame { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wwwroot", "js", "frame.js"));
}
