import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import lighthouse from 'lighthouse'
import { build } from '../src/press/index.ts'
import { hasBrowser, launchBrowser } from '../tests/browser/browser.ts'
import { freePort } from '../tests/services/ports.ts'
import { median } from './median.ts'

/** Kinds of page whose scores are measured, from the sample. */
const pages = {
  'a long article': 'articles/send-reforms-2023/',
  'an issue': 'issues/2023-11/',
  'the glossary': 'glossary/',
  'the home page': '',
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.txt': 'text/plain',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
}

/** Lighthouse's scores of the sample's archive on a telephone that it imitates, from a plain server with gzip. */
export async function benchLighthouse(rounds = 5): Promise<void> {
  if (!hasBrowser) return console.log('Lighthouse: left out, no Chromium')
  const root = mkdtempSync(path.join(tmpdir(), 'tidings-lighthouse-'))
  const repository = path.resolve(import.meta.dirname, '..')
  for (const part of ['articles', 'templates', 'tidings.yaml']) {
    cpSync(path.join(repository, part), path.join(root, part), { recursive: true })
  }
  await build({ root, jobs: 2 })
  const server = await serve(path.join(root, 'out/archive'))
  const { port } = server.address() as AddressInfo
  console.log(`Lighthouse, the sample's archive, medians of ${rounds} runs (bar: at least 95 each)`)
  for (const [name, address] of Object.entries(pages)) {
    const runs: number[][] = []
    for (let round = 0; round < rounds; round++)
      runs.push(await scores(`http://127.0.0.1:${port}/${address}`))
    const middle = categories.map((category, at) => {
      return `${category} ${median(runs.map((run) => run[at] as number)).toFixed(0)}`
    })
    console.log(`  ${name.padEnd(16)} ${middle.join(', ')}`)
  }
  server.close()
  rmSync(root, { recursive: true })
}

async function scores(url: string): Promise<number[]> {
  const port = await freePort()
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  try {
    const result = await lighthouse(url, { port, onlyCategories: [...categories], logLevel: 'silent' })
    return categories.map((category) => (result?.lhr.categories[category]?.score ?? 0) * 100)
  } finally {
    await browser.close()
  }
}

/** Files as a plain host serves them. */
function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const named = path.join(folder, path.normalize(asked))
    const file = statSync(named, { throwIfNoEntry: false })?.isDirectory()
      ? path.join(named, 'index.html')
      : named
    const mediaType = mediaTypes[path.extname(file)]
    if (!mediaType || !statSync(file, { throwIfNoEntry: false })) return response.writeHead(404).end()
    const headers = { 'content-type': mediaType, 'cache-control': 'max-age=31536000' }
    const bytes = readFileSync(file)
    if (!/^(?:text|application)/.test(mediaType)) return response.writeHead(200, headers).end(bytes)
    return response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(bytes))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

if (import.meta.main) await benchLighthouse(Number(process.env['ROUNDS'] ?? 5))
