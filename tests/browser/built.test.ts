import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/index.ts'
import { build, type BuildResult } from '../../src/press/index.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf, type Screen } from './judge-page.ts'

const timeout = isFullMatrix ? 300_000 : 90_000
const repository = path.resolve(import.meta.dirname, '../..')

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

/** Every way a letter or page is looked at; the short run looks at each kind once, by turns on a narrow and a wide screen. */
const letterScreens = screensOf([600, 320])
const pageScreens: Screen[] = [
  ...screensOf([320, 768, 1280]),
  { width: 320, scheme: 'light', as: 'forced colours' },
  { width: 1280, scheme: 'dark', as: 'forced colours' },
  { width: 794, scheme: 'light', as: 'print' },
]
const shortScreens: Screen[] = [
  { width: 320, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
]

/** What an archive consists of, but for what only a mailed issue has: `guests.test.ts` looks at that. */
const allKinds = [
  '404.html',
  'articles/*/index.html',
  'authors/*/index.html',
  'authors/index.html',
  'glossary/*/index.html',
  'glossary/index.html',
  'glossary/tags/*/index.html',
  'index.html',
  'issues/*/index.html',
  'search/index.html',
  'series/*/index.html',
  'series/index.html',
  'tags/*/index.html',
  'tags/index.html',
  'titles/index.html',
  'years/*/index.html',
]

/** Which kind of page a file of the archive is, the names of what it shows left out. */
function kindOf(file: string): string {
  const folders = file.split('/').slice(1, -1)
  return [
    ...folders.map((name, at) => (at === 0 || ['mail', 'changes', 'tags'].includes(name) ? name : '*')),
    path.basename(file),
  ].join('/')
}

describe.each(Object.entries(workspaces))('%s, as built', (name, { folder, parts, baseUrl }) => {
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
  const pages = (): string[] => files('.html').filter((file) => file.startsWith('archive/'))

  /** The largest page of each kind that can be looked at. */
  function pagesOfEachKind(): string[] {
    const kinds = new Map<string, { file: string; bytes: number }>()
    for (const file of pages()) {
      const html = readFileSync(path.join(root, 'out', file), 'utf8')
      // A page that leads on by itself is gone before it can be looked at.
      if (html.includes('http-equiv="refresh"')) continue
      const kind = kindOf(file)
      if (html.length > (kinds.get(kind)?.bytes ?? 0)) kinds.set(kind, { file, bytes: html.length })
    }
    if (name === 'everything') expect([...kinds.keys()].toSorted()).toEqual(allKinds)
    return [...kinds.values()].map(({ file }) => file)
  }

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
    for (const file of isFullMatrix ? pages() : pagesOfEachKind()) {
      const { results } = await validator.validateString(readFileSync(path.join(root, 'out', file), 'utf8'))
      const messages = results.flatMap((one) =>
        one.messages.map(({ ruleId, line }) => `${file}:${line} ${ruleId}`),
      )
      expect(messages).toEqual([])
    }
  })

  // In the short run one workspace is enough: it has a page of each kind.
  describe.runIf(hasBrowser && (isFullMatrix || name === 'everything'))('in a browser', () => {
    let browser: Browser
    let page: Page
    let shown = ''
    const strangers: string[] = []

    beforeAll(async () => {
      browser = await launchBrowser()
      page = await browser.newPage()
      await page.route('**/*', (route) => {
        const url = route.request().url()
        if (url === addressOf(shown))
          return route.fulfill({ path: path.join(root, 'out', shown), contentType: 'text/html' })
        if (url.startsWith(baseUrl))
          return route.fulfill({ path: path.join(root, 'out/archive', url.slice(baseUrl.length)) })
        strangers.push(url)
        return route.abort()
      })
    })
    afterAll(() => browser?.close())

    const addressOf = (file: string): string =>
      baseUrl + (file.startsWith('archive/') ? file.slice('archive/'.length) : 'letter')

    /** Opens a file of `out/` at an address of the archive, looks at it in each way and says what is wrong. */
    async function judgeFile(file: string, screens: readonly Screen[]): Promise<object[]> {
      shown = file
      await page.goto(addressOf(file))
      return (await judgeOn(page, screens)).map((fault) => ({ file, ...fault }))
    }

    it('has letters that are accessible and fit', { timeout }, async () => {
      const letters = files('email.html')
      expect(letters.length).toBeGreaterThan(0)
      const faults: object[] = []
      if (isFullMatrix) for (const file of letters) faults.push(...(await judgeFile(file, letterScreens)))
      else faults.push(...(await judgeFile(letters[0]!, shortScreens.slice(0, 1))))
      expect({ faults, strangers }).toEqual({ faults: [], strangers: [] })
    })

    it('has pages of each kind that are accessible and fit', { timeout }, async () => {
      const faults: object[] = []
      for (const [turn, file] of pagesOfEachKind().entries()) {
        const screens = isFullMatrix ? pageScreens : [shortScreens[turn % shortScreens.length]!]
        faults.push(...(await judgeFile(file, screens)))
      }
      expect({ faults, strangers }).toEqual({ faults: [], strangers: [] })
    })
  })
})
