import { createSmtpTransport } from '../../../src/delivery/smtp/smtp-transport.ts'
import type { SmtpSettings } from '../../../src/delivery/smtp/smtp-settings.ts'
import type { Gate, Line, OutgoingLetter, Outcome, Transport } from '../../../src/delivery/transport.ts'
import { startSmtpServer, type SmtpServer, type SmtpServerOptions } from '../smtp-server.ts'

/** Time-outs that a test can wait for. */
export const shortTimeouts = {
  connectMs: 2_000,
  greetingMs: 300,
  handshakeMs: 300,
  mailMs: 300,
  rcptMs: 300,
  dataMs: 300,
  blockMs: 300,
  dotMs: 300,
  quitMs: 200,
  pipeliningMs: 150,
}

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
  return createSmtpTransport({ ...own, timeouts: shortTimeouts, ...settings })
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
