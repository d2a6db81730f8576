import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addRichSend, makeLedger, type TestLedger } from '../delivery/report/filled-ledger.ts'
import { addHostileSend, pageOf } from '../delivery/report/report-pages.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, screensOf } from './judge-page.ts'

describe.skipIf(!hasBrowser)('the page of a report', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  let browser: Browser
  let ledger: TestLedger

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    ledger = await makeLedger()
  })
  afterEach(() => ledger.remove())

  it.each(isFullMatrix ? screensOf([400, 1200]) : screensOf([400]).slice(0, 1))(
    'can be used by everyone at $width pixels in $scheme, and fits',
    async ({ width, scheme }) => {
      const sends = [await addRichSend(ledger.database), await addHostileSend(ledger)]
      const pages = [await pageOf(ledger, sends[0]!), await pageOf(ledger, sends[1]!)]
      for (const html of pages) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
        const page = await context.newPage()
        const asked: string[] = []
        page.on('request', (request) => asked.push(request.url()))
        await page.setContent(html)
        await page.evaluate(axe)
        const found = (await page.evaluate(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
        )) as string[]
        expect(found).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        expect(asked).toEqual([])
        await context.close()
      }
    },
    60_000,
  )
})
