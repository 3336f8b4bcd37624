import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { control, newApp, portal } from './emulator.mjs'

const chromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path && existsSync(path))
const skip = chromium ? false : 'Chromium is not installed (CHROMIUM_PATH names another place)'

const page = `<!doctype html><meta charset="utf-8"><title>App</title>
<script src="/sdk.js"></script>
<script>
  const tell = outcome => fetch('/outcome', { method: 'POST', body: JSON.stringify(outcome) })
  B24Js.initializeB24Frame().then(async b24 => {
    const answer = await b24.actions.v2.call.make({ method: 'user.current' })
    await b24.parent.setTitle('Named by the app')
    await tell({ user: answer.getData().result.ID, admin: b24.auth.isAdmin, member: b24.auth.getAuthData().member_id, placement: b24.placement.title })
  }).catch(error => tell({ error: String(error) }))
</script>`

// The app's own server: its page, the SDK from node_modules, and the place where the page says what came of it.
async function appServer() {
  const sdk = readFileSync(new URL('node_modules/@bitrix24/b24jssdk/dist/umd/index.min.js', import.meta.url))
  let heard
  const outcome = new Promise(done => { heard = done })
  const server = http.createServer((request, response) => {
    if (request.url === '/sdk.js') {
      return response.setHeader('Content-Type', 'text/javascript').end(sdk)
    }
    let body = ''
    request.on('data', part => { body += part }).on('end', () => {
      if (request.url === '/outcome') {
        heard(JSON.parse(body))
        return response.end()
      }
      response.setHeader('Content-Type', 'text/html').end(page)
    })
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}/app`, outcome, close: () => { server.closeAllConnections(); server.close() } }
}

// The children of Chromium outlive it by a moment and go on writing into the profile.
async function removed(folder) {
  for (let tries = 20; ; tries--) {
    try {
      return rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (tries === 0) {
        throw error
      }
      await setTimeout(100)
    }
  }
}

test('the SDK meets its portal in a frame of the page for people', { skip, timeout: 30_000 }, async t => {
  await control('seed', { index: 0 })
  const app = await appServer()
  t.after(() => app.close())
  const { secret, grant } = await newApp({ user_id: 1, handler: app.url })

  const profile = mkdtempSync(join(tmpdir(), 'sdk-frame-'))
  const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
    `${portal}/marketplace/view/${secret.clientId}/?as=1`], { stdio: 'ignore', detached: true })
  const gone = new Promise(done => browser.once('exit', done))
  t.after(async () => {
    process.kill(-browser.pid, 'SIGKILL')
    await gone
    await removed(profile)
  })

  assert.deepEqual(await app.outcome, { user: '1', admin: true, member: grant.memberId, placement: 'DEFAULT' })
})
