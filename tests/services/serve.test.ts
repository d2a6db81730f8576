import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import {
  addMember,
  createTokens,
  findMember,
  normaliseAddress,
  readKeys,
  suppressionsOf,
  type Tokens,
} from '../../src/members/index.ts'
import { tidings } from '../commands/in-process.ts'
import { leavingLetter } from '../server/leaving-letters.ts'
import { hiddenField } from '../server/service-fixture.ts'

const root = path.resolve(import.meta.dirname, '../..')
const env = {
  TIDINGS_KEYS: `first:${Buffer.from(Array.from({ length: 32 }, (_, n) => n * 5)).toString('base64')}`,
}
const keys = readKeys(env, () => undefined)!

let workspace: string
let tokens: Tokens
let memberId: number
const running: ChildProcess[] = []

beforeEach(async () => {
  workspace = mkdtempSync(path.join(tmpdir(), 'tidings-serve-'))
  tokens = createTokens(keys)
  settings()
  await roster(async (database) => {
    const address = normaliseAddress('sam@example.org')
    if ('fault' in address) throw new Error(address.message)
    const member = await database.transaction((queries) => addMember(queries, { address }, { keys, now: 1 }))
    if ('fault' in member) throw new Error(member.fault)
    memberId = member.id
  })
})

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(workspace, { recursive: true })
})

function settings(...more: string[]): void {
  const lines = [
    'title: The Lantern',
    'organisation: Lantern Society',
    'baseUrl: https://news.example.org',
    'serviceUrl: https://members.example.org/list',
    'sender: { name: The Lantern, address: lantern@example.org }',
    'postalAddress: [1 Lamp Street]',
    'listId: lantern.example.org',
    ...more,
  ]
  writeFileSync(path.join(workspace, 'tidings.yaml'), `${lines.join('\n')}\n`)
}

async function roster<T>(
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(path.join(workspace, 'data/tidings.db'))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

interface Service {
  url: string
  child: ChildProcess
  /** Everything it said on standard error. */
  said: () => string
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

function launch(
  args: string[],
  variables: Record<string, string>,
): { child: ChildProcess; said: () => string } {
  const command = [path.join(root, 'src/cli.ts'), 'serve', '--workspace', workspace, '--json', ...args]
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let said = ''
  child.stderr.on('data', (data: Buffer) => void (said += data.toString()))
  return { child, said: () => said }
}

async function start(variables: Record<string, string> = env): Promise<Service> {
  const { child, said } = launch(['--port', '0'], variables)
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const exited = once(child, 'exit')
    child.kill(signal)
    return ((await exited) as [number | null])[0]
  }
  return { url, child, said, end }
}

const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
const reasons = (address = 'sam@example.org'): Promise<string[]> =>
  roster(async (database) => (await suppressionsOf(database, address)).map(({ reason }) => reason))

describe('tidings serve', () => {
  it('lets a member leave, and ends with exit code 0 when it is asked to', async () => {
    const service = await start()
    expect(await (await fetch(`${service.url}/list/health`)).json()).toEqual({ tidings: 'ok' })
    const link = `${service.url}/u/${tokens.create('unsubscribe', { id: memberId })}`
    expect((await fetch(link, { method: 'POST', body: oneClick })).status).toBe(200)
    expect(await reasons()).toEqual(['left'])
    expect(await service.end('SIGTERM')).toBe(0)
    expect(service.said()).toMatch(
      /listening on http:\/\/127\.0\.0\.1:\d+ for https:\/\/members\.example\.org\/list/,
    )
    expect(service.said()).toMatch(/POST \/u\/… 200 \d+ ms 127\.0\.0\.0\/24/)
    expect(service.said()).not.toMatch(/sam@|[\w-]{40,}/)
  })

  it.each<NodeJS.Signals>(['SIGINT', 'SIGHUP'])(
    'ends at Ctrl-C or with its terminal (%s), and leaves a database that others can open',
    async (signal) => {
      const service = await start()
      expect(await service.end(signal)).toBe(0)
      expect(await reasons()).toEqual([])
      expect(readdirSync(path.join(workspace, 'data'))).not.toContain('tidings.db-wal')
    },
  )

  it('lets members leave though nobody reads its log any more', async () => {
    const service = await start()
    service.child.stderr?.destroy()
    service.child.stdout?.destroy()
    const link = `${service.url}/u/${tokens.create('unsubscribe', { id: memberId })}`
    for (const attempt of [1, 2]) {
      const { status } = await fetch(link, { method: 'POST', body: oneClick })
      expect([attempt, status]).toEqual([attempt, 200])
    }
    expect(await reasons()).toEqual(['left'])
    expect(await service.end('SIGTERM')).toBe(0)
  })

  it('keeps what it answered when it is killed', async () => {
    const service = await start()
    const link = `${service.url}/u/${tokens.create('unsubscribe', { id: memberId })}`
    expect((await fetch(link, { method: 'POST', body: oneClick })).status).toBe(200)
    await service.end('SIGKILL')
    expect(await reasons()).toEqual(['left'])
  })

  it('tells nobody that they have left, and ends, when its database was moved away', async () => {
    const service = await start()
    const exited = once(service.child, 'exit')
    const file = path.join(workspace, 'data/tidings.db')
    renameSync(file, `${file}.moved`)
    const link = `${service.url}/u/${tokens.create('unsubscribe', { id: memberId })}`
    const status = await fetch(link, { method: 'POST', body: oneClick }).then(
      (response) => response.status,
      () => 'ended',
    )
    expect([503, 'ended']).toContain(status)
    expect(((await exited) as [number])[0]).toBe(1)
    expect(service.said()).toMatch(/ending: the database: its file was moved/)
    expect(service.said()).toMatch(/delivery\/database/)
  })

  it('reads the mailbox of those who leave by letter', async () => {
    for (const part of ['new', 'cur', 'tmp'])
      mkdirSync(path.join(workspace, 'leave', part), { recursive: true })
    settings(
      'delivery: { unsubscribeAddress: leave@example.org }',
      'leavingMailbox: { kind: maildir, path: leave }',
    )
    const token = createTokens(keys, { form: 'address' }).create('unsubscribe', { id: memberId })
    writeFileSync(path.join(workspace, 'leave/new/1.a'), leavingLetter(`leave+${token}@example.org`))
    const service = await start()
    await expect.poll(service.said).toContain('1 asked to leave')
    expect(await reasons()).toEqual(['left-by-mail'])
    expect(await service.end('SIGTERM')).toBe(0)
  })

  it('sends the letter that confirms a subscription', async () => {
    const sink = await startSink()
    settings(
      'joining: { open: true }',
      `delivery: { smtp: { host: 127.0.0.1, port: ${sink.port}, security: none } }`,
    )
    const service = await start()
    const form = hiddenField(await (await fetch(`${service.url}/subscribe`)).text(), 'form')
    const body = new URLSearchParams({ form, address: 'kim@example.org', name: 'Kim' })
    expect((await fetch(`${service.url}/subscribe`, { method: 'POST', body })).status).toBe(200)
    await expect.poll(sink.letters).toHaveLength(1)
    const letter = sink.letters()[0]!.replaceAll('=\r\n', '')
    const link = `${service.url}${/https:\/\/members\.example\.org(\/list\/c\/[\w-]+)/.exec(letter)?.[1]}`
    const token = hiddenField(await (await fetch(link)).text(), 'form')
    expect((await fetch(link, { method: 'POST', body: new URLSearchParams({ form: token }) })).status).toBe(
      200,
    )
    expect(await roster((database) => findMember(database, { address: 'kim@example.org' }))).toMatchObject({
      name: 'Kim',
    })
    expect(await service.end('SIGTERM')).toBe(0)
    sink.close()
  })
})

describe('tidings serve before a members’ archive', () => {
  const gateSettings = (serviceUrl: string, ...more: string[]): void => {
    settings('archive: { access: members }', ...more)
    const file = path.join(workspace, 'tidings.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('https://members.example.org/list', serviceUrl))
  }

  it('sends the link, and shows the archive to who has pressed the button', async () => {
    const sink = await startSink()
    gateSettings(
      'https://news.example.org/list',
      `delivery: { smtp: { host: 127.0.0.1, port: ${sink.port}, security: none } }`,
    )
    const service = await start()
    expect((await fetch(`${service.url}/articles/lamps/`)).status).toBe(401)
    const page = await (await fetch(`${service.url}/`)).text()
    const body = new URLSearchParams({ form: hiddenField(page, 'form'), address: 'sam@example.org' })
    await fetch(`${service.url}/list/sign-in`, { method: 'POST', body })
    await expect.poll(sink.letters).toHaveLength(1)
    const letter = sink.letters()[0]!.replaceAll('=\r\n', '')
    const link = /https:\/\/news\.example\.org(\/list\/s\/[\w-]+)/.exec(letter)?.[1] ?? ''
    const pressed = await fetch(`${service.url}${link}`, { method: 'POST', redirect: 'manual' })
    const cookie = (pressed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    // Nothing is built yet, and nobody has to start the service again when it is.
    expect((await fetch(`${service.url}/`, { headers: { cookie } })).status).toBe(503)
    mkdirSync(path.join(workspace, 'out/archive'), { recursive: true })
    writeFileSync(path.join(workspace, 'out/archive/index.html'), 'The archive')
    expect(await (await fetch(`${service.url}/`, { headers: { cookie } })).text()).toBe('The archive')
    expect(await service.end('SIGTERM')).toBe(0)
    expect(service.said()).toContain('server/archive-not-built')
    sink.close()
  })

  it.each([
    ['on another host', 'https://members.example.org'],
    ['on another port', 'https://news.example.org:8443/list'],
    ['over http', 'http://news.example.org/list'],
  ])('does not begin with a service %s', async (_where, serviceUrl) => {
    gateSettings(serviceUrl)
    const { child, said } = launch(['--port', '0'], env)
    const [code] = (await once(child, 'close')) as [number]
    expect([code, said().includes('server/gate-address')]).toEqual([1, true])
  })
})

describe('tidings serve does not begin', () => {
  const ending = async (args: string[], variables: Record<string, string>): Promise<[number, string]> => {
    const { child, said } = launch(args, variables)
    const [code] = (await once(child, 'close')) as [number]
    return [code, said()]
  }

  /** The same in this process, for what is refused before it waits for signals. */
  const endingHere = async (args: string[]): Promise<[number, string]> => {
    const { code, err } = await tidings(['serve', '--workspace', workspace, ...args], { env })
    return [code, err]
  }

  it('without keys', async () => {
    const [code, said] = await ending(['--port', '0'], {})
    expect(code).toBe(1)
    expect(said).toContain('members/missing-keys')
  })

  it('without a database, and makes none', async () => {
    rmSync(path.join(workspace, 'data'), { recursive: true })
    const [code, said] = await endingHere(['--port', '0'])
    expect(code).toBe(1)
    expect(said).toContain('delivery/database')
    expect(readdirSync(workspace)).toEqual(['tidings.yaml'])
  })

  it('with a mailbox that is not there', async () => {
    settings(
      'delivery: { unsubscribeAddress: leave@example.org }',
      'leavingMailbox: { kind: maildir, path: nowhere }',
    )
    const [code, said] = await ending(['--port', '0'], env)
    expect(code).toBe(1)
    expect(said).toContain('server/mailbox')
  })

  it('at a port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const [code, said] = await ending(['--port', String((other.address() as AddressInfo).port)], env)
    other.close()
    expect(code).toBe(1)
    expect(said).toContain('server/port')
  })

  it.each(['x', '-1', '65536', '1.5'])('at the port %s', async (port) => {
    const [code, said] = await endingHere(['--port', port])
    expect(code).toBe(2)
    expect(said).toContain(`'${port}'`)
    expect(said).not.toMatch(/\bat .*\.ts:/)
  })
})

/** A mail server that takes every letter and keeps it. */
async function startSink(): Promise<{ port: number; letters: () => string[]; close: () => void }> {
  const letters: string[] = []
  const server: Server = createServer((socket) => {
    let inData = false
    let text = ''
    socket.on('error', () => undefined)
    socket.write('220 sink.example.org\r\n')
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (;;) {
        const end = inData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n')
        if (end === -1) return
        const part = text.slice(0, end)
        text = text.slice(end + (inData ? 5 : 2))
        if (inData) letters.push(part)
        const isData = !inData && /^DATA/i.test(part)
        inData = isData
        socket.write(isData ? '354 go on\r\n' : /^QUIT/i.test(part) ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    letters: () => letters,
    close: () => void server.close(),
  }
}
