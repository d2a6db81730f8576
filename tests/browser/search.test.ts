import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeCorpus } from '../../bench/corpus.ts'
import { build } from '../../src/press/index.ts'
import { makeFolder } from '../made-folders.ts'
import { article, makeWorkspace, smallBase } from '../press/workspace-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf } from './judge-page.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
}

/** A host of plain files that compresses nothing, below `/news/`; it allows what is its own and no more. */
async function serveArchive(root: string): Promise<{ server: Server; home: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    const file = pathname.replace('/news/', '').replace(/(^|\/)$/, '$1index.html')
    readFile(path.join(root, 'out/archive', decodeURIComponent(file))).then(
      (content) => {
        response.writeHead(200, {
          'content-type': types[path.extname(file)] ?? 'application/octet-stream',
          'content-security-policy': "default-src 'self'",
        })
        response.end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as { port: number }
  return { server, home: `http://127.0.0.1:${port}/news/` }
}

const articles = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [
    `articles/report-${index}.md`,
    article(
      {
        title: `Report ${index}`,
        date: `202${index % 3}-05-04`,
        series: 'reports',
        tags: index % 2 ? '[money]' : '[health]',
      },
      'An opening.',
      '',
      `## Section of ${index}`,
      '',
      `The ICB counted ${index} &lt;geese&gt; & more in the village.`,
    ),
  ]),
)

describe.skipIf(!hasBrowser)('the page that searches', () => {
  const open: Server[] = []
  let browser: Browser
  let home: string
  let reader: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    const workspace = makeWorkspace(articles)
    await workspace.build()
    const served = await serveArchive(workspace.root)
    open.push(served.server)
    home = served.home
    reader = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    for (const server of open) server.close()
  })

  /** Goes to a page of the archive in the window that most tests share. */
  async function openPage(address: string): Promise<Page> {
    await reader.goto(home + address)
    return reader
  }

  const state = (page: Page): Promise<string | null> => page.textContent('#searchState')

  /** The number found says nothing of which question is answered, where two find as many: what is marked does. */
  const marked = (part: Page | Locator): Promise<string[]> => part.locator('mark').allTextContents()

  it('shows what it finds as one types: headings, marked words, and a number that is announced', async () => {
    const page = await openPage('search/')
    await page.locator('#searchWords').pressSequentially('integrated care bo')
    const first = page.locator('.result', { hasText: 'Report 8' })
    await expect.poll(() => marked(first)).toEqual(['integrated', 'care', 'board'])
    expect(await state(page)).toBe('11 articles')
    expect(await page.getByRole('status').textContent()).toBe('11 articles')
    expect(await page.locator('.result h2 a').count()).toBe(5)
    expect(await first.locator('h3').textContent()).toBe('Section of 8')
    expect(await first.locator('.result-excerpt').textContent()).toContain(
      'The ICB (integrated care board) counted 8 <geese> & more',
    )
    expect(await page.evaluate('location.search')).toBe('?q=integrated+care+bo')
  })

  it('says words of another language than the page as what they are', async () => {
    const workspace = makeWorkspace({
      ...articles,
      'tidings.yaml': `${String(smallBase['tidings.yaml']).replace('en-GB', 'ar')}direction: rtl\n`,
    })
    await workspace.build()
    const served = await serveArchive(workspace.root)
    open.push(served.server)
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
    await page.goto(`${served.home}search/?q=geese`)
    const english = (selector: string): Locator => page.locator(`${selector} span[lang=en][dir=ltr]`)
    await expect.poll(() => english('#searchState').textContent()).toBe('9 articles')
    expect(await english('#searchMore').textContent()).toBe('Show more')
    expect(await page.locator('option[lang=en][dir=ltr]').count()).toBe(3)
    expect(await page.locator('option *').count()).toBe(0)
    await page.close()
    const own = await openPage('search/?q=geese')
    await expect.poll(() => state(own)).toBe('9 articles')
    expect(await own.locator('main [lang]').count()).toBe(0)
  })

  it('leads to the section, and back to the same results', async () => {
    const page = await openPage('search/?q=geese')
    await page.locator('.result h3 a').first().click()
    await expect.poll(() => page.url()).toContain('/articles/report-2/#section-of-2')
    await page.goBack()
    await expect.poll(() => state(page)).toBe('9 articles')
    expect(await page.inputValue('#searchWords')).toBe('geese')
  })

  it('can be used by keyboard alone, and goes on with what has come', async () => {
    const page = await openPage('search/')
    await page.keyboard.press('Tab')
    await page.locator('#searchWords').focus()
    await page.keyboard.type('geese')
    await expect.poll(() => page.locator('.result').count()).toBe(5)
    await page.evaluate('document.querySelectorAll(".result").forEach((item) => (item.className += " old"))')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.result:not(.old)').count()).toBe(5)
    await page.locator('#searchMore').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.result').count()).toBe(9)
    expect(
      await page.evaluate(
        'document.activeElement.closest(".result").previousElementSibling.matches(":nth-child(5)")',
      ),
    ).toBe(true)
    expect(await page.locator('#searchMore').count()).toBe(0)
  })

  it('narrows by year, series and subject, and keeps them in the address', async () => {
    const page = await openPage('search/?q=geese')
    await expect.poll(() => state(page)).toBe('9 articles')
    await page.selectOption('#searchYear', '2021')
    await expect.poll(() => state(page)).toBe('3 articles')
    await page.selectOption('#searchTag', 'money')
    await expect.poll(() => state(page)).toBe('2 articles')
    await page.reload()
    await expect.poll(() => state(page)).toBe('2 articles')
    expect(await page.inputValue('#searchYear')).toBe('2021')
  })

  it('is never blank: with nothing found, without script and without its index it leads on', async () => {
    const nothing = await openPage('search/?q=zebra')
    await expect.poll(() => state(nothing)).toContain('No article has these words.')
    expect(await nothing.locator('#searchWays a').allTextContents()).toEqual([
      'All titles, A to Z',
      'Glossary',
    ])
    const plain = await browser.newPage({ javaScriptEnabled: false })
    await plain.goto(`${home}search/?q=geese`)
    expect(await plain.locator('#searchWays').innerText()).toContain('Searching needs JavaScript')
    await plain.locator('#searchWays a').first().click()
    expect(await plain.locator('main').innerText()).toContain('Report 3')
    await plain.close()
    const broken = await browser.newPage()
    await broken.route('**/search/words/**', (route) => route.abort())
    await broken.goto(`${home}search/?q=geese`)
    await expect.poll(() => state(broken)).toContain('could not be loaded')
    expect(await broken.locator('#searchWays').isVisible()).toBe(true)
    await broken.close()
  })

  it('breaks no rule of accessibility and fits: with nothing asked, something found and nothing found', async () => {
    const screens = screensOf([320, 1280])
    // Its policy lets no script of ours in.
    const page = await browser.newPage({ bypassCSP: true })
    for (const [turn, query] of ['', 'geese', 'zebra'].entries()) {
      await page.goto(`${home}search/?q=${query}`)
      if (query) await expect.poll(() => state(page)).toMatch(/9 articles|No article/)
      expect(await judgeOn(page, isFullMatrix ? screens : [screens[turn]!])).toEqual([])
    }
    await page.close()
  })

  // Making a thousand articles takes a while; the small archive above shows that it works.
  it.skipIf(!isFullMatrix)(
    'transfers at most 160 KB for a first query over 1,000 articles, and 60 KB for the next',
    { timeout: 600_000 },
    async () => {
      const root = makeFolder()
      writeCorpus(root, 1000, 1000)
      await build({ root, jobs: 2 })
      const served = await serveArchive(root)
      open.push(served.server)
      const context = await browser.newContext()
      const page = await context.newPage()
      let bytes = 0
      page.on('response', (response) => void response.body().then((body) => (bytes += body.length)))
      await page.goto(`${served.home}search/`)
      await page.waitForLoadState('networkidle')
      const measured: number[] = []
      for (const query of ['inspection', 'tribunal evidence', 'expansion']) {
        bytes = 0
        await page.fill('#searchWords', query)
        await expect.poll(() => marked(page)).toContain(query.split(' ')[0])
        expect(await state(page)).toContain('1,000 articles')
        await page.waitForLoadState('networkidle')
        measured.push(bytes)
      }
      process.stdout.write(`Bytes of three queries over 1,000 articles: ${measured.join(', ')}\n`)
      expect(measured[0]).toBeLessThanOrEqual(160_000)
      for (const next of measured.slice(1)) expect(next).toBeLessThanOrEqual(60_000)
      await context.close()
    },
  )
})
