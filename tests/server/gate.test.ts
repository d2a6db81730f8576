import { randomBytes } from 'node:crypto'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database, Queries } from '../../src/database/index.ts'
import { editMember, forgetMember, normaliseAddress, suppress } from '../../src/members/index.ts'
import { cookieName, cookieOf, makeGateBench, type GateBench } from './gate-fixture.ts'
import { headingOf, hiddenField, textOf } from './service-fixture.ts'

let bench: GateBench

beforeEach(async () => {
  bench = await makeGateBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const article = '/news/articles/lamps/'

const headingAt = async (response: Response): Promise<[number, string]> => [
  response.status,
  headingOf(await response.text()),
]
const mayRead = async (cookie: string): Promise<boolean> =>
  (await bench.get(article, { cookie })).status === 200
const lapse = (): Promise<unknown> =>
  bench.database.transaction((queries) =>
    editMember(queries, bench.member.id, { status: 'lapsed' }, { keys: bench.keys, now: bench.time.now }),
  )
const bounce = (addressKey: string): Promise<unknown> =>
  suppress(bench.database, { addressKey, scope: 'address', reason: 'bounced', since: bench.time.now })
const move = async (text: string): Promise<void> => {
  const address = normaliseAddress(text)
  if ('fault' in address) throw new Error(address.message)
  await bench.database.transaction((queries) =>
    editMember(queries, bench.member.id, { address }, { keys: bench.keys, now: bench.time.now }),
  )
}

describe('signing in', () => {
  it('takes a member from the form by the letter to the page they wanted', async () => {
    const [status, heading] = await headingAt(await bench.get(article))
    expect([status, heading]).toEqual([401, 'Sign in to read'])
    expect(await headingAt(await bench.ask('sam@example.org', article))).toEqual([
      200,
      'Look in your mailbox',
    ])
    const { subject, text = '' } = await PostalMime.parse(textOf(bench.notices[0]!))
    expect([subject, bench.notices[0]!.to]).toEqual(['Your link to read The Lantern', 'sam@example.org'])
    expect(text).toMatch(/\nhttps:\/\/members\.example\.org\/list\/s\/[\w-]{43}\n/)
    const page = await (await bench.get(bench.lastLink())).text()
    expect(headingOf(page)).toBe('Sign in')
    expect(page).toContain('<strong>sam@example.org</strong>')
    const response = await bench.post(bench.lastLink(), {})
    expect([response.status, response.headers.get('location')]).toEqual([303, article])
    const answer = await bench.get(article, { cookie: cookieOf(response) })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('All about lamps.')])
  })

  it('keeps the session in a cookie that no script, no other site and no other host gets', async () => {
    const { response } = await bench.signIn()
    const [pair = '', ...attributes] = (response.headers.get('set-cookie') ?? '').split('; ')
    expect(pair).toMatch(new RegExp(`^${cookieName}=[\\w-]{43}$`))
    expect(attributes.toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=31536000',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ])
  })

  it('keeps no token, only what nobody can make a token from', async () => {
    const { cookie } = await bench.signIn()
    const kept = JSON.stringify([
      await bench.database.all('SELECT * FROM sign_in_links'),
      await bench.database.all('SELECT * FROM sessions'),
    ])
    expect(kept).not.toContain(cookie.split('=')[1])
    expect(kept).not.toContain(bench.lastLink().split('/').at(-1))
  })

  it('uses nothing up by looking: scanners fetch every link', async () => {
    await bench.ask('sam@example.org')
    for (let n = 0; n < 3; n++) {
      const response = await bench.get(bench.lastLink())
      expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null])
    }
    expect((await bench.app.request(bench.lastLink(), { method: 'HEAD' })).status).toBe(200)
    expect((await bench.post(bench.lastLink(), {})).status).toBe(303)
  })

  it('works in another browser, and says for whom before it does', async () => {
    await bench.ask('sam@example.org', article)
    const page = await (await bench.get(bench.lastLink(), { cookie: 'other=1' })).text()
    expect(page).toContain('This link signs this browser in for <strong>sam@example.org</strong>')
    expect((await bench.post(bench.lastLink(), {})).headers.get('location')).toBe(article)
  })

  it('lets one of two who press at once in, and the other not', async () => {
    await bench.ask('sam@example.org')
    const link = bench.lastLink()
    const answers = await Promise.all(Array.from({ length: 5 }, () => bench.post(link, {})))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410, 410])
    expect(await bench.database.all('SELECT 1 FROM sessions')).toHaveLength(1)
  })

  it('ends the session that the browser had before', async () => {
    await bench.add('kim@example.org')
    const first = await bench.signIn('kim@example.org')
    await bench.ask('sam@example.org')
    const second = await bench.post(bench.lastLink(), {}, { cookie: first.cookie })
    expect(await mayRead(first.cookie)).toBe(false)
    expect(await mayRead(cookieOf(second))).toBe(true)
  })

  it('is offered to nobody where the archive is public', async () => {
    await using open = await makeGateBench('{ access: public }')
    for (const address of ['/list/sign-in', '/sign-in', '/sign-out', '/s/x', '/sign-in/check', article])
      expect((await open.get(address)).status).toBe(404)
  })

  it('uses a cookie without the prefix over http, which only a developer’s machine has', async () => {
    const settings = { ...bench.settings, serviceUrl: 'http://localhost:8025/list' }
    await using local = await makeGateBench('{ access: members }', {
      settings: { ...settings, baseUrl: 'http://localhost:8025/news' },
    })
    await local.ask('sam@example.org')
    const letter = textOf(local.notices[0]!).replaceAll('=\r\n', '')
    const link = /http:\/\/localhost:8025(\/list\/s\/[\w-]+)/.exec(letter)?.[1] ?? ''
    const response = await local.post(link, {})
    expect(response.headers.get('set-cookie')).toMatch(/^tidings-without-https=[\w-]{43};/)
    expect(response.headers.get('set-cookie')).not.toContain('Secure')
    expect((await local.get(article, { cookie: cookieOf(response) })).status).toBe(200)
  })
})

describe('what strangers learn', () => {
  it('is the same of every address, and nothing of the roster is looked at before the answer', async () => {
    await bench.add('lapsed@example.org')
    await bench.database.run("UPDATE members SET status = 'lapsed' WHERE address = 'lapsed@example.org'")
    const bounced = await bench.add('bounced@example.org')
    await bounce(bounced.addressKey)
    const seen: string[] = []
    await using other = await makeGateBench('{ access: members }', {
      database: listening(bench.database, seen),
    })
    const form = hiddenField(await (await other.get('/list/sign-in')).text(), 'form')
    const results = []
    for (const name of ['sam', 'lapsed', 'bounced', 'nobody']) {
      seen.length = 0
      const response = await other.post('/list/sign-in', {
        form,
        address: `${name}@example.org`,
        next: article,
      })
      const atAnswer = [...seen]
      const headers = [...response.headers].filter(([header]) => header !== 'date')
      results.push(JSON.stringify([response.status, headers, await response.text(), atAnswer]))
      await other.settle()
    }
    expect(new Set(results).size).toBe(1)
    expect(results[0]).not.toMatch(/members\b[^.]|suppressions/)
    expect(other.notices.map(({ to }) => to)).toEqual(['sam@example.org'])
  })

  it('is not whether there is a page at an address', async () => {
    const bodies = []
    for (const address of ['', 'articles/lamps/', 'articles/nothing/', 'feed.xml', 'a/../../b', '%2e%2e/x']) {
      const response = await bench.get(`/news/${address}`)
      expect([address, response.status]).toEqual([address, 401])
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('x-robots-tag')).toContain('noindex')
      const page = await response.text()
      bodies.push(page.replace(/name="(?:form|next)" value="[^"]*"/g, ''))
    }
    expect(new Set(bodies).size).toBe(1)
  })

  it('is nothing by the log: no address, no token, not what is read', async () => {
    const { cookie } = await bench.signIn()
    await bench.get(bench.lastLink())
    await bench.get(article, { cookie })
    const log = bench.log.join('\n')
    expect(log).toMatch(/POST \/sign-in 200/)
    expect(log).toMatch(/POST \/s\/… 303/)
    expect(log).not.toMatch(/sam|lamps|[\w-]{40}/)
  })
})

/** A database that notes the statements that are run on it. */
function listening(database: Database, seen: string[]): Database {
  const noting = <Q extends Queries>(queries: Q): Q => ({
    ...queries,
    get: (sql: string, ...values: never[]) => {
      seen.push(sql)
      return queries.get(sql, ...values)
    },
    all: (sql: string, ...values: never[]) => {
      seen.push(sql)
      return queries.all(sql, ...values)
    },
    run: (sql: string, ...values: never[]) => {
      seen.push(sql)
      return queries.run(sql, ...values)
    },
  })
  return {
    ...noting(database),
    transaction: (work) => database.transaction((queries) => work(noting(queries))),
    // The bench that made it closes it.
    close: async () => undefined,
  }
}

describe('the letter', () => {
  it('goes to the address as the roster has it, however it was typed', async () => {
    await bench.ask(' SAM@Example.ORG ')
    expect(bench.notices.map(({ to }) => to)).toEqual(['sam@example.org'])
  })

  it('goes to a member who left the newsletter, and to nobody whose address is held back', async () => {
    const { addressKey } = bench.member
    const since = bench.time.now
    await suppress(bench.database, { addressKey, scope: 'newsletter', reason: 'left', since })
    await bench.ask('sam@example.org')
    expect(bench.notices).toHaveLength(1)
    await bounce(addressKey)
    await bench.ask('sam@example.org')
    expect(bench.notices).toHaveLength(1)
  })

  it('goes to no lapsed member, no forgotten one and no stranger', async () => {
    await bench.ask('nobody@example.org')
    await lapse()
    await bench.ask('sam@example.org')
    await bench.database.transaction((queries) => forgetMember(queries, bench.keys, bench.member, 1))
    await bench.ask('sam@example.org')
    expect(bench.notices).toEqual([])
    expect(await bench.database.all('SELECT 1 FROM sign_in_links')).toEqual([])
  })

  it('goes three times in ten minutes, and the answer does not tell; a link of these works meanwhile', async () => {
    bench.time.now = Math.floor(bench.time.now / (10 * minuteMs)) * 10 * minuteMs
    for (let n = 0; n < 5; n++)
      expect(await headingAt(await bench.ask('sam@example.org'))).toEqual([200, 'Look in your mailbox'])
    expect(bench.notices).toHaveLength(3)
    bench.time.now += 10 * minuteMs - 1
    await bench.ask('sam@example.org')
    expect(bench.notices).toHaveLength(3)
    expect((await bench.get(bench.lastLink())).status).toBe(200)
    bench.time.now += 1
    await bench.ask('sam@example.org')
    expect(bench.notices).toHaveLength(4)
  })

  it('goes out for one network sixty times an hour, and the answer says so', async () => {
    const statuses = []
    const form = hiddenField(await (await bench.get('/list/sign-in')).text(), 'form')
    const send = (n: number, from: string): Promise<Response> =>
      bench.post('/list/sign-in', { form, address: `a${n}@example.org` }, { 'x-forwarded-for': from })
    for (let n = 0; n < 61; n++) statuses.push((await send(n, '203.0.113.7')).status)
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
    expect(statuses[60]).toBe(429)
    expect((await send(61, '198.51.100.1')).status).toBe(200)
  })
})

describe('the form', () => {
  it.each(['', 'sam', 'sam@', 'sam@-', 'a b@example.org', 'x'.repeat(300)])(
    'asks again for the address %j',
    async (typed) => {
      const response = await bench.ask(typed)
      const page = await response.text()
      expect(response.status).toBe(400)
      expect(page).toContain('aria-invalid="true"')
      expect(hiddenField(page, 'next')).toBe(article)
    },
  )

  it('gives back what was typed as text and never as markup', async () => {
    const page = await (await bench.ask('"><script>alert(1)</script>')).text()
    expect(page).not.toContain('<script>')
  })

  it('asks again after two hours, and for a token that is not its own', async () => {
    const form = hiddenField(await (await bench.get('/list/sign-in')).text(), 'form')
    const other = bench.tokens.create('form', { id: 0, about: 'subscribe' })
    bench.time.now += 2 * 60 * minuteMs
    for (const token of [form, other, '', 'x']) {
      const response = await bench.post('/list/sign-in', { form: token, address: 'sam@example.org' })
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('open for too long')
    }
    await bench.settle()
    expect(bench.notices).toEqual([])
  })

  it('takes nothing from another site', async () => {
    await bench.ask('sam@example.org')
    const link = bench.lastLink()
    const { cookie } = await bench.signIn()
    const strange: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]
    const form = hiddenField(await (await bench.get('/list/sign-in')).text(), 'form')
    for (const headers of strange) {
      const answers = await Promise.all([
        bench.post('/list/sign-in', { form, address: 'sam@example.org' }, headers),
        bench.post(link, {}, headers),
        bench.post('/list/sign-out', { everywhere: 'yes' }, { ...headers, cookie }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
    }
    expect(await mayRead(cookie)).toBe(true)
    expect((await bench.post(link, {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(303)
  })

  it.each(['PUT', 'DELETE'])('takes no %s', async (method) => {
    for (const address of ['/list/sign-in', '/list/sign-out', '/list/s/x', '/list/sign-in/check'])
      expect((await bench.app.request(address, { method })).status).toBe(405)
  })
})

describe('a link', () => {
  it('that was used is refused, with a way to another', async () => {
    await bench.ask('sam@example.org', article)
    const link = bench.lastLink()
    await bench.post(link, {})
    for (const response of [await bench.get(link), await bench.post(link, {})]) {
      const page = await response.text()
      expect([response.status, headingOf(page)]).toEqual([410, 'This link has been used'])
      expect(page).toContain(`/list/sign-in?next=${encodeURIComponent(article)}`)
    }
  })

  it('that was used here leads on, for who comes back to the letter', async () => {
    const { cookie } = await bench.signIn('sam@example.org', article)
    const page = await (await bench.get(bench.lastLink(), { cookie })).text()
    expect(headingOf(page)).toBe('You are signed in')
    expect(page).toContain(`href="${article}"`)
  })

  it('is good for ten minutes', async () => {
    await bench.ask('sam@example.org')
    bench.time.now += 10 * minuteMs - 1
    expect((await bench.get(bench.lastLink())).status).toBe(200)
    bench.time.now += 1
    for (const response of [await bench.get(bench.lastLink()), await bench.post(bench.lastLink(), {})])
      expect(await headingAt(response)).toEqual([410, 'This link has expired'])
  })

  it('of a member who has lapsed, bounced or moved since signs nobody in', async () => {
    for (const change of [() => move('new@example.org'), lapse]) {
      await bench.ask(bench.member.address)
      await change()
      for (const response of [await bench.get(bench.lastLink()), await bench.post(bench.lastLink(), {})])
        expect(await headingAt(response)).toEqual([410, 'You cannot sign in at present'])
      await move('sam@example.org')
    }
    const kim = await bench.add('kim@example.org')
    await bench.ask('kim@example.org')
    await bounce(kim.addressKey)
    expect((await bench.post(bench.lastLink(), {})).status).toBe(410)
    expect(await bench.database.all('SELECT 1 FROM sessions')).toEqual([])
  })

  it('that is cut short or changed gets a plain page', async () => {
    await bench.ask('sam@example.org')
    const link = bench.lastLink()
    const changed = link.slice(0, -2) + (link.endsWith('AA') ? 'BB' : 'AA')
    const cases: [string, string][] = [
      [link.slice(0, -5), 'This link is not whole'],
      ['/list/s/', 'This link is not whole'],
      [changed, 'This link does not work'],
      [`${link}x`, 'This link does not work'],
      [`/list/s/${'%2e'.repeat(43)}`, 'This link does not work'],
    ]
    for (const [address, heading] of cases) {
      expect(await headingAt(await bench.get(address))).toEqual([400, heading])
      expect(await headingAt(await bench.post(address, {}))).toEqual([400, heading])
    }
    expect((await bench.post(link, {})).status).toBe(303)
  })

  const elsewhere = [
    '//evil.example/',
    'https://evil.example/',
    'https:evil.example',
    'https:/evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/news/..//evil.example',
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
  ]
  it.each([
    ...elsewhere,
    '/news/../list/u/x',
    '/news/%2e%2e/list/',
    '/list/sign-out',
    '/newsagent/',
    'news/articles/',
    '/news/\r\nSet-Cookie: a=b',
    '/news/\0',
    `/news/${'x'.repeat(2000)}`,
    '',
  ])('leads to the archive’s first page and not to %j', async (next) => {
    const { response } = await bench.signIn('sam@example.org', next)
    expect(response.headers.get('location')).toBe('/news/')
    const form = await (await bench.get(`/list/sign-in?next=${encodeURIComponent(next)}`)).text()
    expect(hiddenField(form, 'next')).toBe('/news/')
  })

  it.each(elsewhere)('leads to no other host by %j where the archive has a host to itself', async (next) => {
    const settings = { ...bench.settings, baseUrl: 'https://members.example.org' }
    await using whole = await makeGateBench(undefined, { settings })
    const { response } = await whole.signIn('sam@example.org', next)
    expect(response.headers.get('location')).toBe('/')
    const form = await (await whole.get(`/list/sign-in?next=${encodeURIComponent(next)}`)).text()
    expect(hiddenField(form, 'next')).toBe('/')
  })

  it.each(['/news/articles/golau-gl%C3%A2n/', '/news/search/?q=lamp&page=2', '/news/%2F%2Fevil.example'])(
    'leads on to %s, which is in the archive',
    async (next) => {
      const { response } = await bench.signIn('sam@example.org', next)
      expect(response.headers.get('location')).toBe(next)
    },
  )

  it.each([
    ['/news/glossary/?to=icb', '/news/glossary/#icb'],
    ['/news/search/?q=lamp&to=a&page=2', '/news/search/?q=lamp&page=2#a'],
    ['/news/articles/lamps/?to=gl%C3%A2n+%22%3C%23', '/news/articles/lamps/#gl%C3%A2n%20%22%3C%23'],
    ['/news/articles/lamps/?to=', '/news/articles/lamps/?to='],
    ['/news/glossary/#icb', '/news/glossary/#icb'],
    ['/newsagent/?to=icb', '/news/'],
  ])('leads on from %s to its place, %s', async (wanted, place) => {
    const { response } = await bench.signIn('sam@example.org', wanted)
    expect(response.headers.get('location')).toBe(place)
  })

  it('of a letter leads to its place from the form that a stranger meets there', async () => {
    const form = await (await bench.get('/news/glossary/?to=icb')).text()
    expect(hiddenField(form, 'next')).toBe('/news/glossary/#icb')
  })
})

describe('a session', () => {
  it('ends at once when its member lapses, bounces, moves to another address or is forgotten', async () => {
    const changes: Record<string, () => Promise<unknown>> = {
      moves: () => move('new@example.org'),
      bounces: () => bounce(bench.member.addressKey),
      lapses: lapse,
    }
    for (const [name, change] of Object.entries(changes)) {
      const { cookie } = await bench.signIn()
      expect([name, await mayRead(cookie)]).toEqual([name, true])
      await change()
      expect([name, await mayRead(cookie)]).toEqual([name, false])
      expect((await bench.get('/list/sign-in/check', { cookie })).status).toBe(401)
      await bench.database.run('DELETE FROM suppressions')
      await bench.database.run("UPDATE members SET status = 'active'")
      await move('sam@example.org')
      bench.time.now += 11 * minuteMs
    }
    const { cookie } = await bench.signIn()
    await bench.database.transaction((queries) => forgetMember(queries, bench.keys, bench.member, 1))
    expect(await mayRead(cookie)).toBe(false)
    expect(await bench.database.all('SELECT 1 FROM sessions')).toEqual([])
    expect(await bench.database.all('SELECT 1 FROM sign_in_links')).toEqual([])
  })

  it('stays for a member who leaves the newsletter', async () => {
    const { cookie } = await bench.signIn()
    const { addressKey } = bench.member
    await suppress(bench.database, { addressKey, scope: 'newsletter', reason: 'left', since: 1 })
    expect(await mayRead(cookie)).toBe(true)
  })

  it('lasts thirty days after the last reading, and no longer than a year', async () => {
    const { cookie } = await bench.signIn()
    const reads = async (): Promise<boolean> => {
      const may = await mayRead(cookie)
      await bench.settle()
      return may
    }
    bench.time.now += 29 * dayMs
    expect(await reads()).toBe(true)
    bench.time.now += 29 * dayMs
    expect(await reads()).toBe(true)
    bench.time.now += 31 * dayMs
    expect(await reads()).toBe(false)

    const began = bench.time.now
    const other = await bench.signIn()
    for (let days = 20; days < 365; days += 20) {
      bench.time.now = began + days * dayMs
      expect(await mayRead(other.cookie)).toBe(true)
      await bench.settle()
    }
    bench.time.now = began + 365 * dayMs
    expect(await mayRead(other.cookie)).toBe(false)
  })

  it('is written of once a day at most, and without the hour', async () => {
    const { cookie } = await bench.signIn()
    const seen = async (): Promise<unknown> => {
      bench.time.now += 60 * minuteMs
      await mayRead(cookie)
      await bench.settle()
      return (await bench.database.get<{ last_seen_at: number }>('SELECT last_seen_at FROM sessions'))
        ?.last_seen_at
    }
    const first = await seen()
    expect(await seen()).toBe(first)
    bench.time.now += dayMs
    expect(await seen()).toBe(Math.floor(bench.time.now / dayMs) * dayMs)
    const [row] = await bench.database.all<{ expires_at: number }>('SELECT expires_at FROM sessions')
    expect(row!.expires_at % dayMs).toBe(0)
  })

  it('is nobody’s whose cookie is not one of ours', async () => {
    await bench.signIn()
    const guesses = ['', 'x', '""', randomBytes(32).toString('base64url'), 'x'.repeat(5000)]
    for (const guess of guesses) expect(await mayRead(`${cookieName}=${guess}`)).toBe(false)
  })

  it('is told to a proxy that asks: 204 or 401', async () => {
    const { cookie } = await bench.signIn()
    const ask = (headers: Record<string, string>): Promise<Response> =>
      bench.get('/list/sign-in/check', headers)
    const answers = [await ask({ cookie }), await ask({}), await ask({ cookie: `${cookieName}=x` })]
    expect(answers.map(({ status }) => status)).toEqual([204, 401, 401])
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['', '', ''])
  })

  it('is forgotten with its links when it is over', async () => {
    await bench.signIn()
    bench.time.now += 31 * dayMs
    await bench.tidy()
    expect(await bench.database.all('SELECT 1 FROM sessions')).toEqual([])
    expect(await bench.database.all('SELECT 1 FROM sign_in_links')).toEqual([])
  })
})

describe('signing out', () => {
  it('ends this session, clears the cookie and what the browser kept, and no other session', async () => {
    const [here, there] = [await bench.signIn(), await bench.signIn()]
    const page = await (await bench.get('/list/sign-out', { cookie: here.cookie })).text()
    expect(page).toContain('<strong>sam@example.org</strong>')
    expect(await mayRead(here.cookie)).toBe(true)
    const response = await bench.post('/list/sign-out', {}, { cookie: here.cookie })
    expect(response.headers.get('set-cookie')).toMatch(new RegExp(`^${cookieName}=; Max-Age=0; Path=/`))
    expect(response.headers.get('clear-site-data')).toBe('"cache"')
    expect(headingOf(await response.text())).toBe('You are signed out')
    expect([await mayRead(here.cookie), await mayRead(there.cookie)]).toEqual([false, true])
  })

  it('everywhere ends every session of the member and spoils the links that are on their way', async () => {
    await bench.add('kim@example.org')
    const kim = await bench.signIn('kim@example.org')
    const [here, there] = [await bench.signIn(), await bench.signIn()]
    await bench.ask('sam@example.org')
    const link = bench.lastLink()
    await bench.post('/list/sign-out', { everywhere: 'yes' }, { cookie: here.cookie })
    expect([await mayRead(here.cookie), await mayRead(there.cookie)]).toEqual([false, false])
    expect((await bench.post(link, {})).status).toBe(400)
    expect(await mayRead(kim.cookie)).toBe(true)
  })

  it('without a session says that there is none, and changes nothing', async () => {
    const { cookie } = await bench.signIn()
    expect(await (await bench.get('/list/sign-out')).text()).toContain('This browser is not signed in.')
    expect((await bench.post('/list/sign-out', { everywhere: 'yes' })).status).toBe(200)
    expect(await mayRead(cookie)).toBe(true)
  })
})
