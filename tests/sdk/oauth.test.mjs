import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { ApiVersion, B24OAuth } from '@bitrix24/b24jssdk'
import { control, journal, newApp } from './emulator.mjs'

let b24

async function connect(wishes) {
  const { grant, secret } = await newApp(wishes)
  const client = new B24OAuth(grant, secret)
  client.offClientSideWarning()
  return { client, grant, secret }
}

before(async () => {
  await control('seed', { index: 0 })
  b24 = (await connect({ user_id: 1 })).client
})

test('a call answers the result and the time', async () => {
  const answer = await b24.actions.v2.call.make({ method: 'profile' })
  assert.ok(answer.isSuccess)
  assert.equal(answer.getData().result.ID, '1')
  assert.ok(answer.getData().time.date_finish)
  await b24.initIsAdmin()
  assert.equal(b24.auth.isAdmin, true)
})

test('the tools of the SDK find the portal healthy', async () => {
  assert.equal(await b24.tools.healthCheck.make(), true)
  assert.ok(await b24.tools.ping.make() >= 0)
})

test('a task is filed, read, changed and removed', async () => {
  const call = (method, params) => b24.actions.v2.call.make({ method, params }).then(answer => answer.getData().result)
  const { task } = await call('tasks.task.add', { fields: { TITLE: 'From the SDK', RESPONSIBLE_ID: 5, GROUP_ID: 12 } })
  assert.equal(task.title, 'From the SDK')
  await call('tasks.task.update', { taskId: task.id, fields: { TITLE: 'Changed' } })
  assert.equal((await call('tasks.task.get', { taskId: task.id, select: ['ID', 'TITLE'] })).task.title, 'Changed')
  assert.equal((await call('tasks.task.delete', { taskId: task.id })).task, true)
})

test('a comment is added by position', async () => {
  const answer = await b24.actions.v2.call.make({ method: 'task.commentitem.add', params: [1, { POST_MESSAGE: 'By position' }] })
    .catch(error => error)
  assert.ok(answer.isSuccess, answer.message)
  assert.equal(typeof answer.getData().result, 'number')
})

test('a batch by list, by name and with a reference', async () => {
  const list = await b24.actions.v2.batch.make({ calls: [['server.time', {}], { method: 'user.current', params: {} }] })
  assert.ok(list.isSuccess)
  assert.equal(list.getData()[1].ID, '1')
  const named = await b24.actions.v2.batch.make({
    calls: {
      mine: { method: 'tasks.task.add', params: { fields: { TITLE: 'In a batch', RESPONSIBLE_ID: 5 } } },
      again: { method: 'tasks.task.get', params: { taskId: '$result[mine][task][id]', select: ['ID', 'TITLE'] } }
    },
    options: { isHaltOnError: true }
  })
  assert.ok(named.isSuccess, named.getErrorMessages().join())
  assert.equal(named.getData().again.task.title, 'In a batch')
  assert.equal(named.getData().again.task.id, named.getData().mine.task.id)
})

test('a refused command of a batch is told, the others run', async () => {
  const answer = await b24.actions.v2.batch.make({
    calls: [['user.current', {}], ['no.such.method', {}], ['server.time', {}]],
    options: { isHaltOnError: false, returnAjaxResult: true }
  })
  assert.equal(answer.isSuccess, false)
  const rows = answer.getData()
  assert.ok(rows[0].isSuccess)
  assert.ok(rows[2].isSuccess)
  assert.match(answer.getErrorMessages().join(), /not found/i)
})

test('120 commands leave in three batches', async () => {
  await control('requests/reset')
  const calls = Array.from({ length: 120 }, (_, i) => ['tasks.task.add', { fields: { TITLE: `Bulk ${i}`, RESPONSIBLE_ID: 5, GROUP_ID: 13 } }])
  const answer = await b24.actions.v2.batchByChunk.make({ calls, options: { isHaltOnError: true } })
  assert.ok(answer.isSuccess, answer.getErrorMessages().join())
  assert.equal(answer.getData().length, 120)
  assert.equal((await journal()).filter(line => line.method === 'batch').length, 3)
})

test('callList reads every row of all pages once', async () => {
  const answer = await b24.actions.v2.callList.make({
    method: 'tasks.task.list', params: { filter: { GROUP_ID: 13, '%TITLE': 'Bulk' }, select: ['ID', 'TITLE'] },
    idKey: 'id', cursorIdKey: 'ID', customKeyForResult: 'tasks'
  })
  assert.ok(answer.isSuccess, answer.getErrorMessages().join())
  assert.equal(new Set(answer.getData().map(task => task.id)).size, 120)
})

test('fetchList gives the pages one by one', async () => {
  const sizes = []
  for await (const page of b24.actions.v2.fetchList.make({
    method: 'tasks.task.list', params: { filter: { GROUP_ID: 13, '%TITLE': 'Bulk' }, select: ['ID'] },
    idKey: 'id', cursorIdKey: 'ID', customKeyForResult: 'tasks'
  })) {
    sizes.push(page.length)
  }
  assert.deepEqual(sizes, [50, 50, 20])
})

test('an error carries the code of the portal', async () => {
  const refusal = async (method, params) => {
    try {
      const answer = await b24.actions.v2.call.make({ method, params })
      assert.equal(answer.isSuccess, false)
      return [...answer.errors.values()][0]
    } catch (error) {
      return error
    }
  }
  assert.equal((await refusal('no.such.method', {})).code, 'ERROR_METHOD_NOT_FOUND')
  assert.equal((await refusal('tasks.task.add', { fields: { RESPONSIBLE_ID: 5 } })).status, 400)
  const { client } = await connect({ user_id: 5, scopes: ['user'] })
  await assert.rejects(async () => {
    const answer = await client.actions.v2.call.make({ method: 'tasks.task.get', params: { taskId: 1 } })
    throw [...answer.errors.values()][0]
  }, error => error.code === 'insufficient_scope')
})

test('an expired token is refreshed once and the call repeated', async () => {
  const { client, grant, secret } = await connect({ user_id: 5 })
  const kept = []
  client.setCallbackRefreshAuth(async ({ b24OAuthParams }) => { kept.push({ ...b24OAuthParams }) })
  await control('tokens/expire', { client_id: secret.clientId, refresh: false })
  assert.equal((await client.actions.v2.call.make({ method: 'user.current' })).getData().result.ID, '5')
  assert.equal(kept.length, 1)
  assert.notEqual(kept[0].accessToken, grant.accessToken)
  assert.notEqual(kept[0].refreshToken, grant.refreshToken)
  const next = new B24OAuth(kept[0], secret)
  next.offClientSideWarning()
  assert.equal((await next.actions.v2.call.make({ method: 'user.current' })).getData().result.ID, '5')
})

// How many refreshes the SDK makes for calls that meet one expired token together is a matter of their timing.
test('calls that meet an expired token together are all answered', async () => {
  const { client, secret } = await connect({ user_id: 5 })
  await control('tokens/expire', { client_id: secret.clientId, refresh: false })
  const answers = await Promise.all([1, 2, 3].map(() => client.actions.v2.call.make({ method: 'user.current' })))
  assert.deepEqual(answers.map(answer => answer.getData().result.ID), ['5', '5', '5'])
})

test('a dead refresh token is a refresh error with its code', async () => {
  const { client, secret } = await connect({ user_id: 5 })
  await control('tokens/expire', { client_id: secret.clientId, refresh: true })
  await assert.rejects(client.actions.v2.call.make({ method: 'user.current' }), error => {
    assert.equal(error.originalError.code, 'invalid_grant')
    return true
  })
})

test('a busy portal is asked again', async () => {
  await control('throttle', { times: 1, method: 'server.time' })
  const answer = await b24.actions.v2.call.make({ method: 'server.time' })
  assert.ok(answer.isSuccess)
})

test('REST 3.0: calls, lists and a batch', async () => {
  const made = await b24.actions.v3.call.make({
    method: 'tasks.task.add', params: { fields: { title: 'By REST 3.0', creatorId: 1, responsibleId: 5 } }
  })
  assert.ok(made.isSuccess, made.getErrorMessages().join())
  const id = made.getData().result.item.id
  assert.equal(typeof id, 'number')
  const list = await b24.actions.v3.callList.make({
    method: 'tasks.task.list', params: { select: ['id', 'title'], filter: [['id', '>', 1]] }, idKey: 'id', customKeyForResult: 'items'
  })
  assert.ok(list.isSuccess, list.getErrorMessages().join())
  assert.equal(new Set(list.getData().map(task => task.id)).size, list.getData().length)
  assert.ok(list.getData().length > 120)
  const batch = await b24.actions.v3.batch.make({
    calls: [['tasks.task.get', { id, select: ['id', 'title'] }], ['tasks.task.get', { id: 1, select: ['id'] }]]
  })
  assert.ok(batch.isSuccess, batch.getErrorMessages().join())
  assert.equal(batch.getData()[0].item.title, 'By REST 3.0')
})

test('REST 3.0: an error carries code and message', async () => {
  const error = await b24.actions.v3.call.make({ method: 'tasks.task.get', params: { id: 999999 } })
    .then(answer => [...answer.errors.values()][0], refusal => refusal)
  assert.match(error.code, /^BITRIX_REST_V3_EXCEPTION_/)
})

test('REST 3.0: an Idempotency-Key sent through the SDK makes one task', async () => {
  // The SDK has no option for the key; its HTTP client is public.
  const { client } = await connect({ user_id: 1 })
  const http = client.getHttpClient(ApiVersion.v3)
  http.ajaxClient.defaults.headers.common['Idempotency-Key'] = '0d4f6a52-5d4f-4c58-8d3b-2c2f7a8f5a10'
  const add = () => client.actions.v3.call.make({
    method: 'tasks.task.add', params: { fields: { title: 'Once', creatorId: 1, responsibleId: 5 } }
  })
  const [first, second] = [await add(), await add()]
  assert.equal(second.getData().result.item.id, first.getData().result.item.id)
})
