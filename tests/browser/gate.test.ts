import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepPlace } from '../../src/editions/email/index.ts'
import { listen, type Listening } from '../../src/server/index.ts'
import { makeGateBench, type GateBench } from '../server/gate-fixture.ts'
import { makeSettings, textOf } from '../server/service-fixture.ts'
import { freePort } from '../services/ports.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, openLooker, type Looker, type Screen } from './judge-page.ts'

describe.skipIf(!hasBrowser)('the gate in a browser', () => {
  let browser: Browser
  let looker: Looker
  let bench: GateBench
  let server: Listening

  beforeAll(async () => {
    browser = await launchBrowser()
    looker = await openLooker(browser)
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

  const screens: Screen[] = [
    { width: 320, scheme: 'dark' },
    { width: 1280, scheme: 'light' },
  ]
  let looks = 0

  /** The short run looks at each page once: by turns in the dark and narrow, and in the light and wide. */
  async function judge(page: Page): Promise<void> {
    const turn = looks++ % screens.length
    const shown = isFullMatrix ? screens : [screens[turn]!]
    expect(await looker.judge(await page.content(), shown)).toEqual([])
  }

  it('takes a member in and out again without script, by pages that everybody can read', async () => {
    const member = await bench.add('kay@example.org')
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${server.url}/news/articles/lamps/`)
    expect(await headingOf(page)).toBe('Lamps & <light>')
    await judge(page)
    await page.goto(`${server.url}/news/`)
    expect(await headingOf(page)).toBe('Sign in to read')
    await judge(page)
    await page.getByLabel('E-mail address').fill('sam@')
    expect(await press(page, 'Send me the link')).toBe('Sign in to read')
    expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
    await judge(page)
    await page.goto(`${server.url}/news/articles/lamps/`)
    await page.getByLabel('E-mail address').fill(member.address)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor()
    await judge(page)
    const link = await lastLink()
    await page.goto(server.url + link)
    expect(await page.getByRole('main').textContent()).toContain(member.address)
    await judge(page)
    expect(await press(page, 'Sign in')).toBe('All of it')
    expect(new URL(page.url()).pathname).toBe('/news/articles/lamps/')
    await page.getByRole('link', { name: 'Sign out' }).click()
    expect(await headingOf(page)).toBe('You are signed in')
    await judge(page)
    expect(await press(page, 'Sign out on every device')).toBe('You are signed out')
    await judge(page)
    await page.goto(`${server.url}/news/articles/lamps/`)
    expect(await headingOf(page)).toBe('Lamps & <light>')
    await page.goto(server.url + link)
    expect(await headingOf(page)).toBe('This link has been used')
    await judge(page)
    await page.close()
  })

  it('leads a member by the link of a letter to its place, without script', async () => {
    const html =
      '<!DOCTYPE html><title>Glossary</title><h1>Words</h1><p id="icb" style="margin-top:5000px">ICB</p>'
    mkdirSync(path.join(bench.archiveFolder, 'glossary'))
    writeFileSync(path.join(bench.archiveFolder, 'glossary/index.html'), html)
    const member = await bench.add('lee@example.org')
    const page = await browser.newPage({ javaScriptEnabled: false })
    const letters = keepPlace(`${bench.settings.baseUrl}/glossary/#icb`, bench.settings)
    await page.goto(letters)
    await page.getByLabel('E-mail address').fill(member.address)
    expect(await press(page, 'Send me the link')).toBe('Look in your mailbox')
    await page.goto(server.url + (await lastLink()))
    expect(await press(page, 'Sign in')).toBe('Words')
    expect(page.url()).toBe(`${server.url}/news/glossary/#icb`)
    expect((await page.locator('#icb').boundingBox())?.y).toBeLessThan(1000)
    await page.goto(letters)
    expect((await page.locator('#icb').boundingBox())?.y).toBeLessThan(1000)
    await page.close()
  })
})
