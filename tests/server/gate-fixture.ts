import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ServerOptions } from '../../src/server/index.ts'
import { hiddenField, makeBench, makeSettings, textOf, type Bench } from './service-fixture.ts'

/** A service that stands before an archive. */
export interface GateBench extends Bench {
  archiveFolder: string
  /** Asks for a link, and says what was answered; the letter, if any, is sent when this resolves. */
  ask: (address: string, next?: string) => Promise<Response>
  /** The address of the link in the letter that was sent last. */
  lastLink: () => string
  /** Signs in by a letter, and gives the cookie as the browser sends it. */
  signIn: (address?: string, next?: string) => Promise<{ cookie: string; response: Response }>
}

export const cookieName = '__Host-tidings'

/** The archive lives at `/news/`, the service at `/list/` of the same host. */
export async function makeGateBench(
  archive = '{ access: members }',
  options: Partial<ServerOptions> = {},
): Promise<GateBench> {
  const settings = {
    ...makeSettings([`archive: ${archive}`]),
    baseUrl: 'https://members.example.org/news',
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-gate-'))
  const archiveFolder = path.join(folder, 'archive')
  writeArchive(folder, archiveFolder)
  const bench = await makeBench({ settings, archiveFolder, ...options })
  const ask = async (address: string, next = '/news/articles/lamps/'): Promise<Response> => {
    const form = hiddenField(await (await bench.get('/list/sign-in')).text(), 'form')
    const response = await bench.post('/list/sign-in', { form, address, next })
    await bench.settle()
    return response
  }
  const lastLink = (): string => linkIn(textOf(bench.notices.at(-1)!))
  return {
    ...bench,
    archiveFolder,
    ask,
    lastLink,
    signIn: async (address = 'sam@example.org', next) => {
      await ask(address, next)
      const response = await bench.post(lastLink(), {})
      return { cookie: cookieOf(response), response }
    },
    [Symbol.asyncDispose]: async () => {
      await bench[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

function linkIn(letter: string): string {
  const whole = letter.replaceAll('=\r\n', '')
  return /https:\/\/members\.example\.org(\/list\/s\/[\w-]+)/.exec(whole)?.[1] ?? ''
}

/** The name and the value of the cookie that an answer sets. */
export function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

export const lampsPage = `<!DOCTYPE html><title>Lamps</title><p>${'All about lamps. '.repeat(200)}</p>`

function writeArchive(outside: string, folder: string): void {
  const files: Record<string, string> = {
    '../secret.txt': 'the roster',
    'index.html': '<title>The archive</title>',
    '404.html': '<title>No such page</title>',
    'robots.txt': 'User-agent: *\nDisallow: /\n',
    'feed.xml': '<feed/>',
    'articles/lamps/index.html': lampsPage,
    'articles/golau-glân/index.html': '<title>Golau glân</title>',
    'issues/2026-11/index.html': '<title>November</title>',
    'assets/style.0a1b2c3d.css': 'body{}',
    'mail/0a1b2c3d4e5f.png': 'a picture',
    '.open.json': JSON.stringify({
      articles: { lamps: { title: 'Lamps & <light>', summary: 'What “they” give.' } },
      issues: { '2026-11': 'ab'.repeat(32) },
    }),
  }
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'out.txt'))
  symlinkSync(outside, path.join(folder, 'up'))
  symlinkSync(path.join(folder, 'feed.xml'), path.join(folder, 'same.xml'))
}
