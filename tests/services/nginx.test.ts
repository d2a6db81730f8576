import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listen, type Listening } from '../../src/server/index.ts'
import { cookieOf, lampsPage, makeGateBench, type GateBench } from '../server/gate-fixture.ts'
import { headingOf, hiddenField, makeSettings, textOf } from '../server/service-fixture.ts'
import { needs, programPath } from './needs.ts'
import { answers, freePort } from './ports.ts'

const guide = path.resolve(import.meta.dirname, '../../docs/serving.md')

/** The configuration that the guide gives, for ports and folders of the test's own. */
function configuration(port: number, service: string, archive: string): string {
  const [, given = ''] =
    /tests\/services\/nginx\.test\.ts -->\s+```nginx\n(.*?)```/s.exec(readFileSync(guide, 'utf8')) ?? []
  return given
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/ssl_certificate.*/g, '')
    .replace('/srv/newsletter/out/archive', archive)
    .replaceAll('http://127.0.0.1:8025', service)
}

async function startNginx(server: string, port: number): Promise<{ stop: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-nginx-'))
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(path.join(folder, name))
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${path.join(folder, name.replace('client_', ''))};`)
    .join('\n')
  const user = userInfo().uid === 0 ? 'user root;' : ''
  const text = `daemon off;\n${user}\npid ${folder}/pid;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\n${paths}\n${server}\n}\n`
  writeFileSync(path.join(folder, 'nginx.conf'), text)
  const child: ChildProcess = spawn(
    programPath('nginx') ?? 'nginx',
    ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', path.join(folder, 'error.log')],
    { stdio: 'ignore' },
  )
  await vi.waitUntil(() => answers(port), { timeout: 30_000 })
  return {
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGQUIT')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

describe.skipIf(!needs('nginx'))('nginx before the files, as the guide has it', () => {
  let bench: GateBench
  let service: Listening
  let nginx: Awaited<ReturnType<typeof startNginx>>
  let url: string
  let cookie: string

  beforeAll(async () => {
    const settings = {
      ...makeSettings(['archive: { access: members, openSummaries: true }']),
      serviceUrl: 'https://news.example.org/members',
    }
    bench = await makeGateBench('{ access: members }', { settings })
    const report = ({ message }: { message: string }): void => {
      throw new Error(message)
    }
    service = (await listen({ server: bench, host: '127.0.0.1', port: 0, report }))!
    const port = await freePort()
    nginx = await startNginx(configuration(port, service.url, bench.archiveFolder), port)
    url = `http://127.0.0.1:${port}`
    cookie = await signIn()
  })
  afterAll(async () => {
    await nginx.stop()
    await service.close()
    await bench[Symbol.asyncDispose]()
  })

  const get = (address: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${address}`, { headers, redirect: 'manual' })
  const post = (address: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${url}${address}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

  /** As a member does: from the form that stands in the page's place. */
  async function signIn(): Promise<string> {
    const page = await (await get('/articles/lamps/')).text()
    const [form, next] = [hiddenField(page, 'form'), hiddenField(page, 'next')]
    await post('/members/sign-in', { form, next, address: 'sam@example.org' })
    await bench.settle()
    const letter = textOf(bench.notices.at(-1)!).replaceAll('=\r\n', '')
    const link = /https:\/\/news\.example\.org(\/members\/s\/[\w-]+)/.exec(letter)?.[1] ?? ''
    const response = await post(link, {})
    expect([response.status, response.headers.get('location')]).toEqual([303, '/articles/lamps/'])
    return cookieOf(response)
  }

  it('shows a member the page, and a stranger the summary and the form at the same address', async () => {
    const page = await get('/articles/lamps/', { cookie })
    expect([page.status, await page.text()]).toEqual([200, lampsPage])
    expect(page.headers.get('cache-control')).toBe('private, no-cache')
    const stranger = await get('/articles/lamps/')
    const text = await stranger.text()
    expect([stranger.status, headingOf(text)]).toEqual([200, 'Lamps &amp; &lt;light&gt;'])
    expect(text).not.toContain('All about lamps')
  })

  it.each([
    '/',
    '/feed.xml',
    '/articles/',
    '/articles/nothing/',
    '/404.html',
    '/members/sign-in/../../feed.xml',
  ])('shows a stranger nothing at %s', async (address) => {
    const response = await get(address)
    const text = await response.text()
    expect([response.status, headingOf(text)]).toEqual([401, 'Sign in to read'])
  })

  it('keeps what the service reads for itself from everybody, and its own question inside', async () => {
    expect((await get('/.open.json', { cookie })).status).toBe(404)
    expect((await get('/.open.json')).status).toBe(404)
    expect((await get('/members/sign-in/check', { cookie })).status).toBe(404)
  })

  it('shows everybody the pictures of letters and robots.txt', async () => {
    expect((await get('/mail/0a1b2c3d4e5f.png')).status).toBe(200)
    expect((await get('/robots.txt')).status).toBe(200)
  })

  it('shows a member the archive’s own page where there is nothing, and leads to the slash', async () => {
    const missing = await get('/articles/nothing/', { cookie })
    expect([missing.status, await missing.text()]).toEqual([404, '<title>No such page</title>'])
    const folder = await get('/articles/lamps', { cookie })
    expect([folder.status, folder.headers.get('location')]).toEqual([301, '/articles/lamps/'])
  })

  it('shuts a member out at once who has lapsed', async () => {
    await bench.database.run("UPDATE members SET status = 'lapsed'")
    expect((await get('/feed.xml', { cookie })).status).toBe(401)
    await bench.database.run("UPDATE members SET status = 'active'")
    expect((await get('/feed.xml', { cookie })).status).toBe(200)
  })

  it('shows nobody anything when the service is away', async () => {
    await service.close()
    expect((await get('/feed.xml', { cookie })).status).toBe(500)
    expect((await get('/feed.xml')).status).toBe(500)
  })
})
