import { HtmlValidate } from 'html-validate'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeArchive, noted } from './archive-site.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf } from './judge-page.ts'
import { base, openArchive, type OpenPage } from './open-archive.ts'

const archive = makeArchive()
const documents = [...archive.keys()].filter((address) => !/^assets\/|\.json$/.test(address))
const pages = documents.filter((address) => address !== 'articles/report/')

describe('the fixture', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'long-title': 'off' },
  })

  it('uses what authors may use', () => {
    expect(noted).toEqual([])
  })

  it.each(documents)('is valid HTML at /%s', async (address) => {
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
  const files = new Map<string, string | Buffer>(archive)
  let browser: Browser
  let opened: OpenPage

  beforeAll(async () => {
    browser = await launchBrowser()
    const picture = sharp({ create: { width: 800, height: 400, channels: 3, background: '#c0ffee' } })
    files.set('images/pic.png', await picture.png().toBuffer())
    opened = await openArchive(browser, files, '', { bypassCSP: true })
  })
  afterAll(() => browser.close())

  // `built.test.ts` looks at one page of each kind in the short run.
  it.runIf(isFullMatrix).each(pages)('breaks no rule of accessibility and fits at /%s', async (address) => {
    await opened.page.goto(base + address)
    expect(await judgeOn(opened.page, screensOf([320, 1280]))).toEqual([])
    expect(opened.strangers).toEqual([])
  })

  it('leads from an old address to the new one', async () => {
    const { page } = opened
    await page.goto(`${base}articles/report/`)
    await page.waitForURL(`${base}articles/short/`)
    expect(await page.title()).toContain('A short report')
  })
})
