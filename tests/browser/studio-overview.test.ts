import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDevServer, type DevServer } from '../../src/studio/index.ts'
import { article, makeWorkspace, type Workspace } from '../press/workspace-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf } from './judge-page.ts'

describe.skipIf(!hasBrowser)('the first page of the studio in a browser', () => {
  let browser: Browser
  let workspace: Workspace
  let server: DevServer
  let page: Page

  beforeAll(async () => {
    workspace = makeWorkspace({ 'articles/broken.md': '---\ntitel: x\n---\n' })
    browser = await launchBrowser()
    server = await startDevServer({ root: workspace.root, onBuild: () => undefined })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
  beforeEach(async () => {
    page = await browser.newPage()
    await page.goto(server.withKey('/'))
    return () => page.close()
  })

  it('has the key in no address, and in nothing that a script reads', async () => {
    expect(page.url()).toBe(server.url)
    expect(await page.evaluate('document.cookie')).toBe('')
  })

  it('asks for nothing that the server does not have', async () => {
    const fresh = await browser.newPage()
    const complaints: string[] = []
    fresh.on('console', (message) => complaints.push(message.text()))
    fresh.on('response', (response) => {
      if (response.status() >= 400) complaints.push(response.url())
    })
    await fresh.goto(server.withKey('/'))
    await fresh.getByRole('heading', { name: 'Articles' }).waitFor()
    expect(await fresh.locator('link[rel=icon]').getAttribute('href')).toBe('data:,')
    expect(complaints).toEqual([])
    await fresh.close()
  })

  it('begins an article by its title, with the keyboard, and opens it', async () => {
    await page.getByLabel('Title of a new article').focus()
    await page.keyboard.type('Where we meet')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/-\/write\?file=articles%2Fwhere-we-meet\.md$/)
    expect(workspace.read('articles/where-we-meet.md')).toContain('title: Where we meet\n')
  })

  it('begins an issue by its subject and its day, and opens its details', async () => {
    const day = page.getByLabel('The day it is dated')
    expect(await day.inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/)
    await page.getByLabel('Subject of a new issue').fill('News of May')
    await day.fill('2024-05-17')
    await page.getByRole('button', { name: 'Begin an issue' }).click()
    await page.waitForURL(/\/-\/write\?file=articles%2Fissues%2F2024-05\.md$/)
    await expect.poll(() => page.getByLabel('Subject', { exact: true }).isVisible()).toBe(true)
    expect(workspace.read('articles/issues/2024-05.md')).toContain('subject: News of May\n')
  })

  it('brings a document, and says what became of it', async () => {
    const field = page.getByLabel('A document that is to become an article')
    const buffer = Buffer.from('<h1>Notes</h1><p>Words.</p><table><tr><td colspan="2">x</td></tr></table>')
    await field.setInputFiles({ name: 'notes.html', mimeType: 'text/html', buffer })
    await page.getByRole('button', { name: 'Bring it in' }).click()
    const said = page.getByRole('status')
    await expect.poll(() => said.textContent()).toContain('notes.html is articles/notes.md now, a draft.')
    expect(await said.getByRole('link').getAttribute('href')).toBe('/-/write?file=articles%2Fnotes.md')
    await field.setInputFiles({ name: 'x.docx', mimeType: '', buffer: Buffer.from('%PDF-1.7') })
    await page.getByRole('button', { name: 'Bring it in' }).click()
    await expect.poll(() => said.textContent()).toMatch(/x\.docx did not become an article\..*Error.*→/)
  })

  it('keeps a half-filled form, and the place of the focus, while builds come', async () => {
    await page.getByLabel('Title of a new article').fill('Half')
    await page.getByRole('link', { name: 'Write: The second article' }).focus()
    workspace.write('articles/later.md', article({ title: 'Later' }))
    await expect.poll(() => page.getByRole('link', { name: 'Write: Later' }).count()).toBe(1)
    expect(await page.getByLabel('Title of a new article').inputValue()).toBe('Half')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Write: The second article',
    )
    workspace.write('articles/even-later.md', article({ title: 'Even later' }))
    await expect.poll(() => page.getByRole('link', { name: 'Write: Even later' }).count()).toBe(1)
  })

  it('can be read by everyone', async () => {
    await page.getByRole('button', { name: 'Begin a draft' }).click()
    const screens = isFullMatrix ? screensOf([320, 1280]) : [{ width: 320, scheme: 'dark' as const }]
    expect(await judgeOn(page, screens)).toEqual([])
  })
})
