import { domainToASCII } from 'node:url'
import { encodeWords, isPlainText } from './encode-header-text.ts'
import { hasShortWords } from './header-field.ts'
import { withoutControls } from './without-controls.ts'

export interface Mailbox {
  name: string
  address: string
}

/** A mailbox as a header has it. */
export interface WrittenMailbox {
  text: string
  /** Whether the header needs SMTPUTF8 (RFC 6531): the local part is not ASCII. */
  needsUtf8: boolean
}

/** What may be a domain of many scripts: nothing that `domainToASCII` would drop or decode. */
const anyDomain = /^(?:[\dA-Za-z.-]|[^\p{ASCII}\p{C}\s])+$/u

/** RFC 5321, section 4.5.3.1, has 64 and 255 octets for the two parts. */
const maxAddress = 64 + 1 + 255

const localPart =
  /^(?:[^\s\p{C}"(),.:;<>@[\\\]]+(?:\.[^\s\p{C}"(),.:;<>@[\\\]]+)*|"(?:[^"\\\p{C}]|\\[^\p{C}])*")$/u
const asciiDomain =
  /^(?:[\dA-Za-z](?:[\dA-Za-z-]*[\dA-Za-z])?(?:\.[\dA-Za-z](?:[\dA-Za-z-]*[\dA-Za-z])?)*|\[[\dA-Za-z.:]+\])$/

/**
 * An address as headers have it (RFC 5322, section 3.4.1): the local part as it is, the domain in A-labels (RFC 5890).
 * `undefined` where it is no address.
 */
export function headerAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  if (at < 1 || address.length > maxAddress) return undefined
  const local = address.slice(0, at)
  const domain = domainOf(address.slice(at + 1))
  return domain !== undefined && localPart.test(local) ? `${local}@${domain}` : undefined
}

/** A domain in A-labels; `undefined` where it is none. */
export function domainOf(domain: string): string | undefined {
  if (asciiDomain.test(domain)) return domain
  if (!anyDomain.test(domain)) return undefined
  const ascii = domainToASCII(domain)
  return asciiDomain.test(ascii) ? ascii : undefined
}

/** `column` is what stands on the line before the mailbox. `undefined` where the address is none. */
export function writeMailbox({ name, address }: Mailbox, column: number): WrittenMailbox | undefined {
  const written = headerAddress(address)
  if (written === undefined) return undefined
  const phrase = writePhrase(name, column)
  return {
    text: phrase === '' ? written : `${phrase} <${written}>`,
    needsUtf8: !/^[\x20-\x7e]*$/.test(written),
  }
}

/** A phrase (RFC 5322, section 3.2.5): atoms, a quoted string, or encoded words (RFC 2047, section 5, rule 3). */
export function writePhrase(name: string, column: number): string {
  const line = withoutControls(name).replace(/\s+/gu, ' ').trim()
  if (!isPlainText(line) || !hasShortWords(line)) return encodeWords(line, column)
  return /^[\w!#$%&'*+\-/=?^`{|}~ ]*$/.test(line) ? line : `"${line.replace(/["\\]/g, String.raw`\$&`)}"`
}

/** A Message-ID under the sender's domain (RFC 5322, section 3.6.4), with angle brackets. */
export function messageIdOf(unique: string, senderAddress: string): string {
  const domain = domainOf(senderAddress.slice(senderAddress.lastIndexOf('@') + 1)) ?? 'invalid'
  return `<${cleanId(unique)}@${domain}>`
}

/** The dot-atom of an identifier (RFC 5322, section 3.2.3). */
export function cleanId(value: string): string {
  return value.replace(/[^\w!#$%&'*+\-/=?^`{|}~.]+/g, '-').slice(0, 200)
}
