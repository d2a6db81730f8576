import type { Rejection } from './transport.ts'

/** A mailbox's status in RFC 3463 §3.2: it does not exist, is not clear, or has moved and left no address. */
const enhancedUnknown = /^5\.1\.(?:1|2|3|6|10)$/
/** Its code for any other trouble with an address, also the sender's: the words decide. */
const enhancedOther = '5.1.0'

/** Who sends, from where, or a rule of the server: then it has not said that nobody has the address. */
const wordsOfOther =
  /\b(?:senders?|mail from|from address|return[- ]path|helo|ehlo|clients?|ip|networks?|rdns|reverse dns|spf|dkim|dmarc|polic(?:y|ies)|relay\w*|spam\w*|block(?:ed|ing|list\w*)?|black ?list\w*|reputation|authenticat\w*|denied|forbidden|(?:not|un) ?(?:allowed|permitted|authori[sz]ed)|temporar\w*|quota|full)\b|\byour (?:[\w-]+ ){0,2}(?:account|address|user|host|server|domain|organi[sz]ation)\b/i

const mailbox = '(?:user|recipient|mailbox|address|account)'
/** What may stand between: nothing else that could be what is unknown. */
const between = (most: number): string =>
  `(?:(?!\\b(?:hosts?|hostname|domains?|servers?|messages?|content|headers?|commands?)\\b)[^.]){0,${most}}`
/** What servers say that give no code for it, and what one kind of them says with a code of its own form. */
const wordsOfUnknown = new RegExp(
  `\\b${mailbox}\\b${between(60)}\\b(?:unknown|not (?:found|exist|known|local)|does ?n[o'’]t exist|no longer|unavailable|invalid|disabled)` +
    `|\\b(?:unknown|no such|invalid|nonexistent|non-existent)\\b${between(30)}\\b${mailbox}\\b` +
    `|#5\\.1\\.[01] address rejected`,
  'i',
)

/**
 * Whether a server said that nobody has the address that a letter went to, so that no letter should go to it again: at
 * RCPT, with an enhanced code for that (RFC 3463 §3.2), or 550, 551 or 553 with such words where it gave none. In doubt
 * it did not: a letter that is refused once more does less harm than a member who never gets another.
 */
export function isUnknownAddress({ phase, code, enhanced, reply }: Rejection, address: string): boolean {
  if (phase !== 'rcpt' || code < 500) return false
  if (enhanced !== undefined && enhanced !== enhancedOther) return enhancedUnknown.test(enhanced)
  const words = plainWords(reply, address)
  return [550, 551, 553].includes(code) && wordsOfUnknown.test(words) && !wordsOfOther.test(words)
}

/** A reply without what is not said in words: links, and addresses, of which ours stands for the recipient. */
function plainWords(reply: string, address: string): string {
  return reply
    .replace(/\bhttps?:\S+/gi, ' ')
    .replace(/[^\s<>(),;:'"]+@[^\s<>(),;:'"]+/g, (found) =>
      found.toLowerCase().replace(/\.+$/, '') === address.toLowerCase() ? 'recipient' : ' ',
    )
}
