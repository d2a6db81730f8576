import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLetterMaker } from '../../../src/delivery/letters/letter-maker.ts'
import { makeProofs } from '../../../src/delivery/letters/proof.ts'
import { checkUnsubscribeAnswers } from '../../../src/delivery/preflight/check-unsubscribe.ts'
import type { OutgoingLetter } from '../../../src/delivery/transport.ts'
import { suppressionsOf } from '../../../src/members/index.ts'
import { makeBench, makeKeys, type Bench } from '../../server/service-fixture.ts'
import { buildSample, collect, delivery, type BuiltSample } from '../letters/built-sample.ts'

let sample: BuiltSample
beforeAll(async () => void (sample = await buildSample()), 60_000)
afterAll(() => sample.dispose())

/** The one-click address of a letter. */
async function leavingLink({ chunks }: OutgoingLetter): Promise<string> {
  const { headers } = await PostalMime.parse(Buffer.concat(chunks))
  const value = headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
  return /<(https:[^>]+)>/.exec(value)?.[1] ?? ''
}

const click = (bench: Bench, link: string): Promise<Response> =>
  bench.post(link, { 'List-Unsubscribe': 'One-Click' })

async function suppressed(bench: Bench): Promise<number> {
  const { count } = (await bench.database.get<{ count: number }>(
    'SELECT count(*) AS count FROM suppressions',
  ))!
  return count
}

async function lookAt(bench: Bench, keys = bench.keys) {
  const { found, report } = collect()
  const web = ((url: string, init?: RequestInit) => bench.app.request(url, init)) as typeof fetch
  const { serviceUrl } = bench.settings
  const answers = await checkUnsubscribeAnswers(serviceUrl, keys, { fetch: web, now: bench.time.now }, report)
  return { answers, rules: found.map(({ ruleId }) => ruleId) }
}

describe('the service as `tidings serve` runs it', () => {
  it('answers the look before a send, which leaves nothing behind', async () => {
    await using bench = await makeBench()
    expect(await lookAt(bench)).toEqual({ answers: true, rules: [] })
    expect(await suppressed(bench)).toBe(0)
  })

  it('is found out where it has other keys', async () => {
    await using bench = await makeBench()
    expect(await lookAt(bench, makeKeys(9))).toEqual({
      answers: false,
      rules: ['delivery/unsubscribe-not-answering'],
    })
  })

  it('takes the one click of a letter, for its member alone', async () => {
    await using bench = await makeBench()
    const other = await bench.add('kim@example.org')
    const options = { built: sample.read(), settings: sample.settings, keys: bench.keys, seed: '' }
    const maker = await createLetterMaker({ ...options, now: () => bench.time.now }, collect().report)
    const link = await leavingLink(await maker!(delivery({ memberId: bench.member.id })))
    expect((await bench.get(link)).status).toBe(200)
    expect(await suppressed(bench)).toBe(0)
    expect((await click(bench, link)).status).toBe(200)
    expect(await suppressionsOf(bench.database, bench.member.addressKey)).toMatchObject([
      { scope: 'newsletter' },
    ])
    expect(await suppressionsOf(bench.database, other.addressKey)).toEqual([])
  })

  it('lets nobody leave by the link of a proof', async () => {
    await using bench = await makeBench()
    const now = (): number => bench.time.now
    const [proof] = await makeProofs({
      built: sample.read(),
      settings: sample.settings,
      keys: bench.keys,
      to: bench.member.address,
      now,
    })
    const link = await leavingLink(proof!.letter)
    expect((await bench.get(link)).status).toBe(200)
    expect((await click(bench, link)).status).toBe(200)
    expect(await suppressed(bench)).toBe(0)
  })
})
