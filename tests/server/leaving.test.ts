import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseProblem } from '../../src/database/index.ts'
import { createTokens, forgetMember, suppress, suppressionsOf } from '../../src/members/index.ts'
import type { Suppression } from '../../src/model/member.ts'
import {
  headingOf,
  hiddenField,
  makeBench,
  makeKeys,
  oneClick,
  startOfTime,
  type Bench,
} from './service-fixture.ts'

let bench: Bench
let link: string

beforeEach(async () => {
  bench = await makeBench()
  link = `/u/${bench.tokens.create('unsubscribe', { id: bench.member.id, about: '2026-11' })}`
})
afterEach(() => bench[Symbol.asyncDispose]())

const suppressions = (): Promise<Suppression[]> => suppressionsOf(bench.database, bench.member.addressKey)
const changes = async (): Promise<number> => {
  const row = await bench.database.get<{ n: number }>(
    `SELECT (SELECT count(*) FROM suppressions) + (SELECT count(*) FROM preferences) +
       (SELECT count(*) FROM limits) + (SELECT count(*) FROM applications) AS n`,
  )
  return row!.n
}

describe('one click (RFC 8058)', () => {
  it('unsubscribes at once, with no cookie and no redirect, and keeps when and how', async () => {
    const response = await bench.post(link, oneClick)
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('location')).toBeNull()
    expect(headingOf(await response.text())).toBe('You are unsubscribed')
    expect(await suppressions()).toMatchObject([
      {
        scope: 'newsletter',
        reason: 'left',
        since: startOfTime,
        evidence: 'one click in the mail program, letter 2026-11',
      },
    ])
  })

  it('takes the field as multipart too, and in any spelling', async () => {
    const form = new FormData()
    form.set('list-unsubscribe', 'x')
    form.set('List-Unsubscribe', 'one-click')
    const response = await bench.app.request(link, { method: 'POST', body: form })
    expect(response.status).toBe(200)
    expect(await suppressions()).toHaveLength(1)
  })

  it('takes it from another site and from a program that sends no type', async () => {
    const body = new TextEncoder().encode('List-Unsubscribe=One-Click')
    const headers = { origin: 'https://mail.example.com', 'sec-fetch-site': 'cross-site' }
    const response = await bench.app.request(link, { method: 'POST', body, headers })
    expect(response.status).toBe(200)
    expect(await suppressions()).toHaveLength(1)
  })

  it('changes nothing when it comes again', async () => {
    await bench.post(link, oneClick)
    bench.time.now += 5000
    expect((await bench.post(link, oneClick)).status).toBe(200)
    expect(await suppressions()).toMatchObject([{ since: startOfTime }])
  })

  it.each([
    ['no body', {}],
    ['another value', { 'List-Unsubscribe': 'Two' }],
    ['another field', { unsubscribe: 'One-Click' }],
  ])('does nothing for a POST with %s, and shows the button', async (_what, fields) => {
    const response = await bench.post(link, fields)
    expect(response.status).toBe(400)
    const page = await response.text()
    expect(hiddenField(page, 'List-Unsubscribe')).toBe('One-Click')
    expect(await changes()).toBe(0)
  })

  it.each([
    ['JSON', 'application/json', '{"List-Unsubscribe":"One-Click"}'],
    ['a broken multipart body', 'multipart/form-data; boundary=x', '--y\r\nList-Unsubscribe'],
  ])('refuses %s', async (_what, type, body) => {
    const response = await bench.app.request(link, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
    expect(response.status).toBe(400)
    expect(await changes()).toBe(0)
  })

  it('answers a member who was forgotten as any other', async () => {
    await bench.database.transaction((queries) =>
      forgetMember(queries, bench.keys, bench.member, startOfTime),
    )
    const response = await bench.post(link, oneClick)
    expect([response.status, headingOf(await response.text())]).toEqual([200, 'You are unsubscribed'])
  })

  it('does not say 200 unless the disk has it', async () => {
    const broken = (kind: 'disk' | 'locked' | 'read-only') => ({
      ...bench.database,
      transaction: () => Promise.reject(new DatabaseProblem(kind, 'no')),
    })
    for (const kind of ['disk', 'locked', 'read-only'] as const) {
      await using other = await makeBench({ database: broken(kind) })
      const response = await other.post(link, oneClick)
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
      expect(await response.text()).not.toMatch(/DatabaseProblem|at file|no\b.*transaction/)
    }
  })

  it('says 503 in time where the database never answers', async () => {
    const stuck = { ...bench.database, transaction: () => new Promise<never>(() => undefined) }
    await using other = await makeBench({ database: stuck, deadlineMs: 50 })
    const response = await other.post(link, oneClick)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
  })

  it('waits while another process writes, and then holds', async () => {
    await bench.database.run(`INSERT INTO limits (key, period, count) VALUES ('x', 1, 1)`)
    const script = `
      const { DatabaseSync } = require('node:sqlite')
      const database = new DatabaseSync(process.argv[1])
      database.exec('BEGIN IMMEDIATE')
      database.exec("UPDATE limits SET count = 2 WHERE key = 'x'")
      console.log('held')
      setTimeout(() => { database.exec('COMMIT'); console.log('done ' + Date.now()) }, 700)`
    const other = spawn(process.execPath, ['-e', script, bench.file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(other.stdout, 'data')
    let doneAt = Number.POSITIVE_INFINITY
    other.stdout.on('data', (data: Buffer) => void (doneAt = Number(/\d+/.exec(data.toString())?.[0])))
    const response = await bench.post(link, oneClick)
    const answeredAt = Date.now()
    if (other.exitCode === null) await once(other, 'exit')
    expect(response.status).toBe(200)
    expect(answeredAt).toBeGreaterThanOrEqual(doneAt)
    expect(await suppressions()).toHaveLength(1)
    expect(await bench.database.get(`SELECT count FROM limits WHERE key = 'x'`)).toEqual({ count: 2 })
  })

  it('says 503 where the other process holds on for too long', async () => {
    await using other = await makeBench({ waitMs: 100 })
    const script = `
      const { DatabaseSync } = require('node:sqlite')
      new DatabaseSync(process.argv[1]).exec('BEGIN IMMEDIATE')
      console.log('held')
      setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['-e', script, other.file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    const response = await other.post(link, oneClick)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(response.status).toBe(503)
    expect((await other.post(link, oneClick)).status).toBe(200)
  })
})

describe('the page with the button', () => {
  it('changes nothing, however often it is fetched and by whom', async () => {
    for (const method of ['GET', 'HEAD']) {
      for (const headers of [
        {},
        { 'sec-purpose': 'prefetch;prerender' },
        { 'user-agent': 'LinkScanner/1.0' },
      ]) {
        const response = await bench.app.request(link, { method, headers: headers as Record<string, string> })
        expect(response.status).toBe(200)
      }
    }
    expect(await changes()).toBe(0)
  })

  it('answers HEAD with no body', async () => {
    const response = await bench.app.request(link, { method: 'HEAD' })
    expect(await response.text()).toBe('')
  })

  it('has a form that leads back to it, under the prefix, and leaves', async () => {
    const page = await (await bench.get(`/list${link}`)).text()
    const action = /<form method="post" action="([^"]*)"/.exec(page)?.[1] ?? ''
    expect(action).toBe(`/list${link}`)
    const fields = { 'List-Unsubscribe': hiddenField(page, 'List-Unsubscribe'), by: hiddenField(page, 'by') }
    expect((await bench.post(action, fields)).status).toBe(200)
    expect(await suppressions()).toMatchObject([{ evidence: 'the button on the page, letter 2026-11' }])
  })

  it('names no address', async () => {
    const page = await (await bench.get(link)).text()
    expect(page).not.toContain('sam@')
  })

  it.each(['probe', 'proof'])('shows a %s the page and changes nothing', async (about) => {
    const specimen = `/u/${bench.tokens.create('unsubscribe', { id: 0, about })}`
    expect((await bench.get(specimen)).status).toBe(200)
    expect((await bench.post(specimen, oneClick)).status).toBe(200)
    expect((await bench.post(specimen, { rejoin: 'x' })).status).toBe(200)
    expect(await changes()).toBe(0)
  })

  it('refuses other methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await bench.app.request(link, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    }
    expect(await changes()).toBe(0)
  })
})

describe('taking it back', () => {
  const leave = async (): Promise<string> =>
    hiddenField(await (await bench.post(link, oneClick)).text(), 'rejoin')

  it('lifts what the member did', async () => {
    const rejoin = await leave()
    bench.time.now += 3_600_000
    const response = await bench.post(link, { rejoin })
    expect([response.status, headingOf(await response.text())]).toEqual([200, 'You are subscribed again'])
    expect(await suppressions()).toMatchObject([{ liftedAt: bench.time.now, liftedBy: 'member' }])
  })

  it('leads to the preferences', async () => {
    const page = await (await bench.post(link, { rejoin: await leave() })).text()
    const address = /href="(\/list\/p\/[^"]+)"/.exec(page)?.[1] ?? ''
    expect((await bench.get(address)).status).toBe(200)
  })

  it('does not work after a day', async () => {
    const rejoin = await leave()
    bench.time.now += 24 * 3_600_000 + 1000
    expect((await bench.post(link, { rejoin })).status).toBe(410)
    expect(await suppressions()).toMatchObject([{ reason: 'left' }])
    expect((await suppressions())[0]).not.toHaveProperty('liftedAt')
  })

  it('does not work with a new page for an old leaving', async () => {
    await leave()
    bench.time.now += 48 * 3_600_000
    const response = await bench.post(link, { rejoin: await leave() })
    expect([response.status, headingOf(await response.text())]).toEqual([
      410,
      'This cannot be taken back here',
    ])
    expect((await suppressions())[0]).not.toHaveProperty('liftedAt')
  })

  it.each(['officer', 'bounced', 'complained', 'refused'] as const)(
    'lifts nothing that is there as %s',
    async (reason) => {
      const { addressKey } = bench.member
      await suppress(bench.database, { addressKey, scope: 'newsletter', reason, since: startOfTime })
      const response = await bench.post(link, { rejoin: await leave() })
      expect(response.status).toBe(410)
      expect((await suppressions())[0]).not.toHaveProperty('liftedAt')
    },
  )

  it('never lifts what holds for the whole address', async () => {
    const { addressKey } = bench.member
    const rejoin = await leave()
    await suppress(bench.database, { addressKey, scope: 'address', reason: 'bounced', since: startOfTime })
    const response = await bench.post(link, { rejoin })
    expect([response.status, headingOf(await response.text())]).toEqual([
      410,
      'This cannot be taken back here',
    ])
    for (const one of await suppressions()) expect(one).not.toHaveProperty('liftedAt')
  })

  it('needs the page’s own token, and the member’s', async () => {
    await leave()
    const other = await bench.add('kim@example.org')
    const tokens = bench.tokens
    const wrong = [
      '',
      'x',
      tokens.create('form', { id: other.id, about: 'rejoin' }),
      tokens.create('form', { id: bench.member.id, about: 'preferences' }),
      tokens.create('unsubscribe', { id: bench.member.id, about: 'rejoin' }),
    ]
    for (const rejoin of wrong) expect((await bench.post(link, { rejoin })).status).toBe(410)
    expect((await suppressions())[0]).not.toHaveProperty('liftedAt')
  })

  it('is refused from another site', async () => {
    const rejoin = await leave()
    const response = await bench.post(link, { rejoin }, { 'sec-fetch-site': 'cross-site', origin: 'null' })
    expect(response.status).toBe(403)
    expect((await suppressions())[0]).not.toHaveProperty('liftedAt')
  })

  it('may be followed by leaving again', async () => {
    await bench.post(link, { rejoin: await leave() })
    bench.time.now += 1000
    await bench.post(link, oneClick)
    expect((await suppressions()).map(({ liftedAt }) => liftedAt === undefined)).toEqual([true, false])
  })
})

describe('a link that is not good', () => {
  const refusal = async (token: string): Promise<[number, string]> => {
    const response = await bench.post(`/u/${token}`, oneClick)
    const shown = await bench.get(`/u/${token}`)
    expect(shown.status).toBe(response.status)
    return [response.status, headingOf(await response.text())]
  }
  const notWhole = [400, 'This link is not whole']
  const notOurs = [400, 'This link does not work']

  it('says that it was cut short', async () => {
    const token = link.slice(3)
    expect(await refusal(token.slice(0, -4))).toEqual(notWhole)
    expect(await refusal('')).toEqual(notWhole)
    expect(await changes()).toBe(0)
  })

  it('says the same of every other one', async () => {
    const { id } = bench.member
    const foreign = createTokens(makeKeys(9))
    expect(await refusal(foreign.create('unsubscribe', { id }))).toEqual(notOurs)
    expect(await refusal(bench.tokens.create('preferences', { id }))).toEqual(notOurs)
    expect(await refusal(bench.tokens.create('bounce', { id }))).toEqual(notOurs)
    expect(await refusal('%E0%A4%A')).toEqual(notOurs)
    expect(await refusal('a'.repeat(5000))).toEqual(notOurs)
    expect(await changes()).toBe(0)
  })

  it('says the same whether or not there is such a member', async () => {
    const pages = await Promise.all(
      [bench.member.id, 123_456].map(async (id) => {
        const token = createTokens(makeKeys(9)).create('unsubscribe', { id })
        return (await bench.post(`/u/${token}`, oneClick)).text()
      }),
    )
    expect(pages[0]).toBe(pages[1])
  })

  it('says that an old one has expired', async () => {
    const { id } = bench.member
    const token = bench.tokens.create('unsubscribe', { id, expiresAt: startOfTime - 1000 })
    expect(await refusal(token)).toEqual([410, 'This link has expired'])
  })

  it('is good after a rotation of keys as long as the old key is known', async () => {
    await using rotated = await makeBench({ keys: makeKeys(2, 1) })
    await using without = await makeBench({ keys: makeKeys(2) })
    expect((await rotated.post(link, oneClick)).status).toBe(200)
    expect((await without.post(link, oneClick)).status).toBe(400)
  })

  it('is never good for another member, whatever is changed in it', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, (_, n) => bench.add(`m${n}@example.org`)))
    const token = link.slice(3)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.'
    const edits = fc.array(
      fc.record({
        at: fc.nat(token.length - 1),
        letter: fc.constantFrom(...letters),
        kind: fc.constantFrom('replace', 'insert', 'remove', 'cut'),
      }),
      { minLength: 1, maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(edits, async (changed) => {
        let text = token
        for (const { at, letter, kind } of changed) {
          if (kind === 'cut') text = text.slice(0, at)
          else
            text =
              text.slice(0, at) +
              (kind === 'remove' ? '' : letter) +
              text.slice(at + (kind === 'insert' ? 0 : 1))
        }
        fc.pre(text !== token)
        expect((await bench.post(`/u/${encodeURIComponent(text)}`, oneClick)).status).toBe(400)
      }),
      { numRuns: 300 },
    )
    expect(await changes()).toBe(0)
    expect(others).toHaveLength(8)
  })
})
