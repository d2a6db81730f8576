import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server'

/** A mail server of its own on loopback: it takes letters as one on the net would, and keeps none. */
export interface DemoServer {
  port: number
  /** Address → how many letters it took for it. */
  taken: Map<string, number>
  /** How many times it said "later". */
  putOff: () => number
  close: () => Promise<void>
}

/** Starts it on a free port. It puts off every 80th address once, and knows no mailbox of every 250th. */
export async function startDemoServer(): Promise<DemoServer> {
  const taken = new Map<string, number>()
  const putOff = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: (address, _session, callback) => callback(answerTo(address, putOff)),
    onData: (stream, session, callback) => {
      void answerFor(stream, session, taken, callback)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    putOff: () => putOff.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function answerTo({ address }: SMTPServerAddress, putOff: Set<string>): Error | null {
  const number = Number(/\d+/.exec(address)?.[0] ?? 0)
  if (number % 250 === 0) return refusal(550, '5.1.1 No such mailbox here')
  if (number % 80 !== 0 || putOff.has(address)) return null
  putOff.add(address)
  return refusal(450, '4.2.0 Greylisted, please come back')
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

async function answerFor(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  taken: Map<string, number>,
  answer: (error: null, words: string) => void,
): Promise<void> {
  await takeLetter(stream)
  for (const { address } of envelope.rcptTo) taken.set(address, (taken.get(address) ?? 0) + 1)
  answer(null, 'OK: taken')
}

/** Reads a letter to its end, and takes its time about the answer. */
async function takeLetter(stream: SMTPServerDataStream): Promise<void> {
  for await (const part of stream) void part
  await wait(5 + Math.random() * 40)
}
