import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeArchive } from './archive-site.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { base, openArchive, type OpenPage } from './open-archive.ts'

const files = new Map<string, string | Buffer>(makeArchive())
const address = 'articles/everything/'
const term = '.prose .term[aria-description]'

/** In the page: when a term is pointed at, and when the bubble opens. A busy machine makes neither of them wrong. */
const noteTimes = `
  document.addEventListener('pointerover', ({ target }) => {
    if (target.matches('.term')) window.pointedAt ??= performance.now()
  })
  document.addEventListener('beforetoggle', () => (window.openedAt ??= performance.now()), true)`

describe.skipIf(!hasBrowser)('an article, read', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
    const picture = sharp({ create: { width: 800, height: 400, channels: 3, background: '#c0ffee' } })
    files.set('images/pic.png', await picture.png().toBuffer())
  })
  afterAll(() => browser?.close())

  const open = (options: Parameters<typeof openArchive>[3] = {}): Promise<OpenPage> =>
    openArchive(browser, files, address, { viewport: { width: 1280, height: 700 }, ...options })

  const bubbleText = (page: Page): Promise<string | null> =>
    page.evaluate("document.querySelector('.bubble:popover-open')?.textContent ?? null")

  const focusByKeyboard = async (page: Page, selector: string): Promise<void> => {
    await page.locator(selector).first().focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
  }

  describe('a term', () => {
    it('opens by mouse after half a second, stays while its bubble is pointed at, and closes', async () => {
      await using opened = await open()
      const { page } = opened
      const link = page.locator(term).first()
      await page.evaluate(noteTimes)
      await link.hover()
      await expect.poll(() => bubbleText(page)).toBe('integrated care board')
      expect(await page.evaluate('openedAt - pointedAt')).toBeGreaterThanOrEqual(490)
      const [from, box] = [await link.boundingBox(), await page.locator('.bubble').boundingBox()]
      if (!from || !box) throw new Error('no bubble')
      expect(Math.abs(box.y - (from.y + from.height))).toBeLessThanOrEqual(2)
      await page.mouse.move(from.x + 5, box.y + box.height / 2, { steps: 10 })
      await page.waitForTimeout(450)
      expect(await bubbleText(page)).toBe('integrated care board')
      await page.mouse.move(5, 5)
      await expect.poll(() => bubbleText(page)).toBeNull()
      await link.click()
      expect(page.url()).toBe(`${base}glossary/#icb`)
    })

    it('opens by touch, follows the link at the second, and closes when something else is touched', async () => {
      await using opened = await open({
        hasTouch: true,
        isMobile: true,
        viewport: { width: 320, height: 700 },
      })
      const { page } = opened
      const link = page.locator(term).first()
      await link.tap()
      expect(await bubbleText(page)).toBe('integrated care board')
      expect(page.url()).toBe(base + address)
      await page.locator('h1').tap()
      expect(await bubbleText(page)).toBeNull()
      await link.tap()
      await link.tap()
      await page.waitForURL(`${base}glossary/#icb`)
      expect(page.url()).toBe(`${base}glossary/#icb`)
    })

    it('opens by keyboard on focus; Escape closes it and keeps the focus; Enter follows', async () => {
      await using opened = await open()
      const { page } = opened
      await focusByKeyboard(page, term)
      expect(await bubbleText(page)).toBe('integrated care board')
      await page.keyboard.press('Escape')
      expect(await bubbleText(page)).toBeNull()
      expect(await page.evaluate(`document.activeElement.matches('${term}')`)).toBe(true)
      await page.keyboard.press('Enter')
      await page.waitForURL(`${base}glossary/#icb`)
      expect(page.url()).toBe(`${base}glossary/#icb`)
    })

    it.each([320, 1280])('shows its bubble beside it and inside the window, at %i pixels', async (width) => {
      await using opened = await open({ viewport: { width, height: 700 } })
      const { page } = opened
      const count = await page.locator(term).count()
      expect(count).toBeGreaterThan(5)
      for (let index = 0; index < count; index++) {
        const link = page.locator(term).nth(index)
        await link.focus()
        await page.keyboard.press('Shift+Tab')
        await page.keyboard.press('Tab')
        const [from, box] = [await link.boundingBox(), await page.locator('.bubble').boundingBox()]
        if (!from || !box) throw new Error(`no bubble at term ${index}`)
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(width)
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.y + box.height).toBeLessThanOrEqual(700)
        expect(Math.max(box.y - (from.y + from.height), from.y - (box.y + box.height))).toBeLessThanOrEqual(1)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
    })

    it('is named by its letters and described by what they stand for', async () => {
      await using opened = await open()
      const session = await opened.context.newCDPSession(opened.page)
      const { nodes } = await session.send('Accessibility.getFullAXTree')
      const link = nodes.find(({ role, name }) => role?.value === 'link' && name?.value === 'ICB')
      expect(link?.description?.value).toBe('integrated care board')
      await focusByKeyboard(opened.page, term)
      const { nodes: whileShown } = await session.send('Accessibility.getFullAXTree')
      const shown = whileShown.find(({ role, name }) => role?.value === 'link' && name?.value === 'ICB')
      expect(shown?.description?.value).toBe('integrated care board')
    })

    it('needs no script: it says what it stands for, leads to its entry, and Back returns to the place', async () => {
      await using opened = await open({ javaScriptEnabled: false })
      const { page } = opened
      const link = page.locator(term).last()
      await link.scrollIntoViewIfNeeded()
      const place = await page.evaluate<number>('scrollY')
      await focusByKeyboard(page, term)
      const shown = `getComputedStyle(document.querySelector('${term}'), '::after').content`
      expect(await page.evaluate(shown)).toContain('"integrated care board"')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280)
      await link.click()
      await page.waitForURL(`${base}glossary/#*`)
      await page.goBack()
      expect(page.url()).toBe(base + address)
      await expect.poll(() => page.evaluate('scrollY')).toBeCloseTo(place, -2)
    })
  })
})
