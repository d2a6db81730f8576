import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { HtmlValidate } from 'html-validate'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeArchive, noted } from './archive-site.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

const archive = makeArchive()
const pages = [...archive.keys()].filter(
  (address) => !address.endsWith('.css') && address !== 'articles/report/',
)
/** The archive lives in a sub-path, as that of `baseUrl` in the fixture. */
const base = 'https://example.org/news/'

describe('the fixture', () => {
  it('uses what authors may use', () => {
    expect(noted).toEqual([])
  })

  it.each([...archive.keys()].filter((address) => !address.endsWith('.css')))(
    'is valid HTML at /%s',
    async (address) => {
      const validator = new HtmlValidate({
        extends: ['html-validate:recommended'],
        rules: { 'long-title': 'off' },
      })
      const { results } = await validator.validateString(archive.get(address) ?? '')
      expect(
        results.flatMap(({ messages }) =>
          messages.map(({ ruleId, line, message }) => `${ruleId} ${line}: ${message}`),
        ),
      ).toEqual([])
    },
  )

  it('has a target for every link and fragment', () => {
    const missing: string[] = []
    for (const [address, html] of archive) {
      for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        const url = new URL(href.replaceAll('&amp;', '&'), base + address)
        if (!url.href.startsWith(base)) continue
        const target = archive.get(url.pathname.slice('/news/'.length))
        const fragment = decodeURIComponent(url.hash.slice(1))
        if (target === undefined || (fragment && !target.includes(` id="${fragment}"`)))
          missing.push(`${address} → ${href}`)
      }
    }
    expect(missing).toEqual([])
  })
})

describe.skipIf(!hasBrowser)('the archive in a browser', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const strangers: string[] = []
  let browser: Browser
  let image: Buffer

  beforeAll(async () => {
    browser = await launchBrowser()
    image = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#c0ffee' } })
      .png()
      .toBuffer()
  })
  afterAll(() => browser.close())

  async function open(
    address: string,
    options: BrowserContextOptions,
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext(options)
    await context.route('**/*', async (route) => {
      const url = route.request().url()
      const path = url.startsWith(base) ? new URL(url).pathname.slice('/news/'.length) : undefined
      const text = path === undefined ? undefined : archive.get(path)
      if (text !== undefined)
        return route.fulfill({ body: text, contentType: path?.endsWith('.css') ? 'text/css' : 'text/html' })
      if (path === 'images/pic.png') return route.fulfill({ body: image, contentType: 'image/png' })
      strangers.push(url)
      return route.abort()
    })
    const page = await context.newPage()
    await page.goto(base + address)
    return { page, context }
  }

  const views = [320, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
  )

  describe.each(views)('at $width pixels, $colorScheme', ({ width, colorScheme }) => {
    it.each(pages)('breaks no rule of accessibility and fits at /%s', async (address) => {
      const { page, context } = await open(address, { viewport: { width, height: 800 }, colorScheme })
      await page.addScriptTag({ content: axe })
      const broken =
        await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`)
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      await context.close()
      expect(broken).toEqual([])
      expect(overflow).toBe(0)
      expect(strangers).toEqual([])
    })
  })

  it.each([320, 1280])(
    'says what each term stands for beside it, at %i pixels, by keyboard',
    async (width) => {
      const { page, context } = await open('articles/everything/', { viewport: { width, height: 700 } })
      const terms = await page.$$('.prose .term:has(.expansion)')
      expect(terms.length).toBeGreaterThan(5)
      for (const term of terms) {
        await term.focus()
        await page.keyboard.press('Shift+Tab')
        await page.keyboard.press('Tab')
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
        const bubble = await page.locator('.term:focus-visible > .expansion').boundingBox()
        const link = await term.boundingBox()
        if (!bubble || !link) throw new Error('a term or its bubble is not shown')
        expect(bubble.x).toBeGreaterThanOrEqual(0)
        expect(bubble.x + bubble.width).toBeLessThanOrEqual(width)
        const gap = Math.max(bubble.y - (link.y + link.height), link.y - (bubble.y + bubble.height))
        expect(gap).toBeLessThanOrEqual(1)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
      await context.close()
    },
  )

  it('says it to the mouse, and stays while the mouse is on it', async () => {
    const { page, context } = await open('articles/everything/', { viewport: { width: 1280, height: 700 } })
    const term = page.locator('.prose .term:has(.expansion)').first()
    const bubble = term.locator('.expansion')
    const visibility = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.querySelector('.prose .term > .expansion')).visibility")
    await term.hover()
    await expect.poll(visibility).toBe('visible')
    const [link, box] = [await term.boundingBox(), await bubble.boundingBox()]
    if (!link || !box) throw new Error('no bubble')
    await page.mouse.move(link.x + link.width / 2, box.y + box.height / 2, { steps: 20 })
    expect(await visibility()).toBe('visible')
    expect((await bubble.boundingBox())?.height).toBeGreaterThan(20)
    await page.mouse.move(5, 5)
    expect((await bubble.boundingBox())?.height).toBeLessThanOrEqual(1)
    await context.close()
  })

  it('says it to those who hear the page, in the link’s own name', async () => {
    const { page, context } = await open('articles/everything/', { viewport: { width: 320, height: 700 } })
    const name = await page.locator('.prose').ariaSnapshot()
    expect(name).toContain('link "ICB (integrated care board)"')
    await context.close()
  })

  it('says it on paper, and leaves the screen’s furniture out', async () => {
    const { page, context } = await open('articles/everything/', { viewport: { width: 794, height: 1123 } })
    await page.emulateMedia({ media: 'print' })
    const expansion = page.locator('.prose .term > .expansion').first()
    expect((await expansion.boundingBox())?.width).toBeGreaterThan(100)
    expect(await page.locator('.contents').isVisible()).toBe(false)
    expect(await page.locator('.site-header nav').isVisible()).toBe(false)
    await context.close()
  })

  it('leads from an old address to the new one', async () => {
    const { page, context } = await open('articles/report/', {})
    await page.waitForURL(`${base}articles/short/`)
    expect(await page.title()).toContain('A short report')
    await context.close()
  })
})
