import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { suppressionsOf } from '../../src/members/index.ts'
import { listen, type Listening } from '../../src/server/index.ts'
import { makeBench, oneClick, type Bench } from './service-fixture.ts'

let bench: Bench
let link: string
const open: Listening[] = []

beforeEach(async () => {
  bench = await makeBench()
  link = `/u/${bench.tokens.create('unsubscribe', { id: bench.member.id })}`
})
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
  await bench[Symbol.asyncDispose]()
})

async function start(on = bench, requestTimeoutMs = 15_000): Promise<Listening> {
  const server = await listen({
    server: on,
    host: '127.0.0.1',
    port: 0,
    requestTimeoutMs,
    report: ({ message }) => {
      throw new Error(message)
    },
  })
  if (!server) throw new Error('no port')
  open.push(server)
  return server
}

/** Resolves when the connection has ended, also if what was written meanwhile found it ended. */
function ended(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.on('error', () => undefined)
  socket.once('close', () => resolve())
  return promise
}

function socketTo({ url }: Listening): Socket {
  return connect(Number(new URL(url).port), '127.0.0.1')
}

const isHeld = async (): Promise<boolean> =>
  (await suppressionsOf(bench.database, bench.member.addressKey)).length > 0

describe('the service on a port', () => {
  it('takes a one-click POST', async () => {
    const { url } = await start()
    const response = await fetch(url + link, { method: 'POST', body: new URLSearchParams(oneClick) })
    expect(response.status).toBe(200)
    expect(await isHeld()).toBe(true)
  })

  it('answers a POST of 100 MB with 413 and reads next to nothing of it', async () => {
    const { url } = await start()
    const { port } = new URL(url)
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': 100 * 1024 * 1024,
    }
    const sent = request({ port, path: link, method: 'POST', headers })
    sent.on('error', () => undefined)
    const [response] = (await once(pour(sent), 'response')) as [{ statusCode: number }]
    expect(response.statusCode).toBe(413)
    expect(sent.socket?.bytesWritten ?? 0).toBeLessThan(20 * 1024 * 1024)
    expect(await isHeld()).toBe(false)
  })

  it('cuts a chunked body of no stated length at 64 KB', async () => {
    const { url } = await start()
    const { port } = new URL(url)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = request({ port, path: link, method: 'POST', headers })
    sent.on('error', () => undefined)
    sent.write('List-Unsubscribe=One-Click&x=')
    const [response] = (await once(pour(sent), 'response')) as [{ statusCode: number }]
    expect(response.statusCode).toBe(413)
    expect(await isHeld()).toBe(false)
  })

  it('ends a connection that sends its head a byte at a time', async () => {
    const socket = socketTo(await start(bench, 500))
    const closed = ended(socket)
    socket.resume()
    const drip = setInterval(() => socket.write('G'), 100)
    await closed
    clearInterval(drip)
    expect(socket.destroyed).toBe(true)
  })

  it('ends a connection that sends its body a byte at a time', async () => {
    const socket = socketTo(await start(bench, 500))
    let answer = ''
    socket.on('data', (data) => void (answer += data.toString()))
    socket.write(
      `POST ${link} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\n`,
    )
    const closed = ended(socket)
    const drip = setInterval(() => socket.write('a'), 100)
    await closed
    clearInterval(drip)
    expect(answer).not.toContain('200 OK')
    expect(await isHeld()).toBe(false)
  })

  it('answers others while one is slow', async () => {
    const server = await start()
    const slow = socketTo(server)
    slow.on('error', () => undefined)
    slow.write(`POST ${link} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    slow.destroy()
  })

  it('refuses what is not HTTP with no page of ours and no trace', async () => {
    const socket = socketTo(await start())
    socket.end('\0\0\0 nonsense\r\n\r\n')
    const [data] = (await once(socket, 'data')) as [Buffer]
    expect(data.toString()).toMatch(/^HTTP\/1\.1 400/)
    expect(data.toString()).not.toMatch(/node|\.ts|Error:/)
  })

  it('finishes what is under way when it closes, and takes nothing new', async () => {
    const entered = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const slow = {
      ...bench.database,
      transaction: (async (work) => {
        entered.resolve()
        await gate.promise
        return bench.database.transaction(work)
      }) as typeof bench.database.transaction,
    }
    await using other = await makeBench({ database: slow })
    const server = await start(other)
    const answer = fetch(server.url + link, { method: 'POST', body: new URLSearchParams(oneClick) })
    await entered.promise
    const closing = server.close()
    await expect(fetch(`${server.url}/health`)).rejects.toThrow()
    gate.resolve()
    expect((await answer).status).toBe(200)
    await closing
    open.splice(0)
    expect(await isHeld()).toBe(true)
  })

  it('says what is wrong with a port that another program has', async () => {
    const { url } = await start()
    const found: Finding[] = []
    const port = Number(new URL(url).port)
    const second = await listen({
      server: bench,
      host: '127.0.0.1',
      port,
      report: (finding) => found.push(finding),
    })
    expect(second).toBeUndefined()
    expect(found).toMatchObject([{ rule: 'server/port', file: '--port' }])
  })
})

/** Writes until the other side has had enough. */
function pour(sent: ReturnType<typeof request>): ReturnType<typeof request> {
  const piece = Buffer.alloc(1024 * 1024, 'x')
  const more = (): void => {
    while (!sent.destroyed && !sent.writableEnded && sent.write(piece));
  }
  sent.on('drain', more)
  more()
  return sent
}
