import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { HtmlValidate } from 'html-validate'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/commands/with-database.ts'
import { gatherReport } from '../../../src/delivery/report/gather-report.ts'
import { reportHtml } from '../../../src/delivery/report/report-html.ts'
import type { Settings } from '../../../src/model/settings.ts'
import { hasBrowser, launchBrowser } from '../../browser/browser.ts'
import { addDeliveries, addRichSend, addSend, makeLedger, start, type TestLedger } from './filled-ledger.ts'

let ledger: TestLedger
const settings = readSettings(process.cwd(), () => undefined) as Settings

beforeEach(async () => {
  ledger = await makeLedger()
})
afterEach(() => ledger.remove())

async function pageOf(sendId: number): Promise<string> {
  const report = await gatherReport(ledger.database, sendId, {
    now: start + 9e7,
    publication: settings.title,
  })
  return reportHtml(report!, settings).replace(/ ?(<\/?desc[^>]*>|<\/?strong[^>]*>) ?/g, '$1')
}

async function addHostileSend(): Promise<number> {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  const id = await addSend(ledger.database, {
    issue: evil,
    state: 'paused',
    pause_reason: evil,
    planned_by: evil,
    segment: evil,
    manifest: JSON.stringify({ subject: evil }),
    must_reconcile: 1,
    promise: 'weaker',
  })
  await addDeliveries(ledger.database, id, [
    { address: `${evil}@example.org`, state: 'uncertain', reason: evil, number: evil, variant: evil },
    { address: `a@${evil}`, state: 'refused', reply: evil, code: 550, settledAt: start },
    { address: `b@example.org`, state: 'suppressed', reason: evil },
  ])
  await ledger.database.run('UPDATE sends SET planned = 7 WHERE id = ?', id)
  await ledger.database.run(
    `INSERT INTO events (send_id, at, kind, by, detail) VALUES (?, ?, ?, ?, ?)`,
    id,
    start,
    evil,
    evil,
    evil,
  )
  return id
}

describe('the page of a report', () => {
  it('is valid HTML, for a rich, a hostile and an empty send', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: {
        'long-title': 'off',
        'void-style': 'off',
        'doctype-style': 'off',
        'no-inline-style': 'off',
        'prefer-native-element': 'off',
      },
    })
    const sends = [
      await addRichSend(ledger.database),
      await addHostileSend(),
      await addSend(ledger.database, { issue: 'x' }),
    ]
    for (const id of sends) {
      const { results } = await validator.validateString(await pageOf(id))
      const found = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, line, message }) => `${ruleId} ${line}: ${message}`),
      )
      expect(found).toEqual([])
    }
  })

  it('lets nothing of others become markup, and asks nobody for anything', async () => {
    const page = await pageOf(await addHostileSend())
    expect(page).not.toMatch(/<(?:script|img|link|iframe)\b/)
    expect(page).not.toMatch(/<[^>]+ (?:src|href)=|url\(|@import/)
  })

  it('says what the officer must not overlook', async () => {
    const page = await pageOf(await addHostileSend())
    for (const words of [
      'The totals do not reconcile',
      'To be reconciled',
      'Somebody has to decide',
      'A weaker promise',
    ])
      expect(page).toContain(`<strong>${words}</strong>`)
  })

  it('gives the plot a name, a description and a table with the same numbers', async () => {
    const page = await pageOf(await addRichSend(ledger.database))
    expect(page).toMatch(/<svg[^>]*role="img" aria-labelledby="plot-title plot-desc"/)
    expect(page).toMatch(/<desc id="plot-desc">1,915 letters accepted between 3 Mar 09:00/)
    expect(page).toContain('The same in numbers')
  })
})

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it.each([
    [400, 'light'],
    [400, 'dark'],
    [1200, 'light'],
    [1200, 'dark'],
  ] as const)(
    'can be used by everyone at %i pixels in %s, and fits',
    async (width, colorScheme) => {
      const pages = [await pageOf(await addRichSend(ledger.database)), await pageOf(await addHostileSend())]
      for (const html of pages) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
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
