import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from '../src/press/index.ts'

/** Takes the README's pictures of what `npm start` makes: `docs/images/email.png` and `docs/images/archive.png`. */
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
