import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepMailed, readManifest } from '../../src/delivery/index.ts'
import {
  article,
  lines,
  makeWorkspace,
  smallBase,
  type Files,
  type Workspace,
} from '../press/workspace-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, type Screen } from './judge-page.ts'
import { base, openArchive } from './open-archive.ts'

const settings = String(smallBase['tidings.yaml']).replace(
  'https://news.example.org\n',
  `${base.slice(0, -1)}\n`,
)
const widths = [320, 1280]
const screens: Screen[] = widths.map((width) => ({ width, scheme: 'light' }))

const arabic: Files = {
  'tidings.yaml': settings
    .replace('en-GB', 'ar')
    .replace('title: Small News', 'title: أخبار الفرع\ndirection: rtl'),
  'articles/first.md': article(
    { title: 'ماذا تغيّر في عام 2023؟', date: '2023-03-02', summary: 'ملخّص قصير لما جاء في الخطّة.' },
    'نشرت DfE خطّتها، وهي تخصّ كلّ LA في 2.5 مليون حالة (انظر SEND).[^1] **مهمّ جدًّا.**',
    '',
    '## الأرقام والجداول',
    '',
    '| الجهة | المبلغ |',
    '|:------|------:|',
    '| ICB | 1,200 |',
    '',
    '- بند أوّل مع [رابط](https://example.org/)',
    '- بند ثانٍ',
    '',
    '## ما يأتي بعد ذلك',
    '',
    ':::note',
    'ملاحظة عن EHCP.',
    ':::',
    '',
    '## أسئلة',
    '',
    'سؤال.',
    '',
    '## خاتمة',
    '',
    'كلمة أخيرة.',
    '',
    '[^1]: حاشية قصيرة.',
  ),
  'articles/second.md': null,
}

/** The archive of a workspace by address. */
function archiveOf({ root }: Workspace): Map<string, string | Buffer> {
  const folder = path.join(root, 'out/archive')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    files
      .filter((file) => statSync(path.join(folder, file)).isFile())
      .map((file) => [file.replace(/(^|\/)index\.html$/, '$1'), readFileSync(path.join(folder, file))]),
  )
}

describe.skipIf(!hasBrowser)('the archive among others', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  async function open(files: Map<string, string | Buffer>, address: string, options: BrowserContextOptions) {
    return openArchive(browser, files, address, { ...options, bypassCSP: true })
  }

  /** What is wrong with pages of an archive; the short run looks at each on one of the screens, by turns. */
  async function faultsOf(
    files: Map<string, string | Buffer>,
    addresses: readonly string[],
  ): Promise<unknown[]> {
    await using opened = await open(files, addresses[0]!, {})
    const { page, strangers } = opened
    const faults: object[] = []
    for (const [turn, address] of addresses.entries()) {
      await page.goto(base + address)
      const wrong = await judgeOn(page, isFullMatrix ? screens : [screens[turn % screens.length]!])
      faults.push(...wrong.map((fault) => ({ address, ...fault })))
    }
    return [...faults, ...strangers]
  }

  describe('in a language that is written from right to left', () => {
    let files: Map<string, string | Buffer>
    beforeAll(async () => {
      const workspace = makeWorkspace(arabic)
      const { diagnostics } = await workspace.build()
      const error = diagnostics.find(({ severity }) => severity === 'error')
      if (error) throw new Error(error.message)
      files = archiveOf(workspace)
    })

    it('breaks no rule and fits', async () => {
      expect(await faultsOf(files, ['', 'articles/first/', 'glossary/'])).toEqual([])
    })

    it('has its contents and the marks of its lists on the right', async () => {
      await using opened = await open(files, 'articles/first/', { viewport: { width: 1280, height: 800 } })
      const places = await opened.page.evaluate(`(() => {
        const at = (selector) => document.querySelector(selector).getBoundingClientRect()
        return { contents: at('.contents').left, prose: at('.prose').right, end: at('.prose').right - at('.prose li').right }
      })()`)
      const { contents, prose, end } = places as Record<string, number>
      expect(contents).toBeGreaterThan(prose!)
      expect(end).toBeGreaterThan(10)
    })

    it('says of our English words that they are English, and keeps letters and numbers in their order', async () => {
      await using opened = await open(files, 'articles/first/', { viewport: { width: 1280, height: 800 } })
      const { page } = opened
      const heading = page.locator('.contents h2 span')
      expect([await heading.getAttribute('lang'), await heading.getAttribute('dir')]).toEqual(['en', 'ltr'])
      // A term of Latin letters runs from left to right within the Arabic sentence.
      const order = await page.evaluate(`(() => {
        const term = document.querySelector('.prose .term').firstChild
        const at = (index) => { const range = new Range(); range.setStart(term, index); range.setEnd(term, index + 1); return range.getBoundingClientRect().left }
        return at(0) < at(1)
      })()`)
      expect(order).toBe(true)
    })
  })

  describe('after an issue was mailed and its article changed', () => {
    let files: Map<string, string | Buffer>
    beforeAll(async () => {
      const workspace = makeWorkspace({ 'tidings.yaml': settings })
      await workspace.build()
      const { root } = workspace
      const built = readManifest(
        { root, issue: '2023-05', attributes: { region: { type: 'text' } } },
        () => undefined,
      )
      keepMailed({ root, built: built!, at: Date.UTC(2023, 4, 1, 12) })
      const text = workspace.read('articles/first.md')
      workspace.write(
        'articles/first.md',
        text.replace('wrote about', 'spoke of').replace('## What follows', 'New.\n\n$&'),
      )
      await workspace.build()
      files = archiveOf(workspace)
    })

    it('breaks no rule and fits', async () => {
      const changed = [
        'articles/first/',
        'articles/first/changes/',
        'issues/2023-05/',
        'issues/2023-05/mail/',
      ]
      expect(await faultsOf(files, changed)).toEqual([])
    })

    it('tells those who listen what was taken out and what was put in', async () => {
      await using opened = await open(files, 'articles/first/changes/', {})
      const text = await opened.page.locator('.changes').innerText()
      expect(text.replace(/\s+/g, ' ')).toContain('taken out: wrote end of change')
    })
  })

  describe('as a part of a page that means it no good', () => {
    const hostile = `* { letter-spacing: 1px } h1, h2 { text-transform: uppercase; color: red; float: right; font-size: 9px }
      p { margin: 99px; display: inline; background: yellow } table, td { border: 9px solid red } a { color: lime; position: absolute }
      ul { list-style: square; width: 30px } img { border: 3px solid red }`

    let parts: string[]
    let files: Map<string, string | Buffer>
    beforeAll(async () => {
      const workspace = makeWorkspace({ 'tidings.yaml': lines(settings, 'archive: { shape: fragments }') })
      await workspace.build()
      files = archiveOf(workspace)
      parts = ['head', 'body'].map((part) => String(files.get(`articles/first/${part}.html`)))
    })

    function host(withOurs: boolean): Map<string, string | Buffer> {
      const [head, body] = withOurs ? parts : ['', '']
      const own =
        '<header><h1>Ours</h1><p class="own">A <a href="/">link</a></p></header><ul class="own"><li>one</li></ul>'
      const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${hostile}</style>${head}</head><body>${own}<main>${body}</main></body></html>`
      return new Map([...files, ['articles/first/', page]])
    }

    const stylesOf = `(selectors) => Object.fromEntries(selectors.map((selector) => {
      const style = getComputedStyle(document.querySelector(selector))
      return [selector, Object.fromEntries([...style].filter((name) => !/^(?:--|inline-size|block-size|width|height|perspective-origin|transform-origin|inset|top|bottom|left|right)/.test(name)).map((name) => [name, style.getPropertyValue(name)]))]
    }))`

    it('changes nothing of that page', async () => {
      const own = JSON.stringify(['html', 'body', 'header', 'header h1', '.own', 'ul.own', 'ul.own li'])
      const looks = []
      for (const withOurs of [false, true]) {
        await using opened = await open(host(withOurs), 'articles/first/', { colorScheme: 'dark' })
        looks.push(await opened.page.evaluate(`(${stylesOf})(${own})`))
      }
      expect(looks[1]).toEqual(looks[0])
    })

    it.each(widths)('keeps its own looks and fits at %d pixels', async (width) => {
      await using opened = await open(host(true), 'articles/first/', {
        viewport: { width, height: 800 },
      })
      const { page, strangers } = opened
      const seen = (await page.evaluate(
        `(${stylesOf})(['.tidings h1', '.tidings .prose p', '.tidings .prose a'])`,
      )) as Record<string, Record<string, string>>
      expect(seen['.tidings h1']).toMatchObject({ float: 'none', 'text-transform': 'none' })
      expect(seen['.tidings h1']!['color']).not.toBe('rgb(255, 0, 0)')
      expect(seen['.tidings .prose p']).toMatchObject({
        display: 'block',
        'background-color': 'rgba(0, 0, 0, 0)',
      })
      expect(seen['.tidings .prose a']!['position']).not.toBe('absolute')
      const overflow = await page.evaluate(
        'document.querySelector(".tidings").scrollWidth - document.querySelector(".tidings").clientWidth',
      )
      expect([overflow, strangers]).toEqual([0, []])
    })
  })
})
