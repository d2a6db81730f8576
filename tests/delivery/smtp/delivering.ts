import { createSmtpTransport } from '../../../src/delivery/smtp/smtp-transport.ts'
import type { SmtpSettings } from '../../../src/delivery/smtp/smtp-settings.ts'
import type { Gate, Line, OutgoingLetter, Outcome, Transport } from '../../../src/delivery/transport.ts'
import { startSmtpServer, type SmtpServer, type SmtpServerOptions } from '../smtp-server.ts'

const patientMs = 10_000

/** Time-outs that a busy machine does not reach by accident. */
export const patientTimeouts = {
  connectMs: patientMs,
  greetingMs: patientMs,
  handshakeMs: patientMs,
  mailMs: patientMs,
  rcptMs: patientMs,
  dataMs: patientMs,
  blockMs: patientMs,
  dotMs: patientMs,
  quitMs: 200,
  pipeliningMs: patientMs,
}

const hastyMs = 200

/** Time-outs for a letter that is meant to reach one. */
export const hastyTimeouts = {
  ...patientTimeouts,
  mailMs: hastyMs,
  rcptMs: hastyMs,
  dataMs: hastyMs,
  blockMs: hastyMs,
  dotMs: hastyMs,
}

/** Time-outs for a line that is not meant to open. */
export const hastyOpening = { ...patientTimeouts, connectMs: 150, greetingMs: 100, handshakeMs: 100 }

export function makeLetter(changes: Partial<OutgoingLetter> & { text?: string } = {}): OutgoingLetter {
  const { text = 'Subject: News\r\n\r\nDear Ada,\r\nhere is the news.\r\n', ...rest } = changes
  const chunks = rest.chunks ?? [Buffer.from(text)]
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  return { from: 'bounces+1@example.org', to: 'ada@example.org', chunks, size, needsUtf8: false, ...rest }
}

export const openGate: Gate = { handOver: () => Promise.resolve(true) }

export function transportTo(server: SmtpServer, settings: Partial<SmtpSettings> = {}): Transport {
  const host = '127.0.0.1'
  const own = { host, port: server.port, security: 'none', name: 'client.example.org' } as const
  return createSmtpTransport({ ...own, timeouts: patientTimeouts, ...settings })
}

/** Runs a test against a server of its own, and leaves nothing open behind. */
export async function withServer(
  options: SmtpServerOptions,
  run: (server: SmtpServer) => Promise<void>,
): Promise<void> {
  const server = await startSmtpServer(options)
  try {
    await run(server)
  } finally {
    await server.close()
  }
}

/** What a delivery came to, and what the server saw of it once the line was closed. */
export interface Delivered {
  outcome: Outcome
  server: SmtpServer
  /** How often the final dot came. */
  dots: number
  /** Whether the line could take another letter. */
  reusable: boolean
  /** How often the gate was asked. */
  asked: number
}

/** One letter to a server that does as told. */
export async function deliverTo(
  options: SmtpServerOptions,
  {
    letter = makeLetter(),
    gate = openGate,
    settings = {},
  }: { letter?: OutgoingLetter; gate?: Gate; settings?: Partial<SmtpSettings> } = {},
): Promise<Delivered> {
  const server = await startSmtpServer(options)
  let line: Line | undefined
  let asked = 0
  const counting: Gate = {
    handOver: () => {
      asked += 1
      return gate.handOver()
    },
  }
  try {
    line = await transportTo(server, settings).open()
    const outcome = await line.deliver(letter, counting)
    const reusable = line.isOpen()
    await line.close()
    await server.idle()
    return { outcome, server, dots: dotsOf(server), reusable, asked }
  } finally {
    await server.close()
  }
}

export function dotsOf(server: SmtpServer): number {
  return server.letters.filter(({ dot }) => dot).length
}
