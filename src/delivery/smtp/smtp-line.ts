import type { Following, Gate, Line, OutgoingLetter, Outcome, Phase } from '../transport.ts'
import { ConversationEnded, type Conversation } from './conversation.ts'
import { stuffDots } from './dot-stuffing.ts'
import { envelopeCommands, judgeLetter } from './envelope.ts'
import type { Pipelining } from './pipelining.ts'
import type { Reply } from './reply-reader.ts'
import { oneLine, replyWords } from './reply-words.ts'
import type { ServerFeatures } from './server-features.ts'
import type { Timeouts } from './timeouts.ts'

export interface LineSetup {
  conversation: Conversation
  features: ServerFeatures
  /** What is known about the server's PIPELINING, shared by the lines of a transport. */
  pipelining: Pipelining
  timeouts: Timeouts
}

/** A definite "no": what the letter's delivery comes to, and whether the line can be used again. */
class Rejected extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

/**
 * One line on an open connection: letters by MAIL, RCPT and DATA (RFC 5321 §3.3), the commands together where the
 * server takes them so (RFC 2920), and the final dot only when the gate has said so.
 */
export function createSmtpLine({ conversation, features, pipelining, timeouts }: LineSetup): Line {
  let phase: Phase = 'connect'
  let dotWritten = false
  let busy = false
  let closing = false
  /** A transaction that a refusal left open; RSET goes before the next letter's commands. */
  let needsReset = false
  /** The letter whose commands went with the last one's dot; their answers are still to be read. */
  let announced: OutgoingLetter | undefined

  /** A reply of the class that a command asks for, else what its refusal means. */
  function expectClass(reply: Reply, first: 2 | 3): void {
    const got = Math.floor(reply.code / 100)
    if (got === first) return
    if (got < 4) throw new Error(`Unexpected reply ${reply.code}, expected ${first}xx`)
    if (reply.code === 421) conversation.end('The server closes the connection (421)')
    throw new Rejected(rejection(reply, phase))
  }

  async function reset(): Promise<void> {
    const reply = await conversation.reply(timeouts.mailMs)
    if (reply.code !== 250) throw new Error(oneLine(`Unexpected reply ${reply.code} to RSET, expected 250`))
    needsReset = false
  }

  /** MAIL, RCPT and DATA one after another; returns when the server waits for the message. */
  async function announceByTurns(letter: OutgoingLetter): Promise<void> {
    const { mail, rcpt } = envelopeCommands(letter, features)
    if (needsReset) {
      conversation.ask('RSET\r\n', 1)
      await reset()
    }
    conversation.ask(mail, 1)
    expectClass(await conversation.reply(timeouts.mailMs), 2)
    needsReset = true
    phase = 'rcpt'
    conversation.ask(rcpt, 1)
    expectClass(await conversation.reply(timeouts.rcptMs), 2)
    phase = 'data'
    conversation.ask('DATA\r\n', 1)
    expectClass(await conversation.reply(timeouts.dataMs), 3)
  }

  /** The same in one group; every answer is read, whatever the ones before it were (RFC 2920 §3.1). */
  async function announceTogether(letter: OutgoingLetter): Promise<void> {
    conversation.ask(`${needsReset ? 'RSET\r\n' : ''}${commandsOf(letter)}`, needsReset ? 4 : 3)
    if (needsReset) await reset()
    await readAnnouncement()
  }

  function commandsOf(letter: OutgoingLetter): string {
    const { mail, rcpt } = envelopeCommands(letter, features)
    return `${mail}${rcpt}DATA\r\n`
  }

  /** The answers to the commands that went together. */
  async function readAnnouncement(): Promise<void> {
    const replies = await pipelining.readGroup(conversation, timeouts, (reached) => (phase = reached))
    needsReset = replies.mail.code < 300
    phase = 'mail'
    expectClass(replies.mail, 2)
    phase = 'rcpt'
    expectClass(replies.rcpt, 2)
    phase = 'data'
    expectClass(replies.data, 3)
  }

  /** Everything but the final dot; throws if the server spoke meanwhile, which it must not. */
  async function writeMessage(letter: OutgoingLetter): Promise<void> {
    await conversation.write(stuffDots(letter.chunks), timeouts.blockMs)
    await conversation.expectPeace(timeouts.dataMs)
  }

  /** The dot, and with it the next letter's commands (RFC 2920 §3.1): the server need not wait for us in between. */
  async function writeDot(following: Following): Promise<Outcome> {
    await conversation.expectPeace(timeouts.dataMs)
    const next = features.pipelining && pipelining.mayGoAhead() ? following() : undefined
    if (next !== undefined && judgeLetter(next, features) === undefined) announced = next
    // From here on only the server knows, until it answers.
    if (announced === undefined) conversation.ask('.\r\n', 1)
    else conversation.ask(`.\r\n${commandsOf(announced)}`, 4)
    dotWritten = true
    phase = 'dot'
    const reply = await conversation.reply(timeouts.dotMs)
    needsReset = false
    expectClass(reply, 2)
    return { kind: 'accepted', code: reply.code, reply: replyWords(reply).reply }
  }

  /** Reads the answers to what went with the last dot. */
  async function takeUpAnnouncement(): Promise<void> {
    announced = undefined
    try {
      await readAnnouncement()
    } finally {
      pipelining.wentAhead(conversation.isOpen())
    }
  }

  async function announce(letter: OutgoingLetter): Promise<void> {
    phase = 'mail'
    if (announced !== undefined) return await takeUpAnnouncement()
    const together = features.pipelining && pipelining.isTrusted()
    await (together ? announceTogether(letter) : announceByTurns(letter))
  }

  async function transfer(letter: OutgoingLetter, gate: Gate, following: Following): Promise<Outcome> {
    await announce(letter)
    await writeMessage(letter)
    if (!(await asksToGo(gate))) {
      conversation.end('The letter was withheld')
      return { kind: 'withheld' }
    }
    return await writeDot(following)
  }

  /** What a failed transfer comes to: definite before the dot, unknown after it. */
  function judgeFailure(error: unknown): Outcome {
    if (error instanceof Rejected) return error.outcome
    const reason = oneLine(error instanceof Error ? error.message : String(error))
    conversation.end(reason)
    if (dotWritten) return { kind: 'uncertain', reason }
    const unasked = error instanceof ConversationEnded ? error.unasked : undefined
    if (unasked !== undefined && unasked.code >= 400 && phase !== 'connect') return rejection(unasked, phase)
    return { kind: 'lost', reason, phase }
  }

  async function deliver(letter: OutgoingLetter, gate: Gate, following: Following = none): Promise<Outcome> {
    if (busy) throw new Error('A line takes one letter at a time')
    const never = judgeLetter(letter, features)
    if (never !== undefined) return { kind: 'refused', ...never }
    if (!isOpen()) return { kind: 'lost', reason: conversation.whyEnded(), phase: 'connect' }
    if (announced !== undefined && announced !== letter) throw new Error('Another letter was announced')
    busy = true
    dotWritten = false
    try {
      return await transfer(letter, gate, following)
    } catch (error) {
      return judgeFailure(error)
    } finally {
      busy = false
    }
  }

  async function close(): Promise<void> {
    if (announced !== undefined && !conversation.isOpen()) pipelining.wentAhead(false)
    const polite = isOpen() && announced === undefined
    closing = true
    if (polite) await sayGoodbye(conversation, timeouts)
    conversation.end('The line was closed')
    await conversation.closed
  }

  function isOpen(): boolean {
    return !closing && !busy && conversation.isOpen()
  }

  return { deliver, isOpen, close }
}

function none(): undefined {
  return undefined
}

async function asksToGo(gate: Gate): Promise<boolean> {
  try {
    return await gate.handOver()
  } catch {
    return false
  }
}

/** QUIT (RFC 5321 §4.1.1.10); the line is dropped whatever comes of it. */
async function sayGoodbye(conversation: Conversation, timeouts: Timeouts): Promise<void> {
  try {
    conversation.ask('QUIT\r\n', 1)
    await conversation.reply(timeouts.quitMs)
  } catch {
    // The server has gone first.
  }
}

function rejection(reply: Reply, phase: Phase): Outcome {
  return { kind: reply.code < 500 ? 'deferred' : 'refused', ...replyWords(reply), phase }
}
