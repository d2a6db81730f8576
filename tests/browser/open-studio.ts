import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { startDevServer, type DevServer } from '../../src/studio/index.ts'
import { launchBrowser } from './browser.ts'
import { makeWorkspace, type Files, type Workspace } from '../press/workspace-fixture.ts'

/** A studio of a workspace of its own, in a window of its own. */
export interface OpenStudio {
  workspace: Workspace
  server: DevServer
  context: BrowserContext
  /** Opens a file to write on. */
  open: (file: string) => Promise<WritingPage>
  close: () => Promise<void>
}

/** The page on which one writes, as an author uses it. */
export interface WritingPage {
  page: Page
  /** The text as the editor has it. */
  text: () => Promise<string>
  /** Puts the caret at the end of the text, and types. */
  type: (words: string) => Promise<void>
  /** What the preview shows, as words. */
  shown: () => Promise<string>
  state: () => Promise<string | null>
  /** What the browser complained about. */
  complaints: string[]
}

/** Studios in the one browser of a test file. */
export interface Studios {
  /** To be called where the tests are described: starts the browser, closes what each test has opened, and ends it. */
  begin: () => void
  open: (files: Files) => Promise<OpenStudio>
}

export function createStudios(): Studios {
  let browser: Browser
  const opened: OpenStudio[] = []
  return {
    begin: () => {
      beforeAll(async () => {
        browser = await launchBrowser()
      })
      afterEach(async () => {
        for (const studio of opened.splice(0)) await studio.close()
      })
      afterAll(() => browser.close())
    },
    open: async (files) => {
      const studio = await openStudio(browser, files)
      opened.push(studio)
      return studio
    },
  }
}

async function openStudio(browser: Browser, files: Files): Promise<OpenStudio> {
  const workspace = makeWorkspace(files)
  const server = await startDevServer({ root: workspace.root, onBuild: () => undefined })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  return {
    workspace,
    server,
    context,
    open: async (file) => {
      const page = await context.newPage()
      const complaints = listen(page)
      await page.goto(server.withKey(`/-/write?file=${encodeURIComponent(file)}`))
      return writingPage(page, complaints)
    },
    close: async () => {
      await context.close()
      await server.close()
    },
  }
}

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}

function writingPage(page: Page, complaints: string[]): WritingPage {
  return {
    page,
    complaints,
    // Of the editor's own state: what is out of sight is not in the page.
    text: () =>
      page.evaluate<string>(
        `import('@codemirror/view').then(({ EditorView }) => EditorView.findFromDOM(document.body).state.doc.toString())`,
      ),
    type: async (words) => {
      await page.locator('.cm-content[contenteditable=true]').focus()
      await page.keyboard.press('Control+End')
      await page.keyboard.type(words)
    },
    shown: () => page.frameLocator('#frame').locator('body').innerText(),
    state: () => page.textContent('#state'),
  }
}
