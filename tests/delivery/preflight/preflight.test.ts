import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkArchiveIsLive } from '../../../src/delivery/preflight/check-archive.ts'
import { checkUnsubscribeAnswers } from '../../../src/delivery/preflight/check-unsubscribe.ts'
import type { Manifest } from '../../../src/delivery/letters/manifest-schema.ts'
import { createTokens } from '../../../src/members/index.ts'
import { readFileSync } from 'node:fs'
import { buildSample, collect, sampleIssue, testKeys, type BuiltSample } from '../letters/built-sample.ts'

let sample: BuiltSample
let manifest: Manifest
beforeAll(async () => {
  sample = await buildSample()
  manifest = sample.read().manifest
}, 60_000)
afterAll(() => sample.dispose())

type Web = (url: string, method: string) => Response | Promise<Response>

/** A web of one function; notes what it was asked. */
function webOf(web: Web): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = []
  const fake = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const [address, method] = [url instanceof Request ? url.url : url.toString(), init?.method ?? 'GET']
    asked.push(`${method} ${address}`)
    const answer = await web(address, method)
    if (answer.url === '') Object.defineProperty(answer, 'url', { value: address })
    return answer
  }
  return { fetch: fake as typeof fetch, asked }
}

/** `out/archive` as a web server would show it. */
const archiveWeb: Web = (url, method) => {
  const file = url.replace('https://news.example.org/', '').replace(/\/$/, '/index.html')
  try {
    const content = readFileSync(sample.path(`out/archive/${file}`))
    const type = file.endsWith('.html')
      ? 'text/html; charset=utf-8'
      : file.endsWith('.png')
        ? 'image/png'
        : 'image/jpeg'
    return new Response(method === 'HEAD' ? null : new Uint8Array(content), {
      headers: { 'content-type': type },
    })
  } catch {
    return new Response('nothing', { status: 404 })
  }
}

async function lookAtArchive(web: Web, timeoutMs = 1000) {
  const { found, report } = collect()
  const { fetch, asked } = webOf(web)
  const holds = await checkArchiveIsLive(manifest, { fetch, timeoutMs }, report)
  expect(holds).toBe(found.length === 0)
  return { found: found.map(({ ruleId, message }) => ({ ruleId, message })), asked }
}

const instead =
  (part: string, web: Web): Web =>
  (url, method) =>
    url.includes(part) ? web(url, method) : archiveWeb(url, method)

describe('the archive on the web', () => {
  it('is live when it is what was built', async () => {
    const { found, asked } = await lookAtArchive(archiveWeb)
    expect(found).toEqual([])
    expect(asked[0]).toBe(`GET https://news.example.org/issues/${sampleIssue}/`)
    expect(asked.slice(1).sort()).toEqual(manifest.pictures.map(({ url }) => `HEAD ${url}`).sort())
  })

  it('is live behind the gate of a members’ archive, where the form bears the mark', async () => {
    const gate = (hash: string) =>
      new Response(`<meta name="tidings-content" content="${hash}">`, { status: 401 })
    expect((await lookAtArchive(instead('/issues/', () => gate(manifest.contentHash)))).found).toEqual([])
    const [older] = (await lookAtArchive(instead('/issues/', () => gate('0'.repeat(64))))).found
    expect(older?.message).toContain('page of an older or newer build')
    const [other] = (await lookAtArchive(instead('/issues/', () => new Response('', { status: 401 })))).found
    expect(other?.message).toContain('answer 401')
  })

  it.each<[string, (hash: string) => string]>([
    ['as it was built', (hash) => `<meta name="tidings-content" content="${hash}">`],
    ['without quotation marks', (hash) => `<meta name=tidings-content content=${hash}>`],
    ['the other way round', (hash) => `<META content='${hash}' name=tidings-content>`],
  ])('is live when the mark is written %s', async (_name, mark) => {
    const { found } = await lookAtArchive(instead('/issues/', () => new Response(mark(manifest.contentHash))))
    expect(found).toEqual([])
  })

  const other = 'f'.repeat(64)
  it.each<[string, Web, string]>([
    ['is not there', () => new Response('', { status: 404 }), 'answer 404'],
    ['fails', () => new Response('', { status: 503 }), 'answer 503'],
    ['has no mark', () => new Response('<p>Coming soon</p>'), 'without the mark'],
    [
      'is of another build',
      () => new Response(`<meta name="tidings-content" content="${other}">`),
      'older or newer',
    ],
    [
      'has the hash only in its text',
      () => new Response(`<p>tidings-content ${manifest.contentHash}</p>`),
      'without the mark',
    ],
    [
      'cannot be reached',
      () =>
        Promise.reject(
          Object.assign(new TypeError('fetch failed'), {
            cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }),
          }),
        ),
      'ENOTFOUND',
    ],
  ])('is not live when the page %s', async (_name, web, words) => {
    const { found } = await lookAtArchive(instead('/issues/', web))
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['delivery/archive-not-live'])
    expect(found[0]?.message).toContain(words)
  })

  it.each([
    [
      'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
      /NODE_EXTRA_CA_CERTS/,
    ],
    ["Hostname/IP does not match certificate's altnames: Host: news.example.org.", /another name/],
  ])('is not to be uploaded again where its certificate does not hold: %s', async (words, todo) => {
    const { found, report } = collect()
    const { fetch } = webOf(() => Promise.reject(new TypeError('fetch failed', { cause: new Error(words) })))
    await checkArchiveIsLive(manifest, { fetch, timeoutMs: 1000 }, report)
    for (const { note, message } of found) {
      expect(note).toMatch(todo)
      expect(note).not.toMatch(/[Uu]pload|--offline/)
      expect(message).not.toContain('Node.js')
    }
    expect(found.length).toBeGreaterThan(1)
  })

  it('is not live when a sign-in page stands before it', async () => {
    const signIn: Web = () =>
      Object.defineProperty(new Response('<form>'), 'url', { value: 'https://sign-in.example.org/' })
    const { found } = await lookAtArchive(instead('/issues/', signIn))
    expect(found[0]?.ruleId).toBe('delivery/archive-not-live')
  })

  it('is not live when one of the pictures is missing or is none', async () => {
    const [first, second] = manifest.pictures
    const { found } = await lookAtArchive((url, method) => {
      if (url === first!.url) return new Response('', { status: 403 })
      return url === second!.url
        ? new Response('<html>', { headers: { 'content-type': 'text/html' } })
        : archiveWeb(url, method)
    })
    expect(found.map(({ ruleId }) => ruleId)).toEqual([
      'delivery/picture-not-live',
      'delivery/picture-not-live',
    ])
  })

  it('is asked with GET for pictures where the server knows no HEAD', async () => {
    const { found } = await lookAtArchive((url, method) =>
      method === 'HEAD' ? new Response(null, { status: 405 }) : archiveWeb(url, method),
    )
    expect(found).toEqual([])
  })

  it('is not asked for pictures that are inside the letters', async () => {
    const { fetch, asked } = webOf(archiveWeb)
    await checkArchiveIsLive({ ...manifest, images: 'embedded' }, { fetch }, collect().report)
    expect(asked).toHaveLength(1)
  })
})

describe('a server that does not play fair', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['never answers', () => undefined],
    [
      'answers a byte at a time',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      },
    ],
    ['redirects for ever', (response) => void response.writeHead(302, { location: '/again' }).end()],
    ['drops the line', (response) => void response.destroy()],
  ])('is a finding when it %s', async (_name, answer) => {
    const server = createHttpServer((_request, response) => answer(response))
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { found, report } = collect()
    const held = await checkArchiveIsLive(
      { ...manifest, archiveUrl: `${base}/issues/x/`, pictures: [] },
      { fetch, timeoutMs: 300 },
      report,
    )
    expect([held, found.map(({ ruleId }) => ruleId)]).toEqual([false, ['delivery/archive-not-live']])
    server.closeAllConnections()
    await new Promise((resolve) => void server.close(resolve))
  })
})

describe('the unsubscribe address', () => {
  const keys = testKeys()
  const now = 1_700_000_000_000
  const page = '<form method="post"><button>Leave</button></form>'
  const service =
    (change?: Web): Web =>
    (url, method) => {
      if (change && url.includes('/u/')) return change(url, method)
      if (url.endsWith('/health')) return Response.json({ tidings: 'ok' })
      return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    }
  const lookAt = async (web: Web, url = 'https://members.example.org') => {
    const { found, report } = collect()
    const { fetch, asked } = webOf(web)
    const holds = await checkUnsubscribeAnswers(url, keys, { fetch, now, timeoutMs: 1000 }, report)
    return {
      holds,
      found: found.map(({ ruleId }) => ruleId),
      messages: found.map(({ message }) => message),
      notes: found.map(({ note }) => note),
      asked,
    }
  }

  it('answers when the service runs, and is only looked at', async () => {
    const { holds, found, asked } = await lookAt(service())
    expect([holds, found]).toEqual([true, []])
    expect(asked.every((one) => one.startsWith('GET '))).toBe(true)
    const token = asked[1]!.slice(asked[1]!.lastIndexOf('/') + 1)
    const { content } = createTokens(keys).parse('unsubscribe', token, now) as { content: { id: number } }
    expect(content.id).toBe(0)
    expect(createTokens(keys).parse('unsubscribe', token, now + 3_600_000)).toEqual({ fault: 'expired' })
  })

  it.each<[string, Web]>([
    [
      'another program answers',
      () => new Response('<h1>Welcome to nginx</h1>', { headers: { 'content-type': 'text/html' } }),
    ],
    [
      'the health is something else',
      (url) => (url.endsWith('/health') ? Response.json(null) : new Response(page)),
    ],
    ['nothing listens', () => Promise.reject(new TypeError('fetch failed'))],
    ['the link is refused for its key', service(() => new Response('No such link', { status: 404 }))],
    [
      'the page has no button',
      service(() => new Response('<p>Gone</p>', { headers: { 'content-type': 'text/html' } })),
    ],
    ['the page is no page', service(() => Response.json({}))],
  ])('does not answer when %s', async (_name, web) => {
    const { holds, found, messages } = await lookAt(web)
    expect([holds, found]).toEqual([false, ['delivery/unsubscribe-not-answering']])
    expect(messages[0]).toMatch(/^Unexpected .+, expected /)
  })

  it('has a way out for each cause, and none is to send all the same where links do not work', async () => {
    const { notes: otherKeys } = await lookAt(service(() => new Response('No such link', { status: 404 })))
    expect(otherKeys[0]).toMatch(/same TIDINGS_KEYS/)
    expect(otherKeys[0]).not.toContain('--offline')
    const cause = new Error('certificate has expired')
    const expired = await lookAt(() => Promise.reject(new TypeError('fetch failed', { cause })))
    expect(expired.notes[0]).toMatch(/renew/)
    const { notes: away } = await lookAt(() => Promise.reject(new TypeError('fetch failed')))
    expect(away[0]).toMatch(/^Start `tidings serve`/)
  })

  it('is warned of where it is not encrypted', async () => {
    const { holds, found } = await lookAt(service(), 'http://members.example.org')
    expect([holds, found]).toEqual([true, ['delivery/unsubscribe-not-https']])
  })
})
