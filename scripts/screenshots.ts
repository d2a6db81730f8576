import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from '../src/press/index.ts'
import { startDevServer } from '../src/studio/index.ts'

/** Takes the pictures of what `npm start` makes, and of the studio: `docs/images/{email,archive,studio}.png`. */
const root = path.resolve(import.meta.dirname, '..')
const out = path.join(root, 'out')
const { issues } = await build({ root })
const letter = issues.at(-1)?.variants.at(-1)
if (!letter) throw new Error('The sample has no issue to take a picture of.')

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
})
mkdirSync(path.join(root, 'docs', 'images'), { recursive: true })
await take(path.join(letter.folder, 'email.html'), 'email.png', 640)
await take('archive/articles/send-reforms-2023/index.html', 'archive.png', 1120)
await takeStudio('articles/branch-report-autumn-2023.md')
await browser.close()

async function take(file: string, name: string, width: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  // Letters name their pictures by the archive's address, which this machine does not serve.
  await page.route(/^https?:/, (route) => {
    const picture = path.join(out, 'archive', new URL(route.request().url()).pathname)
    return route.fulfill({ body: readFileSync(picture) })
  })
  await page.goto(pathToFileURL(path.join(out, file)).href)
  await page.screenshot({ path: path.join(root, 'docs', 'images', name) })
}

async function takeStudio(file: string): Promise<void> {
  const server = await startDevServer({ root, onBuild: () => undefined })
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(server.withKey(`/-/write?file=${encodeURIComponent(file)}`))
  await page.frameLocator('#frame').locator('h1').waitFor()
  await page.locator('.cm-content[contenteditable=true]').waitFor()
  await page.screenshot({ path: path.join(root, 'docs', 'images', 'studio.png') })
  await page.close()
  await server.close()
}
