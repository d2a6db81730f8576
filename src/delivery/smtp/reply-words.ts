import type { Reply } from './reply-reader.ts'

/** What is kept of a server's answer. */
export interface ReplyWords {
  code: number
  /** The text on one line, at most 500 characters, without control characters. */
  reply: string
  /** RFC 3463's code, where the answer has one of the reply's class (RFC 2034 §4). */
  enhanced?: string
}

const mostCharacters = 500
const enhancedCode = /^([245])\.\d{1,3}\.\d{1,3}(?=\s|$)/
/** Controls, line breaks of any kind, and marks that turn the direction of the text around them. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** Makes a server's answer fit for the ledger and for reports. */
export function replyWords(reply: Reply): ReplyWords {
  const enhanced = enhancedOf(reply)
  const lines = reply.lines.map((line, index) => (index === 0 ? line : withoutCode(line, enhanced)))
  const words = { code: reply.code, reply: oneLine(lines.join(' ')) }
  return enhanced === undefined ? words : { ...words, enhanced }
}

/** A text of others on one line, cut to 500 characters, without control characters. */
export function oneLine(text: string): string {
  const line = text.replace(unprintable, ' ').replace(/ {2,}/g, ' ').trim()
  return line.length <= mostCharacters ? line : line.slice(0, mostCharacters).toWellFormed()
}

function enhancedOf(reply: Reply): string | undefined {
  const code = enhancedCode.exec(reply.lines[0] ?? '')?.[0]
  return code?.startsWith(String(reply.code).charAt(0)) ? code : undefined
}

/** Servers repeat the enhanced code on each line; once is enough. */
function withoutCode(line: string, enhanced: string | undefined): string {
  return enhanced !== undefined && line.startsWith(enhanced) ? line.slice(enhanced.length) : line
}
