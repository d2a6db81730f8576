import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suppress, suppressionsOf } from '../../src/members/index.ts'
import { listen, type Listening } from '../../src/server/index.ts'
import { linksOf, makeBench, makeSettings, textOf, type Bench } from '../server/service-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

describe.skipIf(!hasBrowser)('the service in a browser', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  let browser: Browser
  let bench: Bench
  let server: Listening

  beforeAll(async () => {
    browser = await launchBrowser()
    bench = await makeBench({ clock: () => Date.now() })
    const report = ({ message }: { message: string }): void => {
      throw new Error(message)
    }
    server = (await listen({ server: bench, host: '127.0.0.1', port: 0, report }))!
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    await bench[Symbol.asyncDispose]()
  })

  const strangers: string[] = []
  async function open(address: string, options: BrowserContextOptions, from = server.url): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false, ...options })
    await context.route('**/*', (route) => {
      const url = route.request().url()
      if (url.startsWith(from)) return route.continue()
      strangers.push(url)
      return route.abort()
    })
    const page = await context.newPage()
    await page.goto(`${from}/list${address}`)
    return page
  }

  const links = (id = bench.member.id): Record<'leave' | 'preferences' | 'confirm', string> =>
    linksOf(bench, id)
  const press = async (page: Page, name: string): Promise<string> => {
    await page.getByRole('button', { name }).click()
    return (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  }

  const pages: Record<string, () => Promise<string> | string> = {
    'the page that asks': () => links().leave,
    'what a member gets': () => links().preferences,
    'the page of who left': async () => {
      const member = await bench.add(`gone${Math.random()}@example.org`)
      const { addressKey } = member
      await suppress(bench.database, { addressKey, scope: 'newsletter', reason: 'left', since: Date.now() })
      return links(member.id).preferences
    },
    'the form to join': () => '/subscribe',
    'the button to confirm': () => links().confirm,
    'a broken link': () => '/u/broken',
    'no such page': () => '/nothing',
    'a proof': () => links(0).leave,
    'the preferences of a proof': () => links(0).preferences,
  }
  const views = [320, 1280]
    .flatMap((width) => (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })))
    .filter((_view, index) => process.env['BROWSER_MATRIX'] === 'full' || index === 1 || index === 2)

  async function judge(page: Page): Promise<void> {
    // The page's own policy lets no script in, so the page is looked at where it has none.
    const html = await page.content()
    const look = await page.context().newPage()
    await look.setContent(html)
    await look.evaluate(axe)
    const broken =
      await look.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`)
    const overflow = await look.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(broken).toEqual([])
    expect(overflow).toBe(0)
    await look.close()
  }

  describe.each(views)('at $width pixels, $colorScheme', ({ width, colorScheme }) => {
    const options = { viewport: { width, height: 760 }, colorScheme, javaScriptEnabled: true }

    it.each(Object.keys(pages))('breaks no rule of accessibility and fits: %s', async (name) => {
      const page = await open(await pages[name]!(), options)
      await judge(page)
      await page.context().close()
    })

    it('breaks none on the pages behind the buttons', async () => {
      const member = await bench.add(`m${Math.random()}@example.org`)
      const page = await open(links(member.id).leave, options)
      expect(await press(page, 'Unsubscribe me')).toBe('You are unsubscribed')
      await judge(page)
      expect(await press(page, 'Subscribe me again')).toBe('You are subscribed again')
      await judge(page)
      await page.goto(`${server.url}/list/subscribe`)
      await page.getByLabel('E-mail address').fill('kim@-')
      expect(await press(page, 'Subscribe')).toContain('Subscribe to')
      expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
      await judge(page)
      await page.context().close()
    })
  })

  it('lets a member leave, come back and choose, without script, by keyboard', async () => {
    const { id, addressKey } = await bench.add('kay@example.org')
    const isHeld = async (): Promise<boolean> =>
      (await suppressionsOf(bench.database, addressKey)).some(({ liftedAt }) => liftedAt === undefined)
    const page = await open(links(id).leave, { viewport: { width: 800, height: 700 } })
    expect(await isHeld()).toBe(false)
    for (let tabs = 0; tabs < 2; tabs++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor()
    expect(await isHeld()).toBe(true)
    expect(await press(page, 'Subscribe me again')).toBe('You are subscribed again')
    expect(await isHeld()).toBe(false)
    await page.getByRole('link', { name: 'Choose what you get' }).click()
    await page.getByLabel('Branch life').uncheck()
    await press(page, 'Save')
    expect(await page.getByRole('status').textContent()).toBe('Your choice is saved.')
    expect(await page.getByLabel('Branch life').isChecked()).toBe(false)
    expect(await page.getByLabel('The reform').isChecked()).toBe(true)
    await press(page, 'Unsubscribe me')
    expect(await isHeld()).toBe(true)
    await page.context().close()
  })

  it('lets a stranger join, without script', async () => {
    const page = await open('/subscribe', {})
    await page.getByLabel('E-mail address').fill('lee@example.org')
    await page.getByLabel('Your name').fill('Lee')
    expect(await press(page, 'Subscribe')).toBe('Look in your mailbox')
    await bench.settle()
    const [, address = ''] =
      /members\.example\.org\/list(\/c\/[\w-]+)/.exec(
        textOf(bench.notices.at(-1)!).replaceAll('=\r\n', ''),
      ) ?? []
    await page.goto(`${server.url}/list${address}`)
    expect(await press(page, 'Confirm')).toBe('You are subscribed')
    await page.context().close()
  })

  it('shows where the keyboard is', async () => {
    const page = await open('/subscribe', { javaScriptEnabled: true })
    const outlines: string[] = []
    for (let tabs = 0; tabs < 4; tabs++) {
      await page.keyboard.press('Tab')
      outlines.push(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'))
    }
    expect(outlines).toEqual(['solid', 'solid', 'solid', 'solid'])
    await page.context().close()
  })

  it('reads from right to left where its words do', async () => {
    const settings = makeSettings(['direction: rtl'])
    await using other = await makeBench({ settings })
    const report = (): void => undefined
    const second = (await listen({ server: other, host: '127.0.0.1', port: 0, report }))!
    const page = await open(
      '/subscribe',
      { viewport: { width: 320, height: 700 }, javaScriptEnabled: true },
      second.url,
    )
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
    await judge(page)
    await page.context().close()
    await second.close()
  })

  it('asks no stranger for anything', () => {
    expect(strangers).toEqual([])
  })
})
