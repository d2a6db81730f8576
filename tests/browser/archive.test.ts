import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { HtmlValidate } from 'html-validate'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeArchive, noted } from './archive-site.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { base, openArchive } from './open-archive.ts'

const archive = makeArchive()
const documents = [...archive.keys()].filter((address) => !/^assets\/|\.json$/.test(address))
const pages = documents.filter((address) => address !== 'articles/report/')

describe('the fixture', () => {
  it('uses what authors may use', () => {
    expect(noted).toEqual([])
  })

  it.each(documents)('is valid HTML at /%s', async (address) => {
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
  })

  it('has a target for every link and fragment', () => {
    const missing: string[] = []
    for (const [address, html] of archive) {
      for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        const url = new URL(href.replaceAll('&amp;', '&'), base + address)
        // Feeds are no pages of this fixture; `built.test.ts` finds those of a whole archive.
        if (!url.href.startsWith(base) || /\/(?:feed|atom)\.(?:xml|json)$/.test(url.pathname)) continue
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
  const files = new Map<string, string | Buffer>(archive)
  let strangers: string[] = []
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
    const picture = sharp({ create: { width: 800, height: 400, channels: 3, background: '#c0ffee' } })
    files.set('images/pic.png', await picture.png().toBuffer())
  })
  afterAll(() => browser.close())

  async function open(
    address: string,
    options: BrowserContextOptions,
  ): Promise<{ page: Page; context: BrowserContext }> {
    const opened = await openArchive(browser, files, address, { ...options, bypassCSP: true })
    strangers = opened.strangers
    return opened
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

  it('leads from an old address to the new one', async () => {
    const { page, context } = await open('articles/report/', {})
    await page.waitForURL(`${base}articles/short/`)
    expect(await page.title()).toContain('A short report')
    await context.close()
  })
})
