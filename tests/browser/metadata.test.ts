import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeArchive } from './archive-site.ts'
import { hasBrowser, launchBrowser } from './browser.ts'

const base = 'https://example.org/news/'
const archive = makeArchive()
const types: Record<string, string> = { css: 'text/css', js: 'text/javascript' }

describe.skipIf(!hasBrowser)('data for machines in a page', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser.close())

  it('stands under a policy that allows no script but the site’s own', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.route('**/*', async (route) => {
      const address = route.request().url().slice(base.length)
      const body = archive.get(address)
      const contentType = types[address.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8'
      const headers = { 'content-security-policy': "default-src 'self'; script-src 'self'" }
      await route.fulfill({ body: body ?? '', contentType, headers })
    })
    await page.goto(`${base}articles/everything/`)
    const data = await page.locator('script[type="application/ld+json"]').textContent()
    expect(JSON.parse(data ?? '')).toMatchObject({ '@context': 'https://schema.org' })
    expect(complaints).toEqual([])
    await page.close()
  })
})
