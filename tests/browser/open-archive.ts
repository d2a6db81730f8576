import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** The archive lives in a sub-path, as that of `baseUrl` in the fixture. */
export const base = 'https://example.org/news/'

export interface OpenPage extends AsyncDisposable {
  page: Page
  context: BrowserContext
  /** What the page asked of others. */
  strangers: string[]
}

const contentTypes: Record<string, string> = { css: 'text/css', js: 'text/javascript', png: 'image/png' }

/**
 * Opens a page of an archive in memory as a host would serve it that lets no inline script or style run. `files` are
 * its pages and what else it has, by address.
 */
export async function openArchive(
  browser: Browser,
  files: ReadonlyMap<string, string | Buffer>,
  address: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ bypassCSP: false, ...options })
  const strangers: string[] = []
  await context.route('**/*', (route) => {
    const url = route.request().url()
    const path = url.startsWith(base) ? new URL(url).pathname.slice('/news/'.length) : undefined
    const body = path === undefined ? undefined : files.get(decodeURIComponent(path))
    if (body === undefined) {
      strangers.push(url)
      return route.abort()
    }
    const contentType = contentTypes[/\.(\w+)$/.exec(path ?? '')?.[1] ?? ''] ?? 'text/html'
    const headers = { 'content-security-policy': "default-src 'self'" }
    return route.fulfill({ body, contentType, headers })
  })
  const page = await context.newPage()
  await page.goto(base + address)
  return { page, context, strangers, [Symbol.asyncDispose]: () => context.close() }
}
