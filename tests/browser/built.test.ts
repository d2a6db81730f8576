import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/index.ts'
import { build, type BuildResult } from '../../src/press/index.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

const repository = path.resolve(import.meta.dirname, '../..')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const isFull = process.env['BROWSER_MATRIX'] === 'full'

const workspaces = {
  sample: {
    folder: repository,
    parts: ['tidings.yaml', 'articles', 'templates'],
    baseUrl: 'https://news.example.org/',
  },
  everything: {
    folder: path.join(import.meta.dirname, 'fixtures/everything'),
    parts: ['tidings.yaml', 'articles'],
    baseUrl: 'https://archive.example.org/deep/path/',
  },
} as const

const schemes = ['light', 'dark'] as const

/** Every way a mail or page is looked at; the short run takes the narrowest and the widest. */
const mailScreens = [600, 320].flatMap((width) => schemes.map((scheme) => ({ width, scheme })))
const pageScreens: Screen[] = isFull
  ? [
      ...[320, 768, 1280].flatMap((width) => schemes.map((scheme) => ({ width, scheme }))),
      { width: 320, scheme: 'light', as: 'forced colours' },
      { width: 1280, scheme: 'dark', as: 'forced colours' },
      { width: 794, scheme: 'light', as: 'print' },
    ]
  : [
      { width: 320, scheme: 'light' },
      { width: 1280, scheme: 'dark' },
    ]

interface Screen {
  width: number
  scheme: (typeof schemes)[number]
  as?: 'forced colours' | 'print'
}

/** Which kind of page a file of the archive is, the names of what it shows left out. */
function kindOf(file: string): string {
  const folders = file.split('/').slice(1, -1)
  return (
    folders
      .map((name, at) => (at === 0 || ['mail', 'changes', 'tags'].includes(name) ? name : '*'))
      .join('/') + file.split('/').at(-1)
  )
}

describe.each(Object.entries(workspaces))('%s, as built', (_name, { folder, parts, baseUrl }) => {
  let root: string
  let result: BuildResult

  beforeAll(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), 'tidings-built-'))
    for (const part of parts) cpSync(path.join(folder, part), path.join(root, part), { recursive: true })
    result = await build({ root })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const files = (ending: string): string[] =>
    readdirSync(path.join(root, 'out'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(ending))
      .sort()

  it('has nothing that asks for a look', () => {
    const serious = result.diagnostics.filter(({ severity }: Diagnostic) => severity !== 'info')
    expect(serious.map(({ ruleId, file, line }) => `${ruleId} ${file}:${line}`)).toEqual([])
  })

  it('has letters of at most 100 KB encoded', () => {
    const sizes = result.issues.flatMap(({ variants }) => variants.map(({ sizeBytes }) => sizeBytes))
    expect(sizes.length).toBeGreaterThan(0)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100_000)
  })

  it('has articles that arrive with at most 60 KB in at most 6 requests before their pictures', () => {
    for (const file of files('index.html').filter((name) => /^archive\/articles\/[^/]+\/index/.test(name))) {
      const html = readFileSync(path.join(root, 'out', file), 'utf8')
      const assets = [...html.matchAll(/(?:src|rel="stylesheet" href)="([^"]+\.(?:js|css))"/g)].map(
        ([, address = '']) => path.join(root, 'out', path.dirname(file), address),
      )
      const sizes = [path.join(root, 'out', file), ...assets].map(
        (name) => gzipSync(readFileSync(name)).length,
      )
      expect(sizes.length).toBeLessThanOrEqual(6)
      expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(60_000)
    }
  })

  it('has valid pages', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: { 'long-title': 'off' },
    })
    for (const file of files('.html').filter((name) => name.startsWith('archive/'))) {
      const { results } = await validator.validateString(readFileSync(path.join(root, 'out', file), 'utf8'))
      const messages = results.flatMap((one) =>
        one.messages.map(({ ruleId, line }) => `${file}:${line} ${ruleId}`),
      )
      expect(messages).toEqual([])
    }
  })

  describe.skipIf(!hasBrowser)('in a browser', () => {
    let browser: Browser

    beforeAll(async () => {
      browser = await launchBrowser()
    })
    afterAll(() => browser?.close())

    /** Opens a file of `out/` at an address of the archive, and says what it asked others for. */
    async function look(
      file: string,
      { width, scheme, as }: Screen,
    ): Promise<{ page: Page; strangers: string[] }> {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: scheme,
        forcedColors: as === 'forced colours' ? 'active' : 'none',
      })
      if (as === 'print') await page.emulateMedia({ media: 'print' })
      const strangers: string[] = []
      const address = baseUrl + (file.startsWith('archive/') ? file.slice('archive/'.length) : 'letter')
      await page.route('**/*', (route) => {
        const url = route.request().url()
        if (url === address)
          return route.fulfill({ path: path.join(root, 'out', file), contentType: 'text/html' })
        if (url.startsWith(baseUrl))
          return route.fulfill({ path: path.join(root, 'out/archive', url.slice(baseUrl.length)) })
        strangers.push(url)
        return route.abort()
      })
      await page.goto(address)
      return { page, strangers }
    }

    async function judge(file: string, screen: Screen): Promise<void> {
      const { page, strangers } = await look(file, screen)
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      await page.evaluate(axe)
      const violations = await page.evaluate<string[]>(`axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`)
      await page.close()
      expect({ file, ...screen, strangers, overflow: Math.max(0, overflow), violations }).toEqual({
        file,
        ...screen,
        strangers: [],
        overflow: 0,
        violations: [],
      })
    }

    it.each(mailScreens)('has letters that are accessible and fit at $width px, $scheme', async (screen) => {
      const letters = files('email.html')
      expect(letters.length).toBeGreaterThan(0)
      for (const file of isFull ? letters : letters.slice(0, 1)) await judge(file, screen)
    })

    it.each(pageScreens)(
      'has pages of each kind that are accessible and fit at $width px, $scheme, $as',
      async (screen) => {
        const kinds = new Map<string, { file: string; bytes: number }>()
        for (const file of files('.html').filter((name) => name.startsWith('archive/'))) {
          const html = readFileSync(path.join(root, 'out', file), 'utf8')
          // A page that leads on by itself is gone before it can be looked at.
          if (html.includes('http-equiv="refresh"')) continue
          const kind = kindOf(file)
          if (html.length > (kinds.get(kind)?.bytes ?? 0)) kinds.set(kind, { file, bytes: html.length })
        }
        expect(kinds.size).toBeGreaterThan(8)
        // The short run looks at each kind once, by turns on the narrow and on the wide screen.
        const turn = pageScreens.indexOf(screen)
        const shown = [...kinds.values()].filter((_, at) => isFull || at % pageScreens.length === turn)
        for (const { file } of shown) await judge(file, screen)
      },
      isFull ? 300_000 : 90_000,
    )
  })
})
