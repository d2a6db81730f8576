import { symlinkSync } from 'node:fs'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDevServer, type DevServer } from '../../src/studio/index.ts'
import { makeFolder } from '../made-folders.ts'
import { makeWorkspace } from '../press/workspace-fixture.ts'
import { key, openStudio, origin, problemIn, type Studio } from './studio-fixture.ts'

let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const cookie = `tidings-4321=${key}`
const json = 'application/json'

describe('who has no key', () => {
  const addresses: [string, string][] = [
    ['GET', '/-/text?file=articles/first.md'],
    ['PUT', '/-/text'],
    ['PUT', '/-/unsaved'],
    ['DELETE', '/-/unsaved?file=articles/first.md'],
    ['POST', '/-/preview'],
    ['POST', '/-/articles'],
    ['POST', '/-/documents?name=x.docx'],
    ['POST', '/-/pictures?file=articles/first.md&name=x.png'],
    ['POST', '/-/terms'],
    ['GET', '/-/names'],
    ['GET', '/-/write?file=articles/first.md'],
    ['GET', '/-/client/x.js'],
  ]

  it.each(addresses)('is answered nothing by %s %s', async (method, address) => {
    const { workspace, askBare } = studio
    const before = workspace.tree()
    const headers = { origin, 'content-type': json }
    const cookies = ['tidings-4321=another', 'tidings-4321=', `tidings-9999=${key}`, `tidings=${key}`]
    for (const given of [{}, ...cookies.map((cookie) => ({ cookie }))]) {
      const sent = method === 'GET' ? {} : { json: { title: 'New', letters: 'AB', expansion: 'a b' } }
      const answer = await askBare(method, address, { headers: { ...headers, ...given }, ...sent })
      expect(problemIn(answer)[0]).toBe(401)
    }
    expect(workspace.tree()).toEqual(before)
  })

  it('sees the first page with no form, and what to do', async () => {
    const { text } = await studio.askBare('GET', '/')
    expect(text).toContain('open the address that the terminal shows')
    expect(text).not.toMatch(/<form|\/-\/write/)
  })

  it('gets it from the address with the key, as a cookie that no script and no other site has', async () => {
    const { status, headers } = await studio.askBare('GET', `/-/write?file=articles%2Ffirst.md&key=${key}`)
    expect([status, headers.get('location')]).toEqual([302, '/-/write?file=articles%2Ffirst.md'])
    expect(headers.get('set-cookie')).toBe(`tidings-4321=${key}; Path=/; HttpOnly; SameSite=Strict`)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect((await studio.askBare('GET', '/?key=another')).headers.get('set-cookie')).toBeNull()
  })

  it('reads why on a page where a page was asked for', async () => {
    const { status, text } = await studio.askBare('GET', '/-/write', { headers: { accept: 'text/html' } })
    expect([status, text.includes('Open the address that the terminal shows.')]).toEqual([401, true])
  })
})

describe('a request with the key', () => {
  const keep = (headers: Record<string, string>): Promise<number> =>
    studio
      .askBare('POST', '/-/articles', {
        json: { title: 'New' },
        headers: { 'content-type': json, cookie, ...headers },
      })
      .then(({ status }) => status)

  it('is refused where another page sends it, and where nothing tells which', async () => {
    expect(await keep({})).toBe(403)
    expect(await keep({ origin: 'null' })).toBe(403)
    expect(await keep({ origin: 'https://elsewhere.example.org' })).toBe(403)
    expect(await keep({ origin: 'http://127.0.0.1:9999' })).toBe(403)
    expect(await keep({ origin: 'http://localhost:4321' })).toBe(403)
    expect(await keep({ origin, 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await keep({ 'sec-fetch-site': 'none' })).toBe(403)
    expect(studio.workspace.tree()).not.toHaveProperty(['articles/new.md'])
    expect(await keep({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await keep({ origin, 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'Text/Plain;charset=utf-8',
  ])('is refused as a form of any page could send it: %s', async (type) => {
    expect(await keep({ origin, 'content-type': type })).toBe(415)
    const answer = await studio.ask('POST', '/-/documents?name=x.txt', {
      bytes: Buffer.from('Words'),
      headers: { 'content-type': type },
    })
    expect(problemIn(answer)[0]).toBe(415)
  })

  it('is refused where a text does not come as JSON, or as another than is expected', async () => {
    const type = { 'content-type': 'application/octet-stream' }
    expect((await studio.ask('POST', '/-/articles', { json: {}, headers: type })).status).toBe(415)
    for (const json of [null, 'x', 3, {}, { title: 7 }, { title: null }, { title: { toString: 'x' } }])
      expect(problemIn(await studio.ask('POST', '/-/articles', { json }))[0]).toBe(400)
    const broken = await studio.ask('POST', '/-/articles', {
      bytes: Buffer.from('{"title": "x'),
      headers: { 'content-type': json },
    })
    expect(problemIn(broken)[0]).toBe(400)
  })

  it('is refused where it is too large, and says how large it may be', async () => {
    const source = 'x'.repeat(4 * 1024 * 1024 + 1)
    const much = { title: 'x'.repeat(9 * 1024 * 1024) }
    const text = { file: 'articles/first.md', source, base: 'none' }
    const tooLong = [413, 'Unexpected more than 4 MB, expected at most 4 MB']
    for (const address of ['/-/text', '/-/unsaved'])
      expect(problemIn(await studio.ask('PUT', address, { json: text }))).toEqual(tooLong)
    expect(problemIn(await studio.ask('POST', '/-/preview', { json: { ...text, show: 'page' } }))).toEqual(
      tooLong,
    )
    expect(problemIn(await studio.ask('POST', '/-/articles', { json: much }))).toEqual(tooLong)
    const bytes = Buffer.alloc(50 * 1024 * 1024 + 1)
    for (const address of ['/-/documents?name=x.docx', '/-/pictures?file=articles/first.md&name=x.png'])
      expect(problemIn(await studio.ask('POST', address, { bytes }))[0]).toBe(413)
  })

  it('is in nobody else’s frame, and in no cache', async () => {
    const addresses = ['/', '/-/write', '/-/names', '/-/nothing', '/-/text?file=articles/first.md']
    const answers = await Promise.all(addresses.map((address) => studio.ask('GET', address)))
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('comes from no page that was made: its scripts may ask for what was made, and nothing else here', async () => {
    studio.workspace.write('out/archive/index.html', '<!doctype html><title>Made</title>')
    for (const address of ['/archive/', '/archive/nothing/', '/nothing']) {
      const policy = (await studio.ask('GET', address)).headers.get('content-security-policy')
      expect(policy).toContain(`connect-src ${origin}/archive/ ${origin}/email/ ${origin}/-/events https:`)
    }
  })

  it('is never led to another server', async () => {
    studio.workspace.write('out/archive/index.html', '<!doctype html><title>Made</title>')
    for (const address of ['//archive', `//example.org/?key=${key}`]) {
      const { status, headers } = await studio.ask('GET', origin + address)
      expect([status, headers.get('location')?.startsWith('//')]).toEqual([302, false])
    }
  })

  it('has no address that is none', async () => {
    expect(problemIn(await studio.ask('GET', '/-/nothing'))[0]).toBe(404)
    expect(problemIn(await studio.ask('PATCH', '/-/text', { json: {} }))[0]).toBe(404)
  })
})

describe('a file that is not an author’s', () => {
  const tricks = [
    'tidings.yaml',
    'articles/glossary.yaml',
    'articles/images/square.png',
    '../outside.md',
    'articles/../tidings.md',
    'articles/../../outside.md',
    'articles/./first.md',
    'articles//first.md',
    '/articles/first.md',
    '/etc/passwd.md',
    'articles\\first.md',
    'articles/..\\..\\outside.md',
    'C:/articles/first.md',
    'articles/first.md\0.md',
    'articles/.hidden.md',
    'articles/.git/first.md',
    'articles/%2e%2e/first.md',
    'articles.md',
    'articles/.md',
    `articles/${'x'.repeat(1_000)}.md`,
    '',
  ]

  it.each(tricks)('is neither read nor written: %j', async (file) => {
    const { workspace, ask } = studio
    workspace.write('../outside.md', 'Outside')
    workspace.write('tidings.md', 'At the top')
    const before = workspace.tree()
    const address = encodeURIComponent(file)
    const text = { file, source: 'Changed', base: 'none' }
    expect(problemIn(await ask('GET', `/-/text?file=${address}`))[0]).toBe(404)
    // Such a name could be a new article's, but is no way out.
    if (file !== 'articles/%2e%2e/first.md') {
      expect(problemIn(await ask('PUT', '/-/text', { json: text }))[0]).toBe(404)
      expect(problemIn(await ask('PUT', '/-/unsaved', { json: { ...text, base: 'x' } }))[0]).toBe(404)
      expect(problemIn(await ask('POST', '/-/preview', { json: { ...text, show: 'page' } }))[0]).toBe(404)
      const picture = { bytes: Buffer.from('x') }
      expect(problemIn(await ask('POST', `/-/pictures?file=${address}&name=x.png`, picture))[0]).toBe(404)
    }
    expect(problemIn(await ask('GET', '/-/text'))[0]).toBe(404)
    expect(workspace.tree()).toEqual(before)
    workspace.remove('../outside.md')
  })

  it('is none that a symbolic link leads out to: a file, a folder, or pictures', async () => {
    const { workspace, ask } = studio
    const outside = makeFolder()
    symlinkSync('/etc/hostname', `${workspace.root}/articles/out.md`)
    symlinkSync(outside, `${workspace.root}/articles/there`)
    workspace.write('articles/deep/one.md', 'One')
    symlinkSync(outside, `${workspace.root}/articles/deep/images`)
    for (const file of ['articles/out.md', 'articles/there/new.md', 'articles/there/deep/new.md']) {
      const text = { file, source: 'Changed', base: 'none' }
      expect(problemIn(await ask('GET', `/-/text?file=${file}`))[0]).toBe(403)
      expect(problemIn(await ask('PUT', '/-/text', { json: text }))[0]).toBe(403)
      expect(problemIn(await ask('PUT', '/-/unsaved', { json: { ...text, base: 'x' } }))[0]).toBe(403)
    }
    const { makePng } = await import('../press/workspace-fixture.ts')
    const answer = await ask('POST', '/-/pictures?file=articles/deep/one.md&name=x.png', { bytes: makePng() })
    expect(problemIn(answer)[0]).toBe(403)
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('the running server', () => {
  let server: DevServer

  afterEach(() => server.close())

  it('lets in who opens the address with its key, and nobody who comes under another name', async () => {
    server = await startDevServer({ root: makeWorkspace().root, onBuild: () => undefined })
    const { port } = new URL(server.url)
    const opened = await fetch(server.withKey('/'), { redirect: 'manual' })
    const [own] = opened.headers.get('set-cookie')!.split(';')
    expect([opened.headers.get('location'), own?.split('=')[0]]).toEqual(['/', `tidings-${port}`])
    const ask = (cookie?: string): Promise<Response> =>
      fetch(`${server.url}-/names`, { headers: cookie === undefined ? {} : { cookie } })
    expect((await ask(own)).status).toBe(200)
    expect((await ask()).status).toBe(401)
    expect(await statusUnder(`elsewhere.example.org:${port}`, port, own!)).toBe(421)
    expect(await statusUnder(`127.0.0.1:${port}`, port, own!)).toBe(200)
    expect((await fetch(`${server.url}-/events?after=none`)).status).toBe(200)
  })

  it('lets in once who has a key for once, and gives the one that stays', async () => {
    server = await startDevServer({ root: makeWorkspace().root, onBuild: () => undefined })
    const address = server.withKeyForOnce('/-/names')
    const cookieOf = async (): Promise<string | null> =>
      (await fetch(address, { redirect: 'manual' })).headers.get('set-cookie')
    expect(await cookieOf()).toContain(new URL(server.withKey('/')).searchParams.get('key'))
    expect(await cookieOf()).toBeNull()
  })
})

/** `fetch` lets nobody choose the host. */
function statusUnder(host: string, port: string, cookie: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/-/names', headers: { host, cookie } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    asked.on('error', reject).end()
  })
}
