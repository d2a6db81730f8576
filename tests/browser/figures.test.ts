import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeArchive } from './archive-site.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { openArchive } from './open-archive.ts'

const address = 'articles/everything/'

/** What the page says of each picture that is shown: the size of its smallest letters on the screen, and its edges. */
const shownPictures = `[...document.querySelectorAll('.drawing svg')].filter((svg) => svg.checkVisibility()).map((svg) => {
  const box = svg.getBoundingClientRect()
  const scale = box.width / svg.viewBox.baseVal.width
  const texts = [...svg.querySelectorAll('text')]
  return {
    smallest: Math.min(...texts.map((text) => Number(text.getAttribute('font-size')) * scale)),
    inside: texts.every((text) => {
      const { left, right } = text.getBoundingClientRect()
      return left >= box.left - 1 && right <= box.right + 1
    }),
  }
})`

describe.skipIf(!hasBrowser)('drawings in a browser', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    const opened = await openArchive(browser, new Map(makeArchive()), address)
    page = opened.page
  })
  afterAll(() => browser.close())

  it.each([320, 768, 1280])(
    'show one picture each at %s pixels, with letters that can be read',
    async (width) => {
      await page.setViewportSize({ width, height: 800 })
      const pictures = (await page.evaluate(shownPictures)) as { smallest: number; inside: boolean }[]
      expect(pictures).toHaveLength(2)
      for (const { smallest, inside } of pictures) {
        expect(smallest).toBeGreaterThanOrEqual(12)
        expect(inside).toBe(true)
      }
    },
  )

  it('lead by keyboard from the list of words to the glossary, and never from inside a picture', async () => {
    await page.locator('.drawing-cloud summary').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(
      `[document.activeElement.closest('svg') === null, document.activeElement.getAttribute('href')]`,
    )
    expect(focused).toEqual([true, expect.stringContaining('../../glossary/#')])
  })
})
