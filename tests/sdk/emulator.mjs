// What a test needs of the emulated portal besides its REST: the control plane, an app, a TLS door.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'

export const portal = process.env.PORTAL_URL

export async function control(call, body = {}) {
  const answer = await fetch(`${portal}/_emulator/${call}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body)
  })
  if (!answer.ok) {
    throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
  }
  const text = await answer.text()
  return text ? JSON.parse(text) : null
}

export async function journal() {
  const lines = await (await fetch(`${portal}/_emulator/requests`)).text()
  return lines.split('\n').filter(Boolean).map(line => JSON.parse(line))
}

// Registers an app and gives the two arguments of the SDK's B24OAuth.
export async function newApp(wishes = {}) {
  const app = await control('apps', { scopes: ['task', 'tasks', 'im', 'user', 'sonet_group'], ...wishes })
  const grant = {
    applicationToken: app.application_token,
    userId: app.user_id,
    memberId: app.member_id,
    accessToken: app.access_token,
    refreshToken: app.refresh_token,
    expires: app.expires,
    expiresIn: 3600,
    scope: 'task,tasks,im,user,sonet_group',
    domain: new URL(app.client_endpoint).host,
    clientEndpoint: app.client_endpoint,
    serverEndpoint: app.server_endpoint,
    status: 'L'
  }
  return { grant, secret: { clientId: app.client_id, clientSecret: app.client_secret } }
}

// The SDK calls a webhook by https only, the emulated portal speaks http: TLS ends here, as at a front server.
export async function tlsDoor() {
  const target = new URL(portal)
  const door = https.createServer({
    key: readFileSync(process.env.DOOR_KEY),
    cert: readFileSync(process.env.DOOR_CERT)
  }, (request, response) => {
    const inner = http.request({
      host: target.hostname, port: target.port, method: request.method, path: request.url, headers: request.headers
    }, answer => {
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })
    inner.on('error', () => response.destroy())
    request.pipe(inner)
  })
  await new Promise(done => door.listen(0, '127.0.0.1', done))
  return { address: `https://127.0.0.1:${door.address().port}`, close: () => { door.closeAllConnections(); door.close() } }
}
