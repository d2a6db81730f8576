import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderEmail } from '../../src/editions/email/index.ts'
import { makeInput } from '../editions/everything.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const screens = [
  { width: 600, scheme: 'light' },
  { width: 600, scheme: 'dark' },
  { width: 320, scheme: 'light' },
  { width: 320, scheme: 'dark' },
] as const

describe.skipIf(!hasBrowser)('the e-mail in a browser', () => {
  let browser: Browser
  let html: string

  beforeAll(async () => {
    browser = await launchBrowser()
    const edition = await renderEmail(makeInput(), () => undefined)
    html = edition?.html ?? ''
  })
  afterAll(() => browser?.close())

  it.each(screens)('is accessible, fits and asks nobody at $width px, $scheme', async ({ width, scheme }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme })
    const strangers: string[] = []
    await page.route('**/*', (route) => {
      const url = route.request().url()
      if (url.startsWith('https://archive.example.org/mail/'))
        return route.fulfill({ contentType: 'image/png', body: picture })
      strangers.push(url)
      return route.abort()
    })
    await page.setContent(html)
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    await page.evaluate(axe)
    const violations = await page.evaluate<string[]>(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`)
    await page.close()
    expect(strangers).toEqual([])
    expect(overflow).toBeLessThanOrEqual(0)
    expect(violations).toEqual([])
  })

  it('reads in a sensible order with pictures off', async () => {
    const page = await browser.newPage({ viewport: { width: 600, height: 900 } })
    await page.route('**/*', (route) => route.abort())
    await page.setContent(html)
    const text = await page.evaluate<string>('document.body.innerText')
    await page.close()
    const order = [
      'Side by Side',
      'November 2023',
      'Dear colleagues',
      'In this issue',
      'Everything an author can write',
      'A second article',
      'Abbreviations in this issue',
      'Unsubscribe',
    ]
    const places = order.map((words) => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })
})
