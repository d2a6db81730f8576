import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../../src/server/index.ts'
import { makeGateBench, type GateBench } from '../server/gate-fixture.ts'
import { makeSettings, textOf } from '../server/service-fixture.ts'
import { freePort } from '../services/ports.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

describe.skipIf(!hasBrowser)('the gate in a browser', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  let browser: Browser
  let bench: GateBench
  let server: Listening

  beforeAll(async () => {
    browser = await launchBrowser()
    const port = await freePort()
    // As on a developer's own machine, where there is no https.
    const settings = {
      ...makeSettings(['archive: { access: members, openSummaries: true }']),
      baseUrl: `http://127.0.0.1:${port}/news`,
      serviceUrl: `http://127.0.0.1:${port}/list`,
    }
    bench = await makeGateBench('{ access: members }', { settings, clock: () => Date.now() })
    const page = '<!DOCTYPE html><title>Lamps</title><h1>All of it</h1><a href="/list/sign-out">Sign out</a>'
    writeFileSync(path.join(bench.archiveFolder, 'articles/lamps/index.html'), page)
    const report = ({ message }: { message: string }): void => {
      throw new Error(message)
    }
    server = (await listen({ server: bench, host: '127.0.0.1', port, report }))!
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    await bench[Symbol.asyncDispose]()
  })

  async function open(address: string, options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await page.goto(server.url + address)
    return page
  }

  const headingOf = async (page: Page): Promise<string> =>
    (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  const press = async (page: Page, name: string): Promise<string> => {
    await page.getByRole('button', { name, exact: true }).click()
    return headingOf(page)
  }
  const lastLink = async (): Promise<string> => {
    await bench.settle()
    const letter = textOf(bench.notices.at(-1)!).replaceAll('=\r\n', '')
    return /http:\/\/127\.0\.0\.1:\d+(\/list\/s\/[\w-]+)/.exec(letter)?.[1] ?? ''
  }

  /** The page's own policy lets no script in, so the page is looked at where it has none. */
  async function judge(page: Page): Promise<void> {
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
    expect([broken, overflow]).toEqual([[], 0])
    const folder = process.env['GATE_PICTURES']
    if (folder !== undefined) {
      const name = `${(await headingOf(page)).replace(/\W+/g, '-')}-${page.viewportSize()?.width}.png`
      await page.screenshot({ path: path.join(folder, name), fullPage: true })
    }
    await look.close()
  }

  const views = [
    { width: 320, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' },
  ] as const

  it.each(views)(
    'takes a member in and out again without script, by pages that everybody can read: $width pixels, $colorScheme',
    async ({ width, colorScheme }) => {
      const member = await bench.add(`m${width}@example.org`)
      const options = { viewport: { width, height: 760 }, colorScheme }
      const page = await open('/news/articles/lamps/', { ...options, javaScriptEnabled: false })
      const scripted = await open('/news/articles/lamps/', options)
      const look = async (): Promise<void> => {
        // Axe needs a page that runs scripts, with the same cookies.
        await scripted.context().addCookies(await page.context().cookies())
        await scripted.setContent(await page.content())
        await judge(scripted)
      }
      expect(await headingOf(page)).toBe('Lamps & <light>')
      await look()
      await page.goto(`${server.url}/news/`)
      expect(await headingOf(page)).toBe('Sign in to read')
      await look()
      await page.getByLabel('E-mail address').fill('sam@')
      expect(await press(page, 'Send me the link')).toBe('Sign in to read')
      expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
      await look()
      await page.goto(`${server.url}/news/articles/lamps/`)
      await page.getByLabel('E-mail address').fill(member.address)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor()
      await look()
      const link = await lastLink()
      await page.goto(server.url + link)
      expect(await page.getByRole('main').textContent()).toContain(member.address)
      await look()
      expect(await press(page, 'Sign in')).toBe('All of it')
      expect(new URL(page.url()).pathname).toBe('/news/articles/lamps/')
      await page.getByRole('link', { name: 'Sign out' }).click()
      expect(await headingOf(page)).toBe('You are signed in')
      await look()
      expect(await press(page, 'Sign out on every device')).toBe('You are signed out')
      await look()
      await page.goto(`${server.url}/news/articles/lamps/`)
      expect(await headingOf(page)).toBe('Lamps & <light>')
      await page.goto(server.url + link)
      expect(await headingOf(page)).toBe('This link has been used')
      await look()
      await page.context().close()
      await scripted.context().close()
    },
  )
})
