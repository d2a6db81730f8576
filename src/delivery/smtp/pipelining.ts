import type { Phase } from '../transport.ts'
import type { Conversation } from './conversation.ts'
import type { Reply } from './reply-reader.ts'
import type { Timeouts } from './timeouts.ts'

/** The answers to MAIL, RCPT and DATA that went together. */
export interface GroupReplies {
  mail: Reply
  rcpt: Reply
  data: Reply
}

/** What a transport's lines have learnt of a server that announces PIPELINING (RFC 2920). */
export interface Pipelining {
  /** Whether commands may go together: until a server shows that it can not. */
  isTrusted: () => boolean
  /**
   * Whether the next letter's commands may go with a dot: to a server that has answered commands that came together as
   * it must, and does not end its lines after every few letters.
   */
  mayGoAhead: () => boolean
  /** Hears whether a letter whose commands went ahead was answered, or lost with its line. */
  wentAhead: (wasAnswered: boolean) => void
  /**
   * Reads the three answers. Throws, and has no trust from then on, if the server loses what comes together or
   * loses count; drops the line (without a dot) if it waits for the message of a refused letter. `reached` is told
   * which answer is waited for.
   */
  readGroup: (
    conversation: Conversation,
    timeouts: Timeouts,
    reached: (phase: Phase) => void,
  ) => Promise<GroupReplies>
}

/** A line that ends costs the letter that went ahead another beginning; more often than this it is not worth it. */
const lettersForALoss = 20

export function createPipelining(): Pipelining {
  let trusted = true
  let proven = false
  let answeredAhead = 0
  let lostAhead = 0

  /** A later answer of the group; one that never comes, from a server not yet proven, says that it was lost. */
  async function readNext(conversation: Conversation, limitMs: number, timeouts: Timeouts): Promise<Reply> {
    try {
      return await conversation.reply(proven ? limitMs : Math.min(limitMs, timeouts.pipeliningMs))
    } catch (error) {
      if (!proven) trusted = false
      throw error
    }
  }

  return {
    isTrusted: () => trusted,
    mayGoAhead: () => trusted && proven && lostAhead <= answeredAhead / lettersForALoss,
    wentAhead: (wasAnswered) => {
      if (wasAnswered) answeredAhead += 1
      else lostAhead += 1
    },
    readGroup: async (conversation, timeouts, reached) => {
      const mail = await conversation.reply(timeouts.mailMs)
      if (mail.code === 421) return { mail, rcpt: mail, data: mail }
      reached('rcpt')
      const rcpt = await readNext(conversation, timeouts.rcptMs, timeouts)
      if (rcpt.code === 421) return { mail, rcpt, data: rcpt }
      reached('data')
      const data = await readNext(conversation, timeouts.dataMs, timeouts)
      if (isOutOfStep(mail, rcpt, data)) {
        trusted = false
        throw new Error('The server announces PIPELINING and loses commands that come together')
      }
      if (isRefused(mail, rcpt) && data.code < 400) {
        // RFC 2920 §3.1 would send a lone dot here; a server that errs so far might take it for a letter.
        trusted = false
        conversation.end('The server waits for the message of a refused letter')
      }
      proven = true
      return { mail, rcpt, data }
    },
  }
}

function isRefused(mail: Reply, rcpt: Reply): boolean {
  return mail.code >= 400 || rcpt.code >= 400
}

/**
 * Answers that do not belong to these commands: 503 says "bad sequence" though ours was right, so that one of them was
 * not seen; 354 belongs to DATA alone.
 */
function isOutOfStep(mail: Reply, rcpt: Reply, data: Reply): boolean {
  if (mail.code >= 400) return false
  if (mail.code >= 300 || rcpt.code === 503) return true
  if (rcpt.code >= 400) return false
  return rcpt.code >= 300 || data.code === 503 || data.code < 300
}
