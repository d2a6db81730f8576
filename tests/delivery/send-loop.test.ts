import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findSend } from '../../src/delivery/index.ts'
import { memoryServer } from './memory-transport.ts'
import { addMembers, confirmedSend, openLedger, send, states, type Ledger } from './sending.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger()
})

afterEach(async () => {
  await ledger.close()
})

describe('a send', () => {
  it('gives every member one letter and is complete', async () => {
    await addMembers(ledger.database, 500)
    const sendId = await confirmedSend(ledger.database)
    const server = memoryServer()
    const result = await send(ledger, sendId, { transport: server.transport })
    expect(result.state).toBe('complete')
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 500 })
    expect([...server.dots.values()].every((dots) => dots === 1)).toBe(true)
    expect(server.dots.size).toBe(500)
    expect(server.linesOpen()).toBe(0)
    expect(server.mostLines()).toBe(4)
    expect((await findSend(ledger.database, '2023-11'))?.state).toBe('complete')
  })
})
