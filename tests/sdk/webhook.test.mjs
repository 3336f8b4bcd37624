import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { B24Hook } from '@bitrix24/b24jssdk'
import { control, tlsDoor } from './emulator.mjs'

const skip = process.env.DOOR_CERT ? false : 'the SDK calls webhooks by https only, and openssl is not here to make a certificate'
let door
let b24

before(async () => {
  if (skip) {
    return
  }
  await control('seed', { index: 0 })
  door = await tlsDoor()
  b24 = B24Hook.fromWebhookUrl(`${door.address}/rest/5/demo/`)
  b24.offClientSideWarning()
})

after(() => door?.close())

test('a webhook calls as its user', { skip }, async () => {
  const answer = await b24.actions.v2.call.make({ method: 'profile' })
  assert.equal(answer.getData().result.ID, '5')
})

test('a webhook batches and lists', { skip }, async () => {
  const made = await b24.actions.v2.batchByChunk.make({
    calls: Array.from({ length: 60 }, (_, i) => ['tasks.task.add', { fields: { TITLE: `Hook ${i}`, RESPONSIBLE_ID: 5, GROUP_ID: 12 } }])
  })
  assert.equal(made.getData().length, 60)
  const list = await b24.actions.v2.callList.make({
    method: 'tasks.task.list', params: { filter: { GROUP_ID: 12 }, select: ['ID'] }, idKey: 'id', cursorIdKey: 'ID', customKeyForResult: 'tasks'
  })
  assert.equal(list.getData().length, 60)
})

test('a webhook calls REST 3.0', { skip }, async () => {
  const answer = await b24.actions.v3.call.make({ method: 'tasks.task.get', params: { id: 1, select: ['id'] } })
    .catch(error => error)
  assert.ok(answer.isSuccess || /EXCEPTION/.test(answer.code), answer.message)
})

test('a wrong code is refused with the code of the portal', { skip }, async () => {
  const wrong = B24Hook.fromWebhookUrl(`${door.address}/rest/5/wrong/`)
  wrong.offClientSideWarning()
  const error = await wrong.actions.v2.call.make({ method: 'profile' }).then(answer => [...answer.errors.values()][0], refusal => refusal)
  assert.equal(error.code, 'NO_AUTH_FOUND')
})
