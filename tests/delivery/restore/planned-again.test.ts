import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/database/index.ts'
import { cancelSend, resumeSend } from '../../../src/delivery/control-send.ts'
import { messageIdsOf } from '../../../src/delivery/letters/message-ids.ts'
import type { PlannedManifest } from '../../../src/delivery/recipients.ts'
import { writeProofCsv } from '../../../src/delivery/report/write-proof-csv.ts'
import { resolveUncertain } from '../../../src/delivery/resolve.ts'
import { backupDatabase } from '../../../src/delivery/restore/backup-database.ts'
import { readProof } from '../../../src/delivery/restore/read-proof.ts'
import { resolveFromProof } from '../../../src/delivery/restore/resolve-from-proof.ts'
import { restoreDatabase } from '../../../src/delivery/restore/restore-database.ts'
import { listSends } from '../../../src/delivery/send-record.ts'
import { memoryServer } from '../memory-transport.ts'
import { addMembers, confirmedSend, manifest, openLedger, send, type Ledger } from '../sending.ts'

let ledger: Ledger
let server: ReturnType<typeof memoryServer>
const who = { by: 'officer', at: 1_700_000_000_000 }
const issue = { manifest: { ...manifest, sender: { address: 'news@example.org' } } as PlannedManifest }

beforeEach(async () => {
  ledger = await openLedger()
  server = memoryServer()
  await addMembers(ledger.database, 10)
})
afterEach(() => ledger.close())

async function sendUntil(sendId: number, dots: number): Promise<void> {
  const stop = { note: () => (server.dots.size >= dots ? 'enough' : undefined) }
  await send(ledger, sendId, { transport: server.transport, connections: 1, stop })
}

/** Restores a backup that was taken after some letters; the issue was cancelled, planned again and sent since. */
async function lost(
  before: number,
  sinceThen: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ first: number; proof: string }> {
  const { database, file, folder } = ledger
  const backup = path.join(folder, 'backup.db')
  const first = await confirmedSend(database, issue)
  if (before > 0) await sendUntil(first, before)
  await backupDatabase(database, backup, who)
  await cancelSend(database, first, who)
  await sinceThen()
  await sendUntil(await confirmedSend(database, issue), 10)
  const sends = (await listSends(database)).toReversed()
  const ids = new Map(sends.map((one) => [one.id, messageIdsOf(one)]))
  let proof = ''
  await writeProofCsv(database, [...ids.keys()], {
    write: (text) => void (proof += text),
    messageIdOf: ({ id, sendId }) => ids.get(sendId)!(id),
  })
  await database.close()
  const restored = await restoreDatabase({ backup, databaseFile: file, who, force: true })
  expect(restored).toMatchObject({ ok: true })
  ledger.database = await openDatabase(file, { create: false })
  return { first, proof }
}

/** The steps of the documentation; gives how many rows settled a letter. */
async function reconcile(sendId: number, proof: string): Promise<number> {
  const { database, file: databaseFile } = ledger
  const rows = readProof(Readable.from([proof]))
  const result = await resolveFromProof(database, sendId, { rows, who, databaseFile })
  await resolveUncertain(database, sendId, { decision: 'resend', which: 'all', who, databaseFile })
  await resumeSend(database, sendId, who)
  await send(ledger, sendId, { transport: server.transport })
  return result.ok ? result.accepted : -1
}

const once = Array.from({ length: 10 }, () => 1)

describe('an issue that was planned again after the backup', () => {
  it('goes to nobody twice, by the proof of both sends', async () => {
    const { first, proof } = await lost(4)
    expect(await reconcile(first, proof)).toBe(6)
    expect([...server.dots.values()]).toEqual(once)
  })

  it('goes to nobody twice, by a mail server’s log', async () => {
    const { first, proof } = await lost(4)
    const log = proof
      .split('\r\n')
      .map((line) => line.split(','))
      .filter((cells) => cells[7])
      .map((cells) => `${cells[0]},${cells[7]}\n`)
    expect(await reconcile(first, log.join(''))).toBe(6)
    expect([...server.dots.values()]).toEqual(once)
  })

  it('goes to nobody twice where the plan was the same, with rows of its own', async () => {
    const { first, proof } = await lost(0)
    expect(await reconcile(first, proof)).toBe(10)
    expect([...server.dots.values()]).toEqual(once)
  })

  it('goes to no member twice who has moved since, with a number or without', async () => {
    await ledger.database.run('UPDATE members SET number = NULL WHERE id = 9')
    const { first, proof } = await lost(4, () =>
      ledger.database.run(
        `UPDATE members SET address = 'new' || address, address_key = 'new' || address_key WHERE id > 8`,
      ),
    )
    expect(proof).toContain('newm9@example.org')
    expect(await reconcile(first, proof)).toBe(6)
    expect([...server.dots.values()]).toEqual(once)
  })
})
