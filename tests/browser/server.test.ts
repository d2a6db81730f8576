import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suppress, suppressionsOf } from '../../src/members/index.ts'
import { listen, type Listening } from '../../src/server/index.ts'
import { linksOf, makeBench, makeSettings, textOf, type Bench } from '../server/service-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, openLooker, screensOf, type Looker } from './judge-page.ts'

describe.skipIf(!hasBrowser)('the service in a browser', () => {
  let browser: Browser
  let looker: Looker
  let visitor: Page
  let bench: Bench
  let server: Listening

  beforeAll(async () => {
    browser = await launchBrowser()
    looker = await openLooker(browser)
    bench = await makeBench({ clock: () => Date.now() })
    const report = ({ message }: { message: string }): void => {
      throw new Error(message)
    }
    server = (await listen({ server: bench, host: '127.0.0.1', port: 0, report }))!
    visitor = await makeVisitor(
      { javaScriptEnabled: false, viewport: { width: 800, height: 700 } },
      server.url,
    )
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    await bench[Symbol.asyncDispose]()
  })

  const strangers: string[] = []
  async function makeVisitor(options: BrowserContextOptions, ours: string): Promise<Page> {
    const page = await browser.newPage(options)
    await page.route('**/*', (route) => {
      const url = route.request().url()
      if (url.startsWith(ours)) return route.continue()
      strangers.push(url)
      return route.abort()
    })
    return page
  }

  /** Goes to a page of the service, without script. */
  async function open(address: string): Promise<Page> {
    await visitor.goto(`${server.url}/list${address}`)
    return visitor
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
      const member = await bench.add('gone@example.org')
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
  const screens = screensOf([320, 1280])
  let looks = 0

  /** The short run looks at each page once: by turns in the dark and narrow, and in the light and wide. */
  async function judge(page: Page): Promise<void> {
    const turn = looks++ % 2
    const shown = screens.filter((_screen, index) => isFullMatrix || index === turn + 1)
    expect(await looker.judge(await page.content(), shown)).toEqual([])
  }

  it.each(Object.keys(pages))('breaks no rule of accessibility and fits: %s', async (name) => {
    const page = await open(await pages[name]!())
    await judge(page)
  })

  it('breaks none on the pages behind the buttons', async () => {
    const member = await bench.add('m@example.org')
    const page = await open(links(member.id).leave)
    expect(await press(page, 'Unsubscribe me')).toBe('You are unsubscribed')
    await judge(page)
    expect(await press(page, 'Subscribe me again')).toBe('You are subscribed again')
    await judge(page)
    await page.goto(`${server.url}/list/subscribe`)
    await page.getByLabel('E-mail address').fill('kim@-')
    expect(await press(page, 'Subscribe')).toContain('Subscribe to')
    expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
    await judge(page)
  })

  it('lets a member leave, come back and choose, without script, by keyboard', async () => {
    const { id, addressKey } = await bench.add('kay@example.org')
    const isHeld = async (): Promise<boolean> =>
      (await suppressionsOf(bench.database, addressKey)).some(({ liftedAt }) => liftedAt === undefined)
    const page = await open(links(id).leave)
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
  })

  it('lets a stranger join, without script', async () => {
    const page = await open('/subscribe')
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
  })

  it('shows where the keyboard is', async () => {
    const page = await makeVisitor({}, server.url)
    await page.goto(`${server.url}/list/subscribe`)
    const outlines: string[] = []
    for (let tabs = 0; tabs < 4; tabs++) {
      await page.keyboard.press('Tab')
      outlines.push(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'))
    }
    expect(outlines).toEqual(['solid', 'solid', 'solid', 'solid'])
    await page.close()
  })

  it('reads from right to left where its words do', async () => {
    const settings = makeSettings(['direction: rtl'])
    await using other = await makeBench({ settings })
    const report = (): void => undefined
    const second = (await listen({ server: other, host: '127.0.0.1', port: 0, report }))!
    const page = await makeVisitor({}, second.url)
    await page.goto(`${second.url}/list/subscribe`)
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
    await judge(page)
    await page.close()
    await second.close()
  })

  it('asks no stranger for anything', () => {
    expect(strangers).toEqual([])
  })
})
