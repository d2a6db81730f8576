import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashRecipients } from '../../src/delivery/plan-hash.ts'
import {
  addDeliveries,
  addSend,
  makeLedger,
  type TestDelivery,
  type TestLedger,
} from './report/filled-ledger.ts'

let ledger: TestLedger

beforeEach(async () => {
  ledger = await makeLedger()
})
afterEach(() => ledger.remove())

describe('the hash of the recipients', () => {
  it('covers every one, however many they are', async () => {
    const count = 8_001
    const sendId = await addSend(ledger.database)
    const recipients = Array.from({ length: count }, (_, index): TestDelivery => {
      return { address: `m${index + 1}@example.org`, state: 'waiting' }
    })
    await addDeliveries(ledger.database, sendId, recipients)
    const hashes = new Set([await hashRecipients(ledger.database, sendId)])
    // The first and the last of each page, as they are read.
    const changed = [1, 4_000, 4_001, 8_000, 8_001]
    for (const member of changed) {
      const sql = 'UPDATE deliveries SET variant = ? WHERE send_id = ? AND member_id = ?'
      await ledger.database.run(sql, 'wales', sendId, member)
      hashes.add(await hashRecipients(ledger.database, sendId))
      await ledger.database.run(sql, 'all', sendId, member)
    }
    expect(hashes.size).toBe(1 + changed.length)
  })
})
