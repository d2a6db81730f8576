import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkUnsubscribeAnswers } from '../../src/delivery/index.ts'
import { createLetterAddresses } from '../../src/delivery/letters/letter-addresses.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { heldBack, suppressionsOf } from '../../src/members/index.ts'
import { createLetterReader } from '../../src/server/mailbox/read-letter.ts'
import { leavingLetter } from './leaving-letters.ts'
import { makeBench, makeKeys, makeSettings, oneClick, type Bench } from './service-fixture.ts'

let bench: Bench

beforeEach(async () => {
  bench = await makeBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

/** The look before a send, at this service instead of the network. */
async function looked(keys = bench.keys): Promise<[boolean, string[]]> {
  const found: Finding[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    return bench.app.request(url.replace('https://members.example.org', ''), init)
  }) as typeof globalThis.fetch
  const options = { fetch, now: bench.time.now }
  const holds = await checkUnsubscribeAnswers(
    bench.settings.serviceUrl,
    keys,
    options,
    (finding) => void found.push(finding),
  )
  return [holds, found.map(({ rule }) => rule)]
}

describe('the look before a send', () => {
  it('finds the service, and changes nothing there', async () => {
    expect(await looked()).toEqual([true, []])
    expect(await bench.database.all('SELECT * FROM suppressions')).toEqual([])
  })

  it('finds that the service has other keys', async () => {
    expect(await looked(makeKeys(9))).toEqual([false, ['delivery/unsubscribe-not-answering']])
  })
})

describe('a member who leaves during a send', () => {
  const held = async (): Promise<unknown> => {
    const { id, addressKey } = bench.member
    return (await heldBack(bench.database, [{ memberId: id, addressKey }])).get(id)
  }

  it('is held back at the next look of the gate', async () => {
    expect(await held()).toBeUndefined()
    await bench.post(`/u/${bench.tokens.create('unsubscribe', { id: bench.member.id })}`, oneClick)
    expect(await held()).toBe('left')
  })

  it('is held back too where their address changed after the plan', async () => {
    const { id, addressKey } = bench.member
    await bench.database.run(`UPDATE members SET address_key = 'moved@example.org' WHERE id = ?`, id)
    expect(await held()).toBeUndefined()
    await bench.post(`/u/${bench.tokens.create('unsubscribe', { id })}`, oneClick)
    expect(await held()).toBe('left')
    expect(await suppressionsOf(bench.database, addressKey)).toEqual([])
  })

  it.each(['leave@example.org', 'leave@bücher.example.org', "o'leary.list@example.org"])(
    'is held back after a letter to the address that the letters name under %s',
    async (address) => {
      const { delivery, sender } = makeSettings()
      const settings = { sender, delivery: { ...delivery, unsubscribeAddress: address } }
      const addresses = createLetterAddresses(settings, bench.keys, ({ message }) => {
        throw new Error(message)
      })
      const { pathname } = new URL(addresses!.unsubscribe!(bench.member.id))
      const { database, keys, time } = bench
      const look = createLetterReader({ database, keys, address, clock: () => time.now })
      expect(await look(Buffer.from(leavingLetter(decodeURIComponent(pathname))))).toBe('left')
      expect(await held()).toBe('left-by-mail')
      expect(await suppressionsOf(bench.database, bench.member.addressKey)).toHaveLength(1)
    },
  )
})
