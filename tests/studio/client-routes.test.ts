import { describe, expect, it } from 'vitest'
import { openStudio } from './studio-fixture.ts'

interface ImportMap {
  imports: Record<string, string>
  scopes: Record<string, Record<string, string>>
}

const { ask, askBare } = openStudio()
const page = await ask('GET', '/-/write?file=articles/first.md')
const map = JSON.parse(/<script type="importmap"[^>]*>(.*?)<\/script>/.exec(page.text)![1]!) as ImportMap

/** What a module imports, by static imports. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/^(?:import|export) [^;]*?from ['"]([^'"]+)['"]/gm)].map((match) => match[1]!)
}

/** All modules that a browser loads for the page, with what could not be found. */
async function load(address: string, seen = new Map<string, string>()): Promise<Map<string, string>> {
  if (seen.has(address)) return seen
  const { status, text, headers } = await ask('GET', address)
  const isScript = headers.get('content-type')?.startsWith('text/javascript')
  seen.set(address, status === 200 && isScript ? text : 'missing')
  for (const name of importsOf(text)) {
    const found = name.startsWith('.')
      ? new URL(name, `http://127.0.0.1${address}`).pathname
      : (map.scopes[address]?.[name] ?? map.imports[name])
    await load(found ?? `nowhere: ${name} of ${address}`, seen)
  }
  return seen
}

describe('the page on which one writes', () => {
  it('finds every module that it loads, as JavaScript, and no more packages than the editor has', async () => {
    const modules = await load('/-/client/main.js')
    expect([...modules].filter(([, text]) => text === 'missing')).toEqual([])
    const packages = [...modules.keys()].filter((address) => address.startsWith('/-/modules/'))
    expect(packages.sort()).toEqual([...Object.keys(map.scopes)].sort())
    const later = await load('/-/client/details-form.js')
    expect([...later].filter(([, text]) => text === 'missing')).toEqual([])
    expect(
      [...later.keys()].filter((address) => address.startsWith('/-/modules/yaml@')).length,
    ).toBeGreaterThan(50)
    expect(modules.get('/-/client/main.js')).toContain("import('./details-form.js')")
    expect([...modules.get('/-/client/server.js')!.matchAll(/: Promise|interface /g)]).toEqual([])
  })

  it('lets only its own scripts in, by a nonce that is another each time', async () => {
    const policyOf = ({ headers }: { headers: Headers }): string => headers.get('content-security-policy')!
    const again = await ask('GET', '/-/write?file=articles/first.md')
    const nonce = /'nonce-([^']+)'/.exec(policyOf(page))![1]!
    expect(page.text).toContain(`<script type="importmap" nonce="${nonce}">`)
    expect(policyOf(page)).toContain("default-src 'none'; script-src 'self' 'nonce-")
    expect(policyOf(again)).not.toContain(nonce)
    expect(policyOf(await ask('GET', '/-/frame'))).toContain("script-src 'none'")
  })

  it('does not write what its address says into itself', async () => {
    const { text } = await ask('GET', `/-/write?file=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(text).not.toContain('alert(1)')
  })

  it.each([
    '/-/client/main.ts',
    '/-/client/..%2Fwire.js',
    '/-/client/../wire.js',
    '/-/client/%2e%2e/wire.js',
    '/-/client/missing.js',
    '/-/modules/hono@4.13.19.js',
    '/-/modules/..%2F..%2Fpackage.json',
    '/-/modules/%zz',
  ])('serves nothing at %s', async (address) => {
    expect((await ask('GET', address)).status).toBeGreaterThanOrEqual(400)
  })

  it('is for who has the key', async () => {
    for (const address of ['/-/write', '/-/frame', '/-/client/main.js', '/-/client/style.css'])
      expect((await askBare('GET', address)).status).toBe(401)
  })
})
