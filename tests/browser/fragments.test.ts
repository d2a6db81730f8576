import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { article, lines, makeWorkspace, smallBase } from '../press/workspace-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

interface Parts {
  head: string
  body: string
}

interface List {
  notFound: Parts
  pages: (Parts & { address: string })[]
}

/** A site that makes its pages of the fragments, as a content management system would: with addresses of its own. */
function makeSite(root: string): Server {
  const folder = path.join(root, 'out/archive')
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8')
  const list = JSON.parse(read('fragments.json')) as List
  return createServer(({ url = '' }, response) => {
    const asked = new URL(url, 'http://site').pathname.replace('/news/', '')
    if (/^(?:assets|search\/\w+)\//.test(asked)) {
      const type = asked.endsWith('.css') ? 'text/css' : 'text/javascript'
      return response.setHeader('content-type', type).end(readFileSync(path.join(folder, asked)))
    }
    const page = list.pages.find(({ address }) => address.replace(/\/$/, '') === asked.replace(/\/$/, ''))
    const { head, body } = page ?? list.notFound
    return response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><html lang="cy"><head><meta charset="utf-8">${read(head)}</head>
      <body><header><a href="/">Y safle</a></header><main>${read(body)}</main></body></html>`)
  })
}

describe.skipIf(!hasBrowser)('fragments in the pages of another site', () => {
  let browser: Browser
  let site: Server
  let base: string
  let page: Page

  beforeAll(async () => {
    const settings = lines(
      String(smallBase['tidings.yaml']).replace('news.example.org\n', 'example.org/news\n'),
      'archive: { shape: fragments }',
    )
    const workspace = makeWorkspace({
      'tidings.yaml': settings,
      'articles/lamps.md': article({ title: 'Lamps', date: '2023-03-04' }, 'The DfE pays for lanterns.'),
    })
    await workspace.build()
    site = makeSite(workspace.root).listen(0, '127.0.0.1')
    await once(site, 'listening')
    base = `http://127.0.0.1:${(site.address() as AddressInfo).port}/news/`
    browser = await launchBrowser()
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser.close()
    site.close()
  })

  it.each(['search', 'search/'])('search, and lead to what they find: at /%s', async (address) => {
    await page.goto(base + address)
    await page.getByRole('searchbox').fill('lantern')
    const found = page.getByRole('link', { name: 'Lamps' })
    await found.waitFor()
    // The dates are in the archive's own language and not in that of the page around it.
    expect(await page.locator('.result time').textContent()).toBe('4 March 2023')
    await found.click()
    await page.getByRole('heading', { name: 'Lamps' }).waitFor()
    expect(page.url()).toBe(`${base}articles/lamps/`)
  })

  it('lead home from an address that there is not', async () => {
    const answer = await page.goto(`${base}articles/nothing/at/all`)
    expect(answer?.status()).toBe(404)
    await page.locator('.tidings').getByRole('link').first().click()
    expect(page.url()).toBe(base)
    await page.getByRole('heading', { name: 'Small News', level: 1 }).waitFor()
  })
})
