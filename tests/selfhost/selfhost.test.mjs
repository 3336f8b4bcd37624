import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

const { PUBLISHED, EMULATOR, DATA } = process.env

const freePort = () => new Promise(done => {
  const server = net.createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)) })
})

async function until(what, ask) {
  for (const start = Date.now(); Date.now() - start < 30_000; await pause(100)) {
    const answer = await ask().catch(() => null)
    if (answer) return answer
  }
  throw new Error(`not in 30 s: ${what}`)
}

// The reverse proxy of the guide: it ends the outer connection and says who came and how.
function proxyTo(port) {
  const seen = []
  const server = http.createServer((request, response) => {
    seen.push(request.url)
    const inner = http.request({
      host: '127.0.0.1', port, method: request.method, path: request.url,
      headers: { ...request.headers, 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }
    }, answer => { response.writeHead(answer.statusCode, answer.headers); answer.pipe(response) })
    inner.on('error', () => response.writeHead(502).end())
    request.pipe(inner)
  })
  return new Promise(done => server.listen(0, '127.0.0.1', () => done({
    url: `http://127.0.0.1:${server.address().port}`, seen, close: () => { server.closeAllConnections(); server.close() }
  })))
}

function start(dll, args, environment = {}) {
  const child = spawn('dotnet', [dll, ...args], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', part => { said += part })
  child.stderr.on('data', part => { said += part })
  const gone = new Promise(done => child.once('exit', done))
  return { said: () => said, stop: async () => { child.kill('SIGTERM'); await gone } }
}

test('a published build installs behind a proxy, is backed up and comes back', { timeout: 120_000 }, async t => {
  const base = await freePort()
  const emulator = start(EMULATOR, ['--base-port', String(base)])
  t.after(() => emulator.stop())
  const portal = `http://127.0.0.1:${base + 1}`
  await until('the emulated portal', async () => emulator.said().includes('READY'))

  const inside = await freePort()
  const proxy = await proxyTo(inside)
  t.after(() => proxy.close())
  const people = async (call, body) => (await fetch(`${portal}/_people/${call}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Origin: portal }, body: JSON.stringify({ as: 1, ...body })
  })).json()
  const card = await people('register-app', {
    title: 'Self-hosted', scopes: 'task,im,sonet_group,user_basic,placement', installUrl: `${proxy.url}/install`, appUrl: `${proxy.url}/app`
  })

  const data = join(DATA, 'store')
  const keys = join(DATA, 'keys')
  const environment = {
    DOTNET_ENVIRONMENT: 'Development', ASPNETCORE_ENVIRONMENT: 'Development', // a portal on this machine is accepted only so
    B24APP__PUBLICURL: proxy.url, B24APP__URLS: `http://127.0.0.1:${inside}`, B24APP__TRUSTEDPROXIES: '127.0.0.1',
    B24APP__DATAFOLDER: data, B24APP__KEYFOLDER: keys, B24APP__OAUTHHOSTS: `http://127.0.0.1:${base}`,
    B24APP__APPS__0__CLIENTID: card.clientId, B24APP__APPS__0__CLIENTSECRET: card.clientSecret
  }
  mkdirSync(DATA, { recursive: true })
  let app = start(PUBLISHED, [], environment)
  t.after(() => app.stop())
  const healthy = () => until('the published app', async () => (await fetch(`${proxy.url}/health`)).ok)
  const command = (...args) => spawnSync('dotnet', [PUBLISHED, ...args], { env: { ...process.env, ...environment }, encoding: 'utf8' })
  await healthy()

  const open = async () => {
    const form = await people('open', { clientId: card.clientId })
    const answer = await fetch(form.url, { method: 'POST', body: new URLSearchParams(form.fields) })
    const page = await answer.text()
    assert.equal(answer.status, 200, page)
    assert.ok(answer.headers.get('content-security-policy').includes(`frame-ancestors ${portal}`))
    return /data-session="([^"]+)"/.exec(page)[1]
  }
  const ask = async (path, session) => (await fetch(proxy.url + path, { headers: { Authorization: `Bearer ${session}` } })).text()

  const session = await open()
  await until('the installation', async () => (await ask('/install/steps', session)).includes('data-install="ready"'))
  await people('finish', { clientId: card.clientId })

  const copy = join(DATA, 'copy.db')
  const backup = command('backup', copy)
  assert.equal(backup.status, 0, backup.stderr)
  assert.notEqual(command('restore', copy).status, 0, 'a store in use must not be replaced')

  await app.stop()
  rmSync(data, { recursive: true })
  mkdirSync(data)
  const restore = command('restore', copy)
  assert.equal(restore.status, 0, restore.stderr)
  app = start(PUBLISHED, [], environment)
  await healthy()

  assert.ok((await ask('/home', session)).includes('data-screen="home"'), 'the session of before is still good: the keys are outside of the store')
  assert.ok((await ask('/home', await open())).includes('data-screen="home"'))
  assert.ok(proxy.seen.some(path => path.startsWith('/install')))
})
