import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/diagnostics/terminal/index.ts'
import { startDevServer, type DevServer } from '../../src/studio/index.ts'
import {
  article,
  makePng,
  makeWorkspace,
  type Files,
  type Workspace,
  smallBase,
} from '../press/workspace-fixture.ts'

interface Running extends DevServer {
  workspace: Workspace
  get: (address: string) => Promise<{ status: number; text: string }>
  /** Does something that begins a build, and waits for that build. */
  rebuilt: (change: () => void) => Promise<void>
}

const open: DevServer[] = []

afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function start(files: Files = {}): Promise<Running> {
  const workspace = makeWorkspace(files)
  let onBuild = (): void => undefined
  const server = await startDevServer({ root: workspace.root, onBuild: () => onBuild() })
  open.push(server)
  return {
    ...server,
    workspace,
    get: async (address) => {
      const response = await fetch(new URL(address, server.url))
      return { status: response.status, text: await response.text() }
    },
    rebuilt: async (change) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      onBuild = resolve
      change()
      await promise
    },
  }
}

/** What a page asks for to learn that there is another build. */
function eventsOf(html: string): string {
  return /EventSource\('([^']+)'\)/.exec(html)?.[1] ?? 'none'
}

const draft: Files = {
  'articles/draft.md': article(
    { title: 'At work', draft: 'true' },
    'Not yet.',
    '',
    '![A picture](images/draft.png)',
  ),
  'articles/images/draft.png': makePng(30, 20),
}
const draftPage = '/archive/articles/draft/'

describe('the local server', () => {
  it('tells a page at once that there is another build, also of one that ended while the page was loaded', async () => {
    const server = await start()
    const older = await server.get('/archive/articles/first/')
    await server.rebuilt(() => server.workspace.write('articles/first.md', article({ title: 'New' })))
    expect((await server.get(eventsOf(older.text))).text).toContain('event: built')
    const newer = await server.get('/archive/articles/first/')
    let isTold = false
    const told = server.get(eventsOf(newer.text)).then(({ text }) => (isTold = text.includes('built')))
    await server.get('/')
    expect(isTold).toBe(false)
    await server.rebuilt(() => server.workspace.write('articles/first.md', article({ title: 'Newer' })))
    expect(await told).toBe(true)
  })

  it('builds for what a build reads, and for nothing else', async () => {
    const { workspace, get, rebuilt } = await start({ 'letters/1.eml': 'A letter' })
    const first = eventsOf((await get('/archive/articles/first/')).text)
    const unread = ['dev.log', 'members.csv', 'letters/1.eml', 'letters/2.eml', 'letters/more/3.eml']
    for (const file of unread) workspace.write(file, 'Something')
    await rebuilt(() => workspace.write('pictures/another.png', makePng(10, 10)))
    const second = eventsOf((await get('/archive/articles/first/')).text)
    await rebuilt(() => workspace.write('articles/first.md', article({ title: 'New' })))
    const third = eventsOf((await get('/archive/articles/first/')).text)
    expect(new Set([first, second, third]).size).toBe(3)
  })

  it('is not set going by its own log', async () => {
    const workspace = makeWorkspace()
    let builds = 0
    const onBuild = (): void => workspace.write('dev.log', `Built ${builds++} times.`)
    open.push(await startDevServer({ root: workspace.root, onBuild }))
    await sleep(500)
    expect(builds).toBe(1)
  })

  it('tells nobody to load a page again when it ends', async () => {
    const server = await start()
    const { text } = await server.get('/')
    const told = server.get(eventsOf(text)).catch(() => ({ text: '' }))
    await server.get('/')
    await server.close()
    expect((await told).text).not.toContain('built')
    open.pop()
  })

  it('refuses a port that is taken, in one line', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    const started = startDevServer({ root: makeWorkspace().root, port, onBuild: () => undefined })
    await expect(started).rejects.toThrow(UsageError)
    await expect(started).rejects.toThrow(/^Port \d+ is taken by another program.*--port/)
    taken.close()
  })

  it('has the address again that it had last, where open pages still look for it, or a free one', async () => {
    const { root, ...workspace } = makeWorkspace()
    // No port that the system would give to somebody else.
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    workspace.write('.tidings/port', String(port))
    const startAgain = async (): Promise<string> => {
      const server = await startDevServer({ root, onBuild: () => undefined })
      open.push(server)
      return server.url
    }
    const last = `http://127.0.0.1:${port}/`
    expect(await startAgain()).toBe(last)
    const beside = await startAgain()
    expect(beside).not.toBe(last)
    expect(workspace.read('.tidings/port')).toBe(new URL(beside).port)
  })

  it.each(['/%zz', '/%00', '/archive/articles/%zz/', '/archive/articles/nobody/'])(
    'has no page at %s, and says so on one that loads again by itself',
    async (address) => {
      const { status, text } = await (await start()).get(address)
      expect(status).toBe(404)
      expect(text).toContain('There is no such page')
      expect(eventsOf(text)).toMatch(/^\/-\/events\?after=./)
    },
  )
})

describe('an article that is not in `out/`', () => {
  it('is shown while it is a draft, with its pictures, and marked as one', async () => {
    const server = await start(draft)
    expect((await server.get('/')).text).toContain(`<a href="${draftPage}">At work</a>`)
    const { status, text } = await server.get(draftPage)
    expect([status, text.includes('Not yet.'), text.includes('Draft: ')]).toEqual([200, true, true])
    expect(eventsOf(text)).toMatch(/after=./)
    const picture = /src="\.\.\/\.\.\/(images\/\w+\.png)"/.exec(text)?.[1]
    expect((await server.get(`/archive/${picture}`)).status).toBe(200)
    expect(Object.keys(server.workspace.outTree()).join()).not.toMatch(/draft/)
    expect(server.workspace.outTree()[`archive/${picture}`]).toBeUndefined()
  })

  it('is shown as a page where the archive is made of fragments', async () => {
    const settings = `${String(smallBase['tidings.yaml'])}archive:\n  shape: fragments\n`
    const server = await start({ ...draft, 'tidings.yaml': settings })
    const { status, text } = await server.get(draftPage)
    expect([status, text.includes('Not yet.'), text.includes('</html>')]).toEqual([200, true, true])
  })

  it('is shown as it is after another build, and from `out/` when it is published', async () => {
    const server = await start(draft)
    await server.get(draftPage)
    await server.rebuilt(() =>
      server.workspace.write('articles/draft.md', article({ title: 'At work', draft: 'true' }, 'Nearly.')),
    )
    expect((await server.get(draftPage)).text).toContain('Nearly.')
    await server.rebuilt(() =>
      server.workspace.write('articles/draft.md', article({ title: 'At work' }, 'Ready.')),
    )
    const { text } = await server.get(draftPage)
    expect([text.includes('Ready.'), text.includes('Draft: ')]).toEqual([true, false])
  })

  it('is shown where an error keeps it out, and the error is named', async () => {
    const server = await start({ 'articles/new.md': article({ title: 'New' }, 'See [this](none.md).') })
    const { status, text } = await server.get('/archive/articles/new/')
    expect(status).toBe(200)
    expect(text).toContain('1 error: this page is not published yet.')
  })

  it('whose front matter cannot be read has a page that names the error and recovers', async () => {
    const server = await start({ 'articles/new.md': '---\ntitel: New\n---\n' })
    const missing = await server.get('/archive/articles/new/')
    expect(missing.status).toBe(404)
    expect(missing.text).toContain('articles/new.md:2:1')
    await server.rebuilt(() => server.workspace.write('articles/new.md', article({ title: 'New' })))
    expect((await server.get(eventsOf(missing.text))).text).toContain('built')
    expect((await server.get('/archive/articles/new/')).status).toBe(200)
  })

  it('is an issue at work, of which the overview says how to see it', async () => {
    const issue = '---\ndate: 2023-06-01\nsubject: June\ndraft: true\n---\n\nHello.\n'
    const { text } = await (await start({ 'articles/issues/2023-06.md': issue })).get('/')
    expect(text).toContain('June')
    expect(text).toContain('articles/issues/2023-06.md: its e-mail is made when')
  })
})
