import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetMember, preferencesOf, suppress, suppressionsOf } from '../../src/members/index.ts'
import { headingOf, hiddenField, makeBench, makeKeys, startOfTime, type Bench } from './service-fixture.ts'

let bench: Bench
let link: string

beforeEach(async () => {
  bench = await makeBench()
  link = `/p/${bench.tokens.create('preferences', { id: bench.member.id })}`
})
afterEach(() => bench[Symbol.asyncDispose]())

const formToken = async (): Promise<string> => hiddenField(await (await bench.get(link)).text(), 'form')
const wanted = async (): Promise<Record<string, boolean>> =>
  Object.fromEntries(await preferencesOf(bench.database, bench.member.id))
const isHeld = async (): Promise<boolean> =>
  (await suppressionsOf(bench.database, bench.member.addressKey)).some(
    ({ liftedAt }) => liftedAt === undefined,
  )
const ticked = (page: string): string[] =>
  [...page.matchAll(/value="([^"]+)" checked/g)].map(([, series = '']) => series)

describe('preferences', () => {
  it('show every series as wanted until the member says otherwise', async () => {
    expect(ticked(await (await bench.get(link)).text())).toEqual(['reform', 'life'])
    expect(await wanted()).toEqual({})
  })

  it('are saved, and shown as saved', async () => {
    const response = await bench.post(link, { form: await formToken(), do: 'save', series: ['life'] })
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain('Your choice is saved.')
    expect(ticked(page)).toEqual(['life'])
    expect(await wanted()).toEqual({ reform: false })
  })

  it('can be none, and all again', async () => {
    await bench.post(link, { form: await formToken(), do: 'save' })
    expect(await wanted()).toEqual({ reform: false, life: false })
    await bench.post(link, { form: await formToken(), do: 'save', series: ['life', 'reform'] })
    expect(await wanted()).toEqual({ reform: true, life: true })
  })

  it.each([{}, { do: 'everything' }])('are not touched by a form with %o', async (fields) => {
    const response = await bench.post(link, { form: await formToken(), ...fields } as Record<string, string>)
    expect(response.status).toBe(400)
    expect(await wanted()).toEqual({})
  })

  it('ignore series that the publication does not have', async () => {
    await bench.post(link, {
      form: await formToken(),
      do: 'save',
      series: ['reform', 'life', 'weapons', "'; --"],
    })
    expect(await wanted()).toEqual({})
  })

  it('have the way out', async () => {
    const response = await bench.post(link, { form: await formToken(), do: 'leave' })
    expect(await response.text()).toContain('You are unsubscribed')
    expect(await suppressionsOf(bench.database, bench.member.addressKey)).toMatchObject([
      { scope: 'newsletter', reason: 'left', evidence: 'the button on the page of preferences' },
    ])
  })

  it('have the way back for a day', async () => {
    await bench.post(link, { form: await formToken(), do: 'leave' })
    await bench.post(link, { form: await formToken(), do: 'rejoin' })
    expect(await isHeld()).toBe(false)
    await bench.post(link, { form: await formToken(), do: 'leave' })
    bench.time.now += 25 * 3_600_000
    const token = bench.tokens.create('form', { id: bench.member.id, about: 'preferences' })
    expect((await bench.post(link, { form: token, do: 'rejoin' })).status).toBe(410)
    expect(await isHeld()).toBe(true)
  })

  it('offer no way back to who did not leave by themselves', async () => {
    const { addressKey } = bench.member
    await suppress(bench.database, { addressKey, scope: 'newsletter', reason: 'officer', since: startOfTime })
    expect(await (await bench.get(link)).text()).not.toContain('value="rejoin"')
    expect((await bench.post(link, { form: await formToken(), do: 'rejoin' })).status).not.toBe(200)
    expect(await isHeld()).toBe(true)
  })
})

describe('a form that is not good', () => {
  const expectNothing = async (response: Response, status: number): Promise<void> => {
    expect(response.status).toBe(status)
    expect(await wanted()).toEqual({})
    expect(await isHeld()).toBe(false)
  }

  it('saves nothing when the page was open for too long, and says so', async () => {
    const form = await formToken()
    bench.time.now += 3 * 3_600_000
    const response = await bench.post(link, { form, do: 'save' })
    expect(await response.clone().text()).toContain('Nothing was saved')
    await expectNothing(response, 400)
  })

  it.each([
    ['no token', ''],
    ['nonsense', 'x'],
  ])('saves nothing with %s', async (_what, form) => {
    await expectNothing(await bench.post(link, { form, do: 'leave' }), 400)
  })

  it('saves nothing with the form of another member, or of another purpose', async () => {
    const other = await bench.add('kim@example.org')
    const theirs = bench.tokens.create('form', { id: other.id, about: 'preferences' })
    await expectNothing(await bench.post(link, { form: theirs, do: 'leave' }), 400)
    const purpose = bench.tokens.create('form', { id: bench.member.id, about: 'subscribe' })
    await expectNothing(await bench.post(link, { form: purpose, do: 'leave' }), 400)
  })

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'https://members.example.org.evil.example' }],
  ])('is refused with %o', async (headers) => {
    await expectNothing(
      await bench.post(link, { form: await formToken(), do: 'leave' }, headers as Record<string, string>),
      403,
    )
  })

  it.each([
    [{ origin: 'https://members.example.org', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }],
  ])('is taken with %o', async (headers) => {
    const form = await formToken()
    const response = await bench.post(
      link,
      { form, do: 'save', series: 'life' },
      headers as Record<string, string>,
    )
    expect(response.status).toBe(200)
    expect(await wanted()).toEqual({ reform: false })
  })

  it('is taken so many times an hour, but leaving always', async () => {
    const form = bench.tokens.create('form', { id: bench.member.id, about: 'preferences' })
    const statuses: number[] = []
    for (let n = 0; n < 62; n++)
      statuses.push((await bench.post(link, { form, do: 'save', series: 'life' })).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(60)
    expect(statuses.slice(-2)).toEqual([429, 429])
    expect((await bench.post(link, { form, do: 'leave' })).status).toBe(200)
    expect(await isHeld()).toBe(true)
    bench.time.now += 3_600_000
    expect((await bench.post(link, { form, do: 'save' })).status).toBe(200)
  })
})

describe('a link that is not good', () => {
  it.each(['unsubscribe', 'confirm', 'form', 'bounce'] as const)('is one for %s', async (purpose) => {
    const token = bench.tokens.create(purpose, { id: bench.member.id })
    expect((await bench.get(`/p/${token}`)).status).toBe(400)
    expect((await bench.post(`/p/${token}`, { do: 'leave' })).status).toBe(400)
  })

  it('of a forgotten member looks as one that has expired', async () => {
    await bench.database.transaction((queries) =>
      forgetMember(queries, bench.keys, bench.member, startOfTime),
    )
    const old = bench.tokens.create('preferences', { id: bench.member.id, expiresAt: startOfTime - 1000 })
    const [forgotten, expired] = await Promise.all([bench.get(link), bench.get(`/p/${old}`)])
    expect([forgotten.status, expired.status]).toEqual([410, 410])
    expect(await forgotten.text()).toBe(await expired.text())
  })

  it('of a proof saves nothing', async () => {
    const proof = `/p/${bench.tokens.create('preferences', { id: 0, about: 'proof' })}`
    const page = await (await bench.get(proof)).text()
    await bench.post(proof, { form: hiddenField(page, 'form'), do: 'save' })
    await bench.post(proof, { form: hiddenField(page, 'form'), do: 'leave' })
    expect(await bench.database.all('SELECT * FROM preferences')).toEqual([])
    expect(await bench.database.all('SELECT * FROM suppressions')).toEqual([])
  })
})

it('has nothing to choose between without series, but the way out', async () => {
  const settings = { ...bench.settings, series: [] }
  await using plain = await makeBench({ settings, keys: makeKeys() })
  const page = await (await plain.get(link)).text()
  expect(headingOf(page)).toBe('What you get')
  expect(page).toContain('nothing to choose between')
  expect(page).toContain('value="leave"')
})
