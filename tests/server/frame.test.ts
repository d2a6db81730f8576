import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import { HtmlValidate } from 'html-validate'
import { hiddenField, makeBench, makeSettings, oneClick, type Bench } from './service-fixture.ts'

let bench: Bench
let addresses: string[]

beforeEach(async () => {
  bench = await makeBench()
  const { tokens, member } = bench
  addresses = [
    `/u/${tokens.create('unsubscribe', { id: member.id })}`,
    `/p/${tokens.create('preferences', { id: member.id })}`,
    `/c/${tokens.create('confirm', { id: 1 })}`,
    '/subscribe',
    '/u/broken',
    '/nothing',
  ]
})
afterEach(() => bench[Symbol.asyncDispose]())

describe('every answer', () => {
  it('keeps scripts, frames, caches, search engines and strangers out', async () => {
    const posts = addresses.map((address) => bench.post(address, oneClick))
    for (const response of await Promise.all([...addresses.map((address) => bench.get(address)), ...posts])) {
      const { headers } = response
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|script-src|https?:/)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-robots-tag')).toContain('noindex')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it('names the one stylesheet by its hash, and asks nobody else for anything', async () => {
    for (const address of addresses) {
      const response = await bench.get(address)
      const page = await response.text()
      const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
      const hash = createHash('sha256').update(style).digest('base64')
      expect(response.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`)
      expect(page).not.toMatch(/<script|<link|<iframe|src="http|url\(|@import|style="|\son\w+=/)
    }
  })

  it('is valid HTML with a language', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: { 'long-title': 'off' },
    })
    for (const address of addresses) {
      for (const response of [await bench.get(address), await bench.post(address, oneClick)]) {
        const page = await response.text()
        const { results } = await validator.validateString(page)
        const found = results.flatMap(({ messages }) =>
          messages.map(({ ruleId, line, message }) => `${ruleId} ${line}: ${message}`),
        )
        expect(found).toEqual([])
        expect(page).toMatch(/<html lang="en-GB" dir="ltr">/)
      }
    }
  })

  it('is in the publication’s colours', async () => {
    const settings = makeSettings(['brand: { colours: { accent: "#7a1f5c" } }'])
    await using other = await makeBench({ settings })
    expect(await (await other.get(addresses[0]!)).text()).toContain('--accent:#7a1f5c')
  })

  it('says which language its words are in where the publication’s is another', async () => {
    const settings = { ...bench.settings, language: 'ar', direction: 'rtl' as const, title: 'المصباح' }
    await using other = await makeBench({ settings })
    const page = await (await other.get(addresses[0]!)).text()
    expect(page).toContain('<html lang="en" dir="ltr">')
    expect(page).toContain('lang="ar" dir="rtl"')
  })

  it('has the publication’s logo where there is one', async () => {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
    await using other = await makeBench({ logo: { bytes, contentType: 'image/png' } })
    const source =
      /<img src="([^"]+)" alt="The Lantern"/.exec(await (await other.get('/subscribe')).text())?.[1] ?? ''
    const response = await other.get(source)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })

  it('escapes what people and settings say', async () => {
    const settings = { ...bench.settings, title: '<script>alert(1)</script> & "co"' }
    await using other = await makeBench({ settings })
    const form = hiddenField(await (await other.get('/subscribe')).text(), 'form')
    const fields = { form, address: '"><script>alert(2)</script>', name: "'><img src=x onerror=alert(3)>" }
    const page = await (await other.post('/subscribe', fields)).text()
    expect(page).not.toMatch(/<script|<img/)
    expect(page).toContain('value="&#34;&gt;&lt;script&gt;')
  })
})

it('refuses a body that says it is too large, whatever the page', async () => {
  for (const address of [...addresses, '/health']) {
    const response = await bench.post(address, {}, { 'content-length': '104857600' })
    expect([response.status, response.headers.get('connection')]).toEqual([413, 'close'])
  }
})

describe('behind a reverse proxy', () => {
  it('answers with the prefix of serviceUrl and without it', async () => {
    for (const address of ['/health', '/list/health']) {
      const response = await bench.get(address)
      expect([response.status, await response.json()]).toEqual([200, { tidings: 'ok' }])
    }
    for (const address of addresses.slice(0, 4)) {
      expect((await bench.get(address)).status).toBe(200)
      expect((await bench.get(`/list${address}`)).status).toBe(200)
    }
  })

  it('has no prefix where serviceUrl has none', async () => {
    const settings = { ...bench.settings, serviceUrl: 'https://members.example.org' }
    await using other = await makeBench({ settings })
    expect(await (await other.get('/subscribe')).text()).toContain('action="/subscribe"')
    expect((await other.get('/list/subscribe')).status).toBe(404)
  })

  it('works where the prefix is the name of a page', async () => {
    const settings = { ...bench.settings, serviceUrl: 'https://members.example.org/u' }
    await using other = await makeBench({ settings })
    expect((await other.post(`/u${addresses[0]}`, oneClick)).status).toBe(200)
    expect((await other.post(addresses[0]!, oneClick)).status).toBe(200)
    expect((await other.get('/u/subscribe')).status).toBe(200)
  })
})

describe('a fault of ours', () => {
  it('is a plain page, and a line in the log without names', async () => {
    const bad = {
      ...bench.database,
      transaction: () => Promise.reject(new TypeError('sam@example.org is undefined')),
    }
    await using other = await makeBench({ database: bad })
    const response = await other.post(addresses[0]!, oneClick)
    const page = await response.text()
    expect(response.status).toBe(500)
    expect(page).toContain('Something went wrong on our side')
    expect(page).not.toMatch(/TypeError|undefined|\.ts/)
    expect(other.log.join('\n')).toContain('TypeError')
    expect(other.log.join('\n')).not.toContain('sam@')
  })
})

describe('the log', () => {
  it('has a line for each request, and no token, address or whole network address in it', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.77',
      referer: 'https://sam@example.org/',
      'user-agent': 'sam@example.org',
    }
    for (const address of [
      ...addresses,
      '/list/p/x',
      '/sam@example.org',
      `/u/${'a'.repeat(30)}?x=sam@example.org`,
    ]) {
      await bench.get(address, headers)
      await bench.post(address, { ...oneClick, address: 'sam@example.org' }, headers)
    }
    expect(bench.log).toHaveLength(18)
    const text = bench.log.join('\n')
    expect(text).toMatch(/^POST \/u\/… 200 \d+ ms 203\.0\.113\.0\/24$/m)
    expect(text).not.toMatch(/sam|@|203\.0\.113\.77|[\w-]{20,}/)
  })
})
