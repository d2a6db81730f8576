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
  let shared: OpenPage | undefined

  beforeAll(async () => {
    browser = await launchBrowser()
    const picture = sharp({ create: { width: 800, height: 400, channels: 3, background: '#c0ffee' } })
    files.set('images/pic.png', await picture.png().toBuffer())
  })
  afterAll(() => browser?.close())

  /** Opens the article anew: in a window of its own if that is special, and else in the one that the tests share. */
  async function open(options?: Parameters<typeof openArchive>[3]): Promise<OpenPage> {
    const viewport = { width: 1280, height: 700 }
    if (options) return openArchive(browser, files, address, { viewport, ...options })
    shared ??= await openArchive(browser, files, address, { viewport })
    await shared.page.mouse.move(0, 0)
    await shared.page.emulateMedia({ media: 'screen' })
    await shared.page.goto(base + address)
    return { ...shared, [Symbol.asyncDispose]: async () => undefined }
  }

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
      // Not those in a drawing's words, which are folded away.
      const terms = page.locator(term).filter({ visible: true })
      const count = await terms.count()
      expect(count).toBeGreaterThan(5)
      for (let index = 0; index < count; index++) {
        const link = terms.nth(index)
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

  describe('a note', () => {
    it('opens where it stands, with the focus in it; Escape closes it and returns the focus', async () => {
      await using opened = await open()
      const { page } = opened
      const link = page.locator('.note-number a').first()
      await link.focus()
      await page.keyboard.press('Enter')
      expect(await bubbleText(page)).toContain('The first note, about the ICB.')
      expect(await page.evaluate("document.activeElement.matches('.bubble[role=dialog]')")).toBe(true)
      expect(await link.getAttribute('aria-expanded')).toBe('true')
      const [from, box] = [await link.boundingBox(), await page.locator('.bubble').boundingBox()]
      if (!from || !box) throw new Error('no bubble')
      expect(Math.abs(box.y - (from.y + from.height))).toBeLessThanOrEqual(2)
      await page.keyboard.press('Escape')
      expect(await bubbleText(page)).toBeNull()
      expect(await page.evaluate("document.activeElement.matches('.note-number a')")).toBe(true)
      expect(page.url()).toBe(base + address)
    })

    it('closes at the second click and when something else is clicked', async () => {
      await using opened = await open()
      const { page } = opened
      const link = page.locator('.note-number a').first()
      await link.click()
      expect(await bubbleText(page)).toContain('The first note')
      await link.click()
      expect(await bubbleText(page)).toBeNull()
      await link.click()
      await page.locator('h1').click()
      expect(await bubbleText(page)).toBeNull()
    })

    it('needs no script: the number leads to the note, and the note back', async () => {
      await using opened = await open({ javaScriptEnabled: false })
      const { page } = opened
      await page.locator('.note-number a').first().click()
      expect(page.url()).toBe(`${base}${address}#noteText1`)
      await page.locator('#noteText1 .way-back').first().click()
      expect(page.url()).toBe(`${base}${address}#noteRef1`)
    })
  })

  it('marks the section that is being read in its contents', async () => {
    await using opened = await open()
    const { page } = opened
    const current = (): Promise<string[]> =>
      page.locator('.contents [aria-current=location]').allTextContents()
    expect(await current()).toEqual([])
    for (const [id, name] of [
      ['boxes', 'Boxes'],
      ['lists-and-links', 'Lists and links'],
      ['boxes', 'Boxes'],
    ]) {
      await page.evaluate(`document.getElementById('${id}').scrollIntoView()`)
      await expect.poll(current).toEqual([name])
    }
  })

  it('has lines of 60 to 75 signs, shifts nothing while it loads and asks nobody for anything', async () => {
    await using opened = await open()
    const { page } = opened
    const shift = await page.evaluate(`new Promise((done) => {
      let sum = 0
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value)))
        .observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => done(sum), 300)
    })`)
    const signs = await page.evaluate<number>(`(() => {
      // As wide as Georgia; a machine may also have Times, whose letters are narrower.
      document.documentElement.style.setProperty('--body-font', 'DejaVu Serif')
      const line = document.createElement('span')
      line.textContent = 'It is long, and it is written for the people who run the system. '.repeat(20)
      const paragraph = document.createElement('p')
      paragraph.append(line)
      document.querySelector('.prose').append(paragraph)
      return line.textContent.length / line.getClientRects().length
    })()`)
    expect(shift).toBe(0)
    expect(signs).toBeGreaterThanOrEqual(60)
    expect(signs).toBeLessThanOrEqual(75)
    expect(opened.strangers).toEqual([])
  })

  it('is read in large print without script, on screen and on paper', async () => {
    await using opened = await open({ javaScriptEnabled: false })
    const { page } = opened
    const size = (): Promise<number> =>
      page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)")
    const before = await size()
    await page.getByLabel('Large print').check()
    expect(await size()).toBeGreaterThan(before * 1.2)
    await page.emulateMedia({ media: 'print' })
    // 16 points are 21.3 pixels.
    expect(await size()).toBeGreaterThanOrEqual(21.3)
  })

  it('is a leaflet on paper: expansions in brackets, addresses after links, no navigation', async () => {
    await using opened = await open()
    const { page } = opened
    await page.emulateMedia({ media: 'print' })
    const after = (selector: string): Promise<string> =>
      page.evaluate(
        `getComputedStyle(document.querySelector(${JSON.stringify(selector)}), '::after').content`,
      )
    expect(await after(term)).toBe('" (integrated care board)"')
    expect(await after('.prose a[href^="https://example.org"]')).toBe('" (https://example.org/)"')
    const furniture = [
      '.contents',
      '.site-header nav',
      '.neighbours',
      '.large-print',
      '.related',
      '.site-footer a',
    ]
    for (const selector of furniture) expect(await page.locator(selector).first().isVisible()).toBe(false)
    expect(await page.locator('.cite p').isVisible()).toBe(true)
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
  })
})
