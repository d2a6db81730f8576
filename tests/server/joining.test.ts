import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  editMember,
  findMember,
  forgetMember,
  heldBack,
  liftSuppressions,
  suppress,
  suppressionsOf,
} from '../../src/members/index.ts'
import { DatabaseProblem } from '../../src/database/index.ts'
import {
  headingOf,
  hiddenField,
  makeBench,
  makeKeys,
  startOfTime,
  textOf,
  type Bench,
} from './service-fixture.ts'

let bench: Bench

beforeEach(async () => {
  bench = await makeBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const ask = async (
  address: string,
  name = '',
  { on = bench, headers = {} }: { on?: Bench; headers?: Record<string, string> } = {},
): Promise<Response> => {
  const form = hiddenField(await (await on.get('/subscribe')).text(), 'form')
  const response = await on.post('/subscribe', { form, address, name }, headers)
  await on.settle()
  return response
}
const lastLetter = async (): Promise<{ subject: string; text: string; to: string }> => {
  const notice = bench.notices.at(-1)
  if (!notice) throw new Error('no letter was sent')
  const { subject = '', text = '' } = await PostalMime.parse(textOf(notice))
  return { subject, text, to: notice.to }
}
const linkIn = (text: string): string =>
  /https:\/\/members\.example\.org(\/list\/[cp]\/[\w-]+)/.exec(text)?.[1] ?? ''
const confirm = async (link: string): Promise<Response> => {
  const form = hiddenField(await (await bench.get(link)).text(), 'form')
  return bench.post(link, { form })
}

describe('joining', () => {
  it('puts nobody on the roster before the address has confirmed', async () => {
    const response = await ask('Kim.Lee@example.org', 'Kim Lee')
    expect([response.status, headingOf(await response.text())]).toEqual([200, 'Look in your mailbox'])
    expect(await findMember(bench.database, { address: 'kim.lee@example.org' })).toBeUndefined()
    const { subject, to } = await lastLetter()
    expect([subject, to]).toEqual(['Confirm your subscription to The Lantern', 'Kim.Lee@example.org'])
  })

  it('sends a letter that no machine answers and that carries no word of the applicant', async () => {
    await ask('kim@example.org', 'Buy cheap lamps at evil')
    const source = textOf(bench.notices[0]!)
    expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(source).not.toMatch(/^List-/m)
    expect((await lastLetter()).text).not.toMatch(/lamps/)
  })

  it('is done by the button behind the letter’s link, and the link alone does nothing', async () => {
    await ask('kim@example.org', 'Kim <b>Lee</b> https://evil.example 7', {
      headers: { 'x-forwarded-for': '203.0.113.77' },
    })
    const link = linkIn((await lastLetter()).text)
    for (let n = 0; n < 3; n++) expect((await bench.get(link)).status).toBe(200)
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeUndefined()
    bench.time.now += 60_000
    const response = await confirm(link)
    expect([response.status, headingOf(await response.text())]).toEqual([200, 'You are subscribed'])
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toMatchObject({
      name: 'Kim b Lee b https evil.example',
      status: 'active',
      consent: { at: bench.time.now, how: 'double opt-in on the web', from: '203.0.113.0/24' },
    })
    expect(await bench.database.all('SELECT * FROM applications')).toEqual([])
  })

  it('takes a confirmation once; a second one is harmless and says so', async () => {
    await ask('kim@example.org')
    const link = linkIn((await lastLetter()).text)
    const first = hiddenField(await (await bench.get(link)).text(), 'form')
    const answers = await Promise.all([bench.post(link, { form: first }), bench.post(link, { form: first })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410])
  })

  it('takes no confirmation after two days, without the page’s token, or from another site', async () => {
    await ask('kim@example.org')
    const link = linkIn((await lastLetter()).text)
    const form = hiddenField(await (await bench.get(link)).text(), 'form')
    expect((await bench.post(link, { form: '' })).status).toBe(400)
    expect((await bench.post(link, { form }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    bench.time.now += 2 * 24 * 3_600_000
    expect((await bench.post(link, { form })).status).toBe(410)
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeUndefined()
  })

  it('adds nobody while a key is missing under which somebody was forgotten, and does it later', async () => {
    const gone = await bench.add('gone@example.org')
    await bench.database.transaction((queries) => forgetMember(queries, makeKeys(2), gone, startOfTime))
    await ask('kim@example.org')
    const link = linkIn((await lastLetter()).text)
    expect((await confirm(link)).status).toBe(500)
    expect(bench.log.join('\n')).toContain('keys-needed')
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeUndefined()
    await using whole = await makeBench({ database: bench.database, keys: makeKeys(1, 2) })
    const form = hiddenField(await (await whole.get(link)).text(), 'form')
    expect((await whole.post(link, { form })).status).toBe(200)
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeDefined()
  })

  it('brings back who left', async () => {
    const { addressKey } = bench.member
    await suppress(bench.database, {
      addressKey,
      scope: 'newsletter',
      reason: 'left',
      since: startOfTime - 1e10,
    })
    await ask('sam@example.org')
    expect((await lastLetter()).subject).toBe('Confirm your subscription to The Lantern')
    await confirm(linkIn((await lastLetter()).text))
    expect(await suppressionsOf(bench.database, addressKey)).toMatchObject([{ liftedBy: 'member' }])
    expect(await findMember(bench.database, { id: bench.member.id })).toMatchObject({
      consent: { how: 'double opt-in on the web' },
    })
  })

  it('writes a different letter to who is subscribed already', async () => {
    await ask('SAM@example.org')
    const { subject, text } = await lastLetter()
    expect(subject).toBe('You are subscribed to The Lantern already')
    expect((await bench.get(linkIn(text))).status).toBe(200)
  })

  it('leaves the office’s word to the office', async () => {
    const { addressKey } = bench.member
    await suppress(bench.database, { addressKey, scope: 'newsletter', reason: 'officer', since: startOfTime })
    await ask('sam@example.org')
    const { subject, text } = await lastLetter()
    expect(subject).toBe('Your subscription to The Lantern')
    expect(linkIn(text)).toBe('')
  })

  it('looks again when the confirmation comes', async () => {
    await ask('kim@example.org')
    const link = linkIn((await lastLetter()).text)
    await suppress(bench.database, {
      addressKey: 'kim@example.org',
      scope: 'address',
      reason: 'bounced',
      since: startOfTime,
    })
    expect((await confirm(link)).status).toBe(410)
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeUndefined()
  })

  it('lifts nothing that the office has said since the letter went', async () => {
    const { addressKey, id } = bench.member
    const suppression = { addressKey, scope: 'newsletter', since: startOfTime } as const
    await suppress(bench.database, { ...suppression, reason: 'left' })
    await ask('sam@example.org')
    const link = linkIn((await lastLetter()).text)
    await liftSuppressions(bench.database, { addressKey, by: 'officer', at: startOfTime })
    await suppress(bench.database, { ...suppression, reason: 'officer' })
    expect((await confirm(link)).status).toBe(410)
    const held = await heldBack(bench.database, [{ memberId: id, addressKey }])
    expect(held).toEqual(new Map([[id, 'officer']]))
  })

  it('lets nobody in whom the office has taken out while they were no member', async () => {
    await ask('kim@example.org')
    const link = linkIn((await lastLetter()).text)
    const kim = { addressKey: 'kim@example.org', scope: 'newsletter', reason: 'officer' } as const
    await suppress(bench.database, { ...kim, since: startOfTime })
    expect((await confirm(link)).status).toBe(410)
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeUndefined()
    const found = await suppressionsOf(bench.database, kim.addressKey)
    expect(found.map(({ reason, liftedAt }) => [reason, liftedAt])).toEqual([['officer', undefined]])
  })

  it('makes a lapsed member who confirms active', async () => {
    const { id, addressKey } = bench.member
    await editMember(bench.database, id, { status: 'lapsed' }, { keys: bench.keys, now: startOfTime })
    await ask('sam@example.org')
    expect((await confirm(linkIn((await lastLetter()).text))).status).toBe(200)
    expect(await findMember(bench.database, { id })).toMatchObject({ status: 'active' })
    expect(await heldBack(bench.database, [{ memberId: id, addressKey }])).toEqual(new Map())
  })

  it('sends nothing to an address that bounced, complained or was forgotten', async () => {
    const gone = await bench.add('gone@example.org')
    await bench.database.transaction((queries) => forgetMember(queries, bench.keys, gone, startOfTime))
    for (const [index, reason] of (['bounced', 'complained'] as const).entries())
      await suppress(bench.database, {
        addressKey: `a${index}@example.org`,
        scope: 'address',
        reason,
        since: startOfTime,
      })
    for (const address of ['a0@example.org', 'a1@example.org', 'gone@example.org'])
      expect((await ask(address)).status).toBe(200)
    expect(bench.notices).toEqual([])
  })

  it('answers everybody with the same page', async () => {
    const gone = await bench.add('gone@example.org')
    await bench.database.transaction((queries) => forgetMember(queries, bench.keys, gone, startOfTime))
    await suppress(bench.database, {
      addressKey: 'b@example.org',
      scope: 'address',
      reason: 'bounced',
      since: startOfTime,
    })
    const pages = new Set<string>()
    for (const address of ['sam@example.org', 'new@example.org', 'b@example.org', 'gone@example.org'])
      pages.add(await (await ask(address)).text())
    expect(pages.size).toBe(1)
  })

  it('answers before it looks at the roster', async () => {
    let looked = false
    const watched = {
      ...bench.database,
      get: ((sql: string, ...values: never[]) => {
        if (/\bmembers\b/.test(sql)) looked = true
        return bench.database.get(sql, ...values)
      }) as typeof bench.database.get,
    }
    await using other = await makeBench({ database: watched })
    const form = hiddenField(await (await other.get('/subscribe')).text(), 'form')
    await other.post('/subscribe', { form, address: 'sam@example.org' })
    expect(looked).toBe(false)
    await other.settle()
    expect(looked).toBe(true)
  })

  it('sends three letters a day to an address, and does not say when it stops', async () => {
    const pages = new Set<string>()
    for (let n = 0; n < 6; n++) pages.add(await (await ask('kim@example.org')).text())
    expect(bench.notices).toHaveLength(3)
    expect(pages.size).toBe(1)
    bench.time.now += 24 * 3_600_000
    await ask('Kim@Example.org')
    expect(bench.notices).toHaveLength(4)
  })

  it('takes twenty requests an hour from a network, whatever it says before the proxy’s own word', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 22; n++) {
      const headers = { 'x-forwarded-for': `198.51.100.${n}, 203.0.113.${n}` }
      statuses.push((await ask(`p${n}@example.org`, '', { headers })).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(20)
    const late = await ask('z@example.org', '', { headers: { 'x-forwarded-for': '203.0.113.200' } })
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '3600'])
    expect((await ask('z@example.org', '', { headers: { 'x-forwarded-for': '192.0.2.1' } })).status).toBe(200)
  })

  it('forgets, when it is tidied, who did not confirm and what was counted', async () => {
    await ask('kim@example.org')
    await bench.tidy()
    expect(await bench.database.all('SELECT id FROM applications')).toHaveLength(1)
    bench.time.now += 3 * 24 * 3_600_000
    await bench.tidy()
    expect(await bench.database.all('SELECT id FROM applications')).toEqual([])
    expect(await bench.database.all('SELECT key FROM limits')).toEqual([])
  })

  it('forgets no count, when it is tidied, whose period is not over', async () => {
    for (let n = 0; n < 4; n++) await ask('kim@example.org')
    expect(bench.notices).toHaveLength(3)
    bench.time.now += 3_600_000
    await bench.tidy()
    await ask('kim@example.org')
    expect(bench.notices).toHaveLength(3)
  })

  it('keeps no address and no network in its counts', async () => {
    await ask('kim@example.org', '', { headers: { 'x-forwarded-for': '203.0.113.77' } })
    const counts = JSON.stringify(await bench.database.all('SELECT key FROM limits'))
    expect(counts).not.toMatch(/kim|example|203/)
  })

  it.each([
    '',
    'kim',
    'kim@',
    '@example.org',
    'kim@example.org, x@example.org',
    'kim@example.org\r\nBcc: x@example.org',
    '<kim@example.org>',
    'k im@example.org',
  ])('refuses %j and keeps what was typed', async (address) => {
    const response = await ask(address, 'Kim "K" <Lee>')
    const page = await response.text()
    expect(response.status).toBe(400)
    expect(page).toContain('aria-invalid="true"')
    expect(page).toContain('value="Kim &#34;K&#34; &lt;Lee&gt;"')
    expect(bench.notices).toEqual([])
  })

  it('asks again when the page was open for too long', async () => {
    const form = hiddenField(await (await bench.get('/subscribe')).text(), 'form')
    bench.time.now += 3 * 3_600_000
    const response = await bench.post('/subscribe', { form, address: 'kim@example.org' })
    expect(response.status).toBe(400)
    expect(hiddenField(await response.text(), 'form')).not.toBe(form)
    await bench.settle()
    expect(bench.notices).toEqual([])
  })

  it('is confirmed also by who comes back to a page that was open for too long', async () => {
    await ask('kim@example.org')
    const link = linkIn((await lastLetter()).text)
    const form = hiddenField(await (await bench.get(link)).text(), 'form')
    bench.time.now += 3 * 3_600_000
    for (const fields of [{ form }, {}]) {
      const response = await bench.post(link, fields)
      const page = await response.text()
      expect([response.status, headingOf(page)]).toEqual([400, 'Confirm your subscription'])
      expect(page).toContain('open for too long')
      expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeUndefined()
      const fresh = hiddenField(page, 'form')
      expect(fresh).not.toBe(form)
      if (!('form' in fields)) expect((await bench.post(link, { form: fresh })).status).toBe(200)
    }
    expect(await findMember(bench.database, { address: 'kim@example.org' })).toBeDefined()
  })

  it('says nothing of an address that the mail server does not take', async () => {
    const fails = () => Promise.reject(new Error('550 no kim@example.org here'))
    await using other = await makeBench({ deliverNotice: fails })
    expect((await ask('kim@example.org', '', { on: other })).status).toBe(200)
    expect(other.log.join('\n')).toContain('a letter could not be sent')
    expect(other.log.join('\n')).not.toContain('kim')
  })

  it('says 503 when it cannot be written down', async () => {
    const full = { ...bench.database, transaction: () => Promise.reject(new DatabaseProblem('disk', 'full')) }
    await using other = await makeBench({ database: full })
    expect((await ask('kim@example.org', '', { on: other })).status).toBe(503)
    expect(other.notices).toEqual([])
  })

  it('is not there where the publication does not let anybody join', async () => {
    const settings = { ...bench.settings, joining: { open: false } }
    await using closed = await makeBench({ settings })
    const token = bench.tokens.create('confirm', { id: 1 })
    for (const address of ['/subscribe', '/list/subscribe', `/c/${token}`]) {
      expect((await closed.get(address)).status).toBe(404)
      expect((await closed.post(address, { address: 'kim@example.org' })).status).toBe(404)
    }
  })
})
