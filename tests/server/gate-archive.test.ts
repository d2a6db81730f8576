import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lampsPage, makeGateBench, type GateBench } from './gate-fixture.ts'
import { headingOf, hiddenField } from './service-fixture.ts'

let bench: GateBench
let cookie: string

beforeEach(async () => {
  bench = await makeGateBench()
  cookie = (await bench.signIn()).cookie
})
afterEach(() => bench[Symbol.asyncDispose]())

const get = async (address: string, headers: Record<string, string> = {}): Promise<Response> =>
  bench.get(address, { cookie, ...headers })

describe('a member gets', () => {
  it.each([
    ['/news/', 'text/html; charset=utf-8', 'The archive'],
    ['/news/articles/lamps/', 'text/html; charset=utf-8', 'All about lamps'],
    ['/news/articles/lamps/index.html', 'text/html; charset=utf-8', 'All about lamps'],
    ['/news/articles/golau-gl%C3%A2n/', 'text/html; charset=utf-8', 'Golau glân'],
    ['/news/feed.xml', 'application/xml; charset=utf-8', '<feed/>'],
    ['/news/feed.xml?page=2', 'application/xml; charset=utf-8', '<feed/>'],
    ['/news/assets/style.0a1b2c3d.css', 'text/css; charset=utf-8', 'body{}'],
    ['/news/same.xml', 'application/xml; charset=utf-8', '<feed/>'],
    // A proxy that takes the path away.
    ['/articles/lamps/', 'text/html; charset=utf-8', 'All about lamps'],
  ])('%s', async (address, type, content) => {
    const response = await get(address)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    expect(await response.text()).toContain(content)
  })

  it('the page behind an address without its slash', async () => {
    for (const [address, target] of [
      ['/news', '/news/'],
      ['/news/articles/lamps', '/news/articles/lamps/'],
      ['/articles/lamps', '/news/articles/lamps/'],
    ] as const) {
      const response = await get(address)
      expect([response.status, response.headers.get('location')]).toEqual([301, target])
    }
  })

  it('the archive’s own page where there is nothing', async () => {
    const response = await get('/news/articles/nothing/', { 'if-none-match': '*' })
    expect([response.status, await response.text()]).toEqual([404, '<title>No such page</title>'])
    rmSync(path.join(bench.archiveFolder, '404.html'))
    expect(headingOf(await (await get('/news/x')).text())).toBe('There is no such page')
  })

  it.each([
    '/news/.open.json',
    '/news/%2eopen.json',
    '/news/../secret.txt',
    '/news/%2e%2e/secret.txt',
    '/news/..%2fsecret.txt',
    '/news/..%5csecret.txt',
    '/news/articles/..%2f..%2f..%2fsecret.txt',
    '/news//secret.txt',
    '//secret.txt',
    '/news/out.txt',
    '/news/up/secret.txt',
    '/news/up/',
    '/news/up',
    '/news/index.html/',
    '/news/index.html%00.png',
    '/news/%ff',
    '/news/%',
    '/news/articles/lamps//',
    `/news/${'x'.repeat(3000)}`,
  ])('nothing that is not the archive’s: %s', async (address) => {
    const response = await get(address)
    const text = await response.text()
    expect([response.status, text.includes('roster'), text.includes('lamps')]).toEqual([404, false, false])
  })

  it('no page of another’s address by the host’s root', async () => {
    const response = await get('//evil.example/news/articles/lamps')
    expect(response.status).toBe(404)
  })

  it('a page that asks to come again while there is no archive', async () => {
    renameSync(bench.archiveFolder, `${bench.archiveFolder}-old`)
    const response = await get('/news/')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
    expect((await bench.get('/news/')).status).toBe(401)
    renameSync(`${bench.archiveFolder}-old`, bench.archiveFolder)
    expect((await get('/news/')).status).toBe(200)
  })
})

describe('an answer', () => {
  const page = '/news/articles/lamps/'

  it('is 304 for who has the page, and whole again once it has changed', async () => {
    const first = await get(page)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
      expect((await get(page, { 'if-none-match': tag })).status).toBe(304)
    expect((await get(page, { 'if-none-match': '"x"' })).status).toBe(200)
    const file = path.join(bench.archiveFolder, 'articles/lamps/index.html')
    const { mtimeMs } = statSync(file)
    writeFileSync(file, lampsPage.replace('lamps', 'LAMPS'))
    utimesSync(file, (mtimeMs + 1000) / 1000, (mtimeMs + 1000) / 1000)
    const changed = await get(page, { 'if-none-match': etag })
    expect([changed.status, (await changed.text()).includes('LAMPS')]).toEqual([200, true])
  })

  it('is 304 to no stranger', async () => {
    const etag = (await get(page)).headers.get('etag') ?? ''
    expect((await bench.get(page, { 'if-none-match': etag })).status).toBe(401)
  })

  it('is compressed for who takes that, where it helps, and each form has its tag', async () => {
    const plain = await get(page, { 'accept-encoding': 'gzip;q=0, br' })
    const zipped = await get(page, { 'accept-encoding': 'br, gzip;q=0.5' })
    expect([plain.headers.get('content-encoding'), zipped.headers.get('content-encoding')]).toEqual([
      null,
      'gzip',
    ])
    expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    expect(zipped.headers.get('vary')).toContain('accept-encoding')
    const bytes = Buffer.from(await zipped.arrayBuffer())
    expect(bytes.length).toBeLessThan(500)
    expect(gunzipSync(bytes).toString()).toBe(lampsPage)
    const again = await get(page, { 'accept-encoding': 'gzip' })
    expect(gunzipSync(Buffer.from(await again.arrayBuffer())).toString()).toBe(lampsPage)
    for (const address of ['/news/feed.xml', '/news/mail/0a1b2c3d4e5f.png'])
      expect((await get(address, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBeNull()
  })

  it('to HEAD has no content', async () => {
    const response = await bench.app.request(page, { method: 'HEAD', headers: { cookie } })
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      String(lampsPage.length),
      '',
    ])
  })

  it('stays in no shared cache, and a hashed name is kept for good', async () => {
    const cacheOf = async (address: string): Promise<string | null> =>
      (await get(address)).headers.get('cache-control')
    expect(await cacheOf(page)).toBe('private, no-cache')
    expect(await cacheOf('/news/assets/style.0a1b2c3d.css')).toBe('private, max-age=31536000, immutable')
    expect(await cacheOf('/news/articles/nothing/')).toBe('private, no-cache')
    expect(await cacheOf('/news/assets/style.ffffffff.css')).toBe('private, no-cache')
  })

  it('lets the archive use its own scripts and nobody else’s, and no search engine in', async () => {
    const { headers } = await get(page)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toMatch(/https?:|\*|eval/)
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('without a sign-in', () => {
  it('the pictures of letters are there for every mail program, and the rules for crawlers', async () => {
    const picture = await bench.get('/news/mail/0a1b2c3d4e5f.png')
    expect([picture.status, picture.headers.get('content-type'), await picture.text()]).toEqual([
      200,
      'image/png',
      'a picture',
    ])
    expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(picture.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await bench.get('/news/robots.txt')).status).toBe(200)
    expect((await bench.get('/news/mail/nothing.png')).status).toBe(404)
  })

  it.each([
    '/news/mail/../feed.xml',
    '/news/mail/%2e%2e/feed.xml',
    '/news/mail/..%2ffeed.xml',
    '/news/mail/',
  ])('nothing else is behind their address: %s', async (address) => {
    expect(await (await bench.get(address)).text()).not.toContain('<feed/>')
  })

  it('the page of an issue says by which letters it was built, for the look before a send', async () => {
    const page = await (await bench.get('/news/issues/2026-11/')).text()
    expect(page).toContain(`<meta name="tidings-content" content="${'ab'.repeat(32)}">`)
    expect(await (await bench.get('/news/issues/2026-12/')).text()).not.toContain('tidings-content')
  })

  it('no summary is open unless the publication says so', async () => {
    const response = await bench.get('/news/articles/lamps/')
    expect([response.status, (await response.text()).includes('Lamps')]).toEqual([401, false])
    expect(response.headers.get('www-authenticate')).not.toBeNull()
  })
})

describe('with open summaries', () => {
  let open: GateBench

  beforeEach(async () => {
    open = await makeGateBench('{ access: members, openSummaries: true }')
  })
  afterEach(() => open[Symbol.asyncDispose]())

  it('a stranger reads title and summary at the article’s address, and the form below', async () => {
    const response = await open.get('/news/articles/lamps/?from=chat')
    const page = await response.text()
    expect([response.status, headingOf(page)]).toEqual([200, 'Lamps &amp; &lt;light&gt;'])
    expect(page).toContain('What “they” give.')
    expect(page).not.toContain('All about lamps')
    expect(hiddenField(page, 'next')).toBe('/news/articles/lamps/?from=chat')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['nothing', 'constructor', '__proto__', 'toString', '%ff'])(
    'nobody learns more at another: %s',
    async (slug) => {
      const response = await open.get(`/news/articles/${slug}/`)
      expect([response.status, headingOf(await response.text())]).toEqual([401, 'Sign in to read'])
    },
  )

  it.each(['', '{', '[]', 'null', '{"articles":null}'])(
    'nothing is open where the build’s file is %j',
    async (text) => {
      writeFileSync(path.join(open.archiveFolder, '.open.json'), text)
      expect((await open.get('/news/articles/lamps/')).status).toBe(401)
      rmSync(path.join(open.archiveFolder, '.open.json'))
      expect((await open.get('/news/articles/lamps/')).status).toBe(401)
    },
  )
})
