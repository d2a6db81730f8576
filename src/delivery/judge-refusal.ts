import type { Rejection } from './transport.ts'

/** A mailbox's status in RFC 3463 §3.2: it does not exist, is not clear, or has moved and left no address. */
const enhancedUnknown = /^5\.1\.(?:0|1|2|3|6|10)$/
/** What servers say that give no such code; every one of them names the mailbox. */
const wordsOfUnknown =
  /\b(?:user|recipient|mailbox|address|account)\b[^.]{0,60}\b(?:unknown|not (?:found|exist|known|local)|does ?n[o']t exist|doesn't exist|no longer|unavailable|invalid|disabled|rejected)|\b(?:unknown|no such|invalid|nonexistent|non-existent)\b[^.]{0,30}\b(?:user|recipient|mailbox|address|account)/i

/**
 * Whether a server said that nobody has this address, so that no letter should go to it again: at RCPT, with an
 * enhanced code for that (RFC 3463 §3.2), or 550, 551 or 553 with such words where it gave none.
 */
export function isUnknownAddress({ phase, code, enhanced, reply }: Rejection): boolean {
  if (phase !== 'rcpt' || code < 500) return false
  if (enhanced !== undefined) return enhancedUnknown.test(enhanced)
  return [550, 551, 553].includes(code) && wordsOfUnknown.test(reply)
}
