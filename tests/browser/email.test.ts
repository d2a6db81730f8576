import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderEmail } from '../../src/editions/email/index.ts'
import { makeArticle, makeInput, parse } from '../editions/everything.ts'
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

  it('shows tables without breaking a word, and no wider than the letter', async () => {
    const table = (...rows: string[]): string =>
      [rows[0]!, rows[0]!.replace(/[^|]+/g, '---'), ...rows.slice(1)].map((row) => `| ${row} |`).join('\n')
    const markdown = [
      table(
        'ID | Name of the committee | When it meets | Where | Who chairs | Notes',
        '1 | Executive | First Monday of each month | 14 Foundry Yard, Brackendale | Ann Smith | Open to all members',
        '2 | Pay | Second Tuesday | Online | | A',
      ),
      table('Year|Jan|Feb|Mar|Apr|May|Jun|Jul', '2022|11,250|11,260|11,270|11,280|11,290|11,300|11,310'),
      table('Code | Meaning | Where used | Since', '`QX1234567` | The code of a school | England | 2019'),
      `- In a list\n\n${table('Committee | Representative | Constituency', 'Pay | Featherstonehaugh | Northumberland').replace(/^/gm, '  ')}`,
    ].join('\n\n')
    const article = makeArticle('one', 'One', parse(markdown))
    const articles = [{ article, as: 'full' as const, url: 'https://archive.example.org/articles/one/' }]
    const edition = await renderEmail(makeInput({ articles, intro: undefined }), () => undefined)
    const page = await browser.newPage()
    await page.route('**/*', (route) => route.abort())
    await page.setContent(edition?.html ?? '')
    for (const width of [320, 390, 479, 480, 500, 599, 600, 800]) {
      await page.setViewportSize({ width, height: 900 })
      expect([width, ...(await page.evaluate<string[]>(brokenWords))]).toEqual([width])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width)
    }
    await page.close()
  })
})

/** The words in tables of data of which a part stands on the next line, as an expression for the page. */
const brokenWords = `[...document.querySelectorAll('thead th, thead + tbody td')].flatMap((cell) => {
  const found = []
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange()
      range.setStart(texts.currentNode, index)
      range.setEnd(texts.currentNode, index + word.length)
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word)
    }
  }
  return found
})`
