// Plays the administrator's browser at an emulated portal: "register", "install", "open".
const [deed, portal, app, clientId] = process.argv.slice(2)

async function ask(name, body) {
  const answer = await fetch(`${portal}/_people/${name}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ as: 1, ...body }) })
  const said = await answer.json()
  if (said.error) {
    throw new Error(`${name}: ${said.error} ${said.error_description ?? ''}`)
  }
  return said
}

// What the portal posts into its frame; gives the session of the page that answers.
async function open() {
  const { url, fields, isInstaller } = await ask('open', { clientId })
  const page = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  const session = /data-session="([^"]+)"/.exec(await page.text())?.[1]
  if (!session) {
    throw new Error(`${url.split('?')[0]} answered ${page.status} without a session`)
  }
  return { session, isInstaller }
}

const get = (path, session) => fetch(app + path, { headers: { Authorization: `Bearer ${session}` } })

if (deed === 'register') {
  const scopes = process.argv.slice(5).join(',')
  const known = await ask('register-app', { title: 'B24App', scopes, installUrl: `${app}/install`, appUrl: `${app}/app` })
  console.log(`${known.clientId} ${known.clientSecret}`)
} else if (deed === 'install') {
  const { session } = await open()
  for (let look = 0; !(await (await get('/install/steps', session)).text()).includes('data-install="ready"'); look++) {
    if (look === 100) {
      throw new Error('the installation does not become ready')
    }
    await new Promise(done => setTimeout(done, 200))
  }
  await ask('finish', { clientId })
} else {
  const { session, isInstaller } = await open()
  const home = await get('/home', session)
  const text = await home.text()
  if (isInstaller || home.status !== 200 || !text.includes('data-screen="home"')) {
    throw new Error(`/home answered ${home.status}`)
  }
}
