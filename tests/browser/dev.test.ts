import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDevServer, type DevServer } from '../../src/studio/index.ts'
import { article, makeWorkspace, type Workspace } from '../press/workspace-fixture.ts'
import { hasBrowser, launchBrowser } from './browser.ts'
import { isFullMatrix } from './judge-page.ts'

describe.skipIf(!hasBrowser)('a page of the local server in a browser', () => {
  let browser: Browser
  let workspace: Workspace
  let server: DevServer

  beforeAll(async () => {
    workspace = makeWorkspace()
    browser = await launchBrowser()
    server = await startDevServer({ root: workspace.root, onBuild: () => undefined })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  const save = (text: string): void => workspace.write('articles/first.md', article({ title: text }))

  it('ends with the newest version, however fast one saves', { timeout: 120_000 }, async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}archive/articles/first/`)
    for (let round = 0; round < (isFullMatrix ? 12 : 2); round++) {
      for (let version = 1; version <= 3; version++) {
        save(`Round ${round}, version ${version}`)
        await sleep(140 + ((round * 3 + version) % 5) * 110)
      }
      await expect.poll(() => page.textContent('h1').catch(() => '')).toBe(`Round ${round}, version 3`)
    }
    await page.close()
  })

  it('comes by itself when there was none', async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}archive/articles/later/`)
    expect(await page.textContent('h1')).toBe('There is no such page')
    workspace.write('articles/later.md', article({ title: 'Later', draft: 'true' }))
    await expect.poll(() => page.textContent('h1').catch(() => '')).toBe('Later')
    await page.close()
  })
})
