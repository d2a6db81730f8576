import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderEmail } from '../../src/editions/email/index.ts'
import { makeInput } from '../editions/everything.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf, type Screen } from './judge-page.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const screens: Screen[] = isFullMatrix ? screensOf([600, 320]) : [{ width: 320, scheme: 'light' }]

describe.skipIf(!hasBrowser)('the e-mail in a browser', () => {
  let browser: Browser
  let html: string

  beforeAll(async () => {
    browser = await launchBrowser()
    const edition = await renderEmail(makeInput(), () => undefined)
    html = edition?.html ?? ''
  })
  afterAll(() => browser?.close())

  it('is accessible, fits and asks nobody', async () => {
    const page = await browser.newPage()
    const strangers: string[] = []
    await page.route('**/*', (route) => {
      const url = route.request().url()
      if (url.startsWith('https://archive.example.org/mail/'))
        return route.fulfill({ contentType: 'image/png', body: picture })
      strangers.push(url)
      return route.abort()
    })
    await page.setContent(html)
    expect(await judgeOn(page, screens)).toEqual([])
    expect(strangers).toEqual([])
    await page.close()
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
