import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { TLSSocket } from 'node:tls'
import { createByteQueue, type ByteQueue } from './byte-queue.ts'
import type { TestCertificate } from './test-certificate.ts'

/**
 * One thing that the server does: a reply (a text, lines between `\n`, CRLF is added), bytes as they are, bytes one
 * after another, a pause, or `drop` (close), `reset` (RST, in clear only), `silence` (no answer any more), `stop reading`.
 */
export type Step =
  | string
  | { raw: string | Uint8Array }
  | { dribble: string; everyMs: number }
  | { waitMs: number }
  | { do: 'drop' | 'reset' | 'silence' | 'stop reading' }

/** What it does at a point; a function may choose by what was asked, and `undefined` is the ordinary answer. */
export type Action = Step | Step[] | ((asked: Asked) => Step | Step[] | undefined)

export interface Asked {
  command: string
  /** Which connection, and which letter of it, counted from 1. */
  connection: number
  letter: number
  from: string
  to: string
}

type Point = 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'dot' | 'rset' | 'quit'

export interface SmtpServerOptions {
  /** Answers that are not the ordinary ones. */
  script?: Partial<Record<Point, Action>>
  /** Lines of the answer to EHLO. Default: PIPELINING, SIZE, 8BITMIME, SMTPUTF8, ENHANCEDSTATUSCODES. */
  extensions?: readonly string[]
  /** Done once a message has so many bytes, while it goes on reading. */
  duringBody?: { afterBytes: number; action: Action }
  /** TLS from the start, or after STARTTLS. */
  tls?: TestCertificate & { from: 'start' | 'starttls' }
  /** The only log-in that is taken; without it AUTH is not offered. */
  login?: { user: string; password: string }
  /** A liar: announces PIPELINING and reads only the first command of what arrives together. */
  losesPipelined?: boolean
  /** Cuts what it sends into pieces, which go out one by one. */
  cut?: (bytes: Buffer) => Buffer[]
  /** Whether messages' bytes are kept. Default: `true`. */
  keepsBytes?: boolean
}

/** A message that was begun: DATA was answered with 354. */
export interface ReceivedLetter {
  connection: number
  from: string
  to: string
  /** As on the wire: dots doubled, without the final one. */
  wire: Buffer
  /** Whether the final dot came. */
  dot: boolean
  /** Whether the dot was answered with 2xx. */
  accepted: boolean
}

export interface SmtpServer {
  port: number
  /** All messages, in the order in which they ended. */
  letters: ReceivedLetter[]
  /** Every command line, in order, of all connections. */
  commands: string[]
  /** How often a final dot came for a recipient, and how often it was answered with 2xx. */
  dots: Map<string, number>
  accepted: Map<string, number>
  connections: () => number
  /** How many connections are open. */
  open: () => number
  /** Resolves when every connection is closed; those that read no longer are closed by it. */
  idle: () => Promise<void>
  /** Drops all connections; the server goes on. */
  dropAll: () => void
  close: () => Promise<void>
}

const ordinaryExtensions = ['PIPELINING', 'SIZE 52428800', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES']

const ordinary: Record<Point, string> = {
  greeting: '220 test.example.org ESMTP',
  ehlo: '',
  starttls: '220 2.0.0 ready',
  auth: '235 2.7.0 welcome',
  mail: '250 2.1.0 sender ok',
  rcpt: '250 2.1.5 recipient ok',
  data: '354 go on',
  dot: '250 2.0.0 queued',
  rset: '250 2.0.0 reset',
  quit: '221 2.0.0 bye',
}

/** Starts a server on loopback, at a port of its own, that does what its script says and remembers what it got. */
export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<SmtpServer> {
  const sockets = new Set<Socket>()
  const talks = new Set<Promise<void>>()
  const record: Seen = { letters: [], commands: [], dots: new Map(), accepted: new Map() }
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => sockets.delete(socket))
    const talk = createTalk(socket, connections, options, record).run()
    talks.add(talk)
    void talk.finally(() => talks.delete(talk))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const idle = async (): Promise<void> => {
    // One that does not read does not hear of the other side's leaving.
    for (const socket of sockets) if (socket.isPaused()) socket.destroy()
    while (sockets.size > 0) await sleep(2)
    await Promise.all(talks)
  }
  return {
    ...record,
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () => sockets.size,
    idle,
    dropAll,
    close: async () => {
      dropAll()
      await idle()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Seen = Pick<SmtpServer, 'letters' | 'commands' | 'dots' | 'accepted'>

/** One connection's conversation. */
function createTalk(tcp: Socket, connection: number, options: SmtpServerOptions, record: Seen) {
  let socket = tcp
  let queue = attach(tcp, options.losesPipelined === true)
  let [letter, from, to] = [0, '', '']
  let secure = false
  let silent = false

  /** Does what the script says at a point; returns the class of the last reply, 0 where there was none. */
  async function act(point: Point | 'body', command: string): Promise<number> {
    const action = point === 'body' ? options.duringBody?.action : options.script?.[point]
    const asked = { command, connection, letter, from, to }
    const chosen = typeof action === 'function' ? action(asked) : action
    const usual = point === 'ehlo' ? ehloAnswer(options, secure) : point === 'body' ? '' : ordinary[point]
    let first = 0
    for (const step of [chosen ?? usual].flat()) {
      if (silent) return 0
      // Paused twice: an encrypted connection reads by itself what is below it.
      if (typeof step === 'object' && 'do' in step && step.do === 'stop reading') tcp.pause()
      silent = typeof step === 'object' && 'do' in step && step.do === 'silence'
      await doStep(socket, step, options.cut)
      if (typeof step === 'string') first = Number(step.charAt(0))
    }
    return first
  }

  async function startTls(): Promise<void> {
    if (options.tls === undefined) return
    const { key, cert } = options.tls
    tcp.removeAllListeners('data')
    const encrypted = new TLSSocket(tcp, { isServer: true, key, cert })
    socket = encrypted
    secure = true
    queue = attach(encrypted, options.losesPipelined === true)
  }

  async function takeBody(): Promise<void> {
    let told = false
    const { bytes, dot } = await queue.body((size) => {
      if (told || options.duringBody === undefined || size < options.duringBody.afterBytes) return
      told = true
      void act('body', '')
    })
    const received = { connection, from, to, wire: options.keepsBytes === false ? Buffer.alloc(0) : bytes }
    const entry: ReceivedLetter = { ...received, dot, accepted: false }
    record.letters.push(entry)
    if (!dot) return
    count(record.dots, to)
    const recipient = to
    entry.accepted = (await act('dot', '.')) === 2
    if (entry.accepted) count(record.accepted, recipient)
  }

  async function answer(command: string): Promise<void> {
    const verb = command.slice(0, 4).toUpperCase()
    if (verb === 'EHLO' || verb === 'HELO') await act('ehlo', command)
    else if (verb === 'STAR') {
      if ((await act('starttls', command)) === 2) await startTls()
    } else if (verb === 'AUTH') await takeLogin(command)
    else if (verb === 'MAIL') {
      ;[letter, from] = [letter + 1, pathOf(command)]
      await act('mail', command)
    } else if (verb === 'RCPT') {
      to = pathOf(command)
      await act('rcpt', command)
    } else if (verb === 'DATA') {
      if ((await act('data', command)) === 3) await takeBody()
    } else if (verb === 'RSET') await act('rset', command)
    else if (verb === 'QUIT') {
      await act('quit', command)
      socket.end()
    } else await doStep(socket, '500 5.5.2 what?', options.cut)
  }

  async function takeLogin(command: string): Promise<void> {
    const [, method = '', first] = command.split(' ')
    const words: string[] = []
    if (first !== undefined) words.push(first)
    for (const challenge of method === 'LOGIN' ? ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6'] : ['']) {
      if (method === 'PLAIN' && words.length > 0) break
      await doStep(socket, `334 ${challenge}`, undefined)
      words.push((await queue.line()) ?? '')
    }
    const given = words.map((word) => Buffer.from(word, 'base64').toString()).join('\0')
    const { user, password } = options.login ?? { user: '', password: '' }
    const right = given === (method === 'PLAIN' ? `\0${user}\0${password}` : `${user}\0${password}`)
    if (right) await act('auth', command)
    else await doStep(socket, '535 5.7.8 wrong', undefined)
  }

  async function run(): Promise<void> {
    if (options.tls?.from === 'start') await startTls()
    await act('greeting', '')
    for (let command = await queue.line(); command !== undefined; command = await queue.line()) {
      record.commands.push(command)
      await answer(command)
    }
    // After a failed handshake nobody closes the connection below.
    tcp.destroy()
  }

  return { run }
}

function attach(socket: Socket, losesPipelined: boolean): ByteQueue {
  const queue = createByteQueue()
  socket.on('data', (bytes) => {
    const end = bytes.indexOf('\n') + 1
    const isGroup = losesPipelined && /^(?:RSET|MAIL)/.test(bytes.toString('latin1'))
    queue.push(isGroup ? bytes.subarray(0, end) : bytes)
  })
  socket.on('close', () => queue.end())
  socket.on('end', () => queue.end())
  socket.on('error', () => queue.end())
  return queue
}

async function doStep(socket: Socket, step: Step, cut: SmtpServerOptions['cut']): Promise<void> {
  if (typeof step === 'string')
    return await send(socket, Buffer.from(`${step.replaceAll('\n', '\r\n')}\r\n`), cut)
  if ('raw' in step) return await send(socket, Buffer.from(step.raw), cut)
  if ('waitMs' in step) return await sleep(step.waitMs)
  if ('dribble' in step) return await dribble(socket, step.dribble, step.everyMs)
  if (step.do === 'drop') socket.destroy()
  if (step.do === 'reset' && !(socket instanceof TLSSocket)) socket.resetAndDestroy()
  if (step.do === 'stop reading') socket.pause()
}

async function send(socket: Socket, bytes: Buffer, cut: SmtpServerOptions['cut']): Promise<void> {
  for (const piece of cut?.(bytes) ?? [bytes]) {
    if (socket.destroyed) return
    socket.write(piece)
    // Each piece arrives by itself: the sender's loop turns in between.
    if (cut !== undefined) await turn()
  }
}

async function dribble(socket: Socket, text: string, everyMs: number): Promise<void> {
  for (const character of text) {
    if (socket.destroyed) return
    socket.write(character)
    await sleep(everyMs)
  }
}

function ehloAnswer({ extensions, tls, login }: SmtpServerOptions, secure: boolean): string {
  const starttls = tls?.from === 'starttls' && !secure ? ['STARTTLS'] : []
  const auth = login === undefined ? [] : ['AUTH PLAIN LOGIN']
  const lines = ['test.example.org', ...(extensions ?? ordinaryExtensions), ...starttls, ...auth]
  return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\n')
}

function pathOf(command: string): string {
  return /<([^>]*)>/.exec(command)?.[1] ?? ''
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
