import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../../src/database/index.ts'
import {
  backupDatabase,
  cancelSend,
  confirmPlan,
  planSend,
  resolveUncertain,
  restoreDatabase,
  resumeSend,
} from '../../../src/delivery/index.ts'
import { readSend } from '../../../src/delivery/send-record.ts'
import { memoryServer } from '../memory-transport.ts'
import { addMembers, confirmedSend, openLedger, planInput, send, states, type Ledger } from '../sending.ts'

let ledger: Ledger
let server: ReturnType<typeof memoryServer>
const who = { by: 'officer', at: 1_700_000_000_000 }

beforeEach(async () => {
  ledger = await openLedger()
  server = memoryServer()
  await addMembers(ledger.database, 10)
})
afterEach(() => ledger.close())

/** A backup between plan and confirmation, four letters after that, and the backup restored; gives the send's id. */
async function restored(): Promise<number> {
  const backup = path.join(ledger.folder, 'backup.db')
  const planned = await planSend(ledger.database, planInput())
  if (!planned.ok) throw new Error(planned.message)
  const { id, planHash } = planned.send
  await backupDatabase(ledger.database, backup, who)
  expect(await confirmPlan(ledger.database, { ...planInput(), hash: planHash })).toMatchObject({ ok: true })
  const stop = { note: () => (server.dots.size >= 4 ? 'enough' : undefined) }
  await send(ledger, id, { transport: server.transport, connections: 1, stop })
  await ledger.database.close()
  const result = await restoreDatabase({ backup, databaseFile: ledger.file, who, force: true })
  expect(result).toMatchObject({ ok: true })
  ledger.database = await openDatabase(ledger.file, { create: false })
  return id
}

const resolve = async (id: number, decision: 'accept' | 'resend', which: 'all' | string[]): Promise<void> => {
  const input = { decision, which, who, databaseFile: ledger.file }
  expect(await resolveUncertain(ledger.database, id, input)).toMatchObject({ ok: true })
}

it('a plan that was confirmed only after the backup is not resumed, and stays as it was', async () => {
  const id = await restored()
  expect(await resumeSend(ledger.database, id, who)).toMatchObject({
    ok: false,
    message: expect.stringContaining('comes of a backup') as string,
  })
  await resolve(id, 'resend', 'all')
  const refused = { ok: false, message: expect.stringContaining('tidings send cancel 2023-11') as string }
  expect(await resumeSend(ledger.database, id, who)).toMatchObject(refused)
  expect(await readSend(ledger.database, id)).toMatchObject({ state: 'paused', confirmedAt: null })
})

it('a plan that a former version set under way says how it goes on', async () => {
  const id = await restored()
  await resolve(id, 'resend', 'all')
  await ledger.database.run(`UPDATE sends SET state = 'sending'`)
  expect(await send(ledger, id, { transport: server.transport })).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('tidings send cancel 2023-11') as string,
  })
})

it('its issue goes to everybody once, when it is cancelled and planned anew', async () => {
  const id = await restored()
  await resolve(id, 'accept', [...server.dots.keys()])
  await resolve(id, 'resend', 'all')
  expect(await cancelSend(ledger.database, id, who)).toEqual({ ok: true })
  const again = await confirmedSend(ledger.database)
  await send(ledger, again, { transport: server.transport })
  expect([...server.dots.values()]).toEqual(Array.from({ length: 10 }, () => 1))
  expect(await states(ledger.database, again)).toEqual({ accepted: 6, suppressed: 4 })
})
