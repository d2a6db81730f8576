import { domainToASCII } from 'node:url'

/** A mailbox as letters are addressed to it. */
export interface Address {
  /** The local part as written, in Unicode's form NFC, and the domain as A-labels. */
  address: string
  /** Equal for two spellings of the same mailbox. */
  key: string
  domain: string
  /** Whether only a server with SMTPUTF8 (RFC 6531) can take a letter to it. */
  needsUtf8: boolean
}

/** Why a text is no address. */
export interface AddressFault {
  fault: 'empty' | 'control' | 'sign' | 'no-at' | 'local-part' | 'domain' | 'too-long'
  /** "Unexpected X, expected Y". */
  message: string
}

/** RFC 5321 section 4.5.3.1: octets of the local part; of the path, without its angle brackets. */
const longestLocal = 64
const longestAddress = 254

const plainDomain = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/
/** RFC 5322's `atext` with what RFC 6531 section 3.3 adds, in parts between single dots. */
const dotString = /^[\w!#$%&'*+/=?^`{|}~\u0080-\u{10FFFF}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10FFFF}-]+)*$/u
const control = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u
const invisible = /[\p{Cf}\p{Z}]/u
const forbidden = /[\s"(),:;<>[\\\]]/u

/**
 * Reads an address (RFC 5321 section 4.1.2, RFC 6531 section 3.3) and gives its normal form, or why it is none. No DNS.
 * Quoted local parts and address literals are refused: no member has one, and they hide what is typed wrongly. Two
 * addresses are the same mailbox when they differ only in capitals or in how the same letters are encoded: no provider
 * in use tells `Ann@` from `ann@`. What follows a plus sign, and dots, belong to the name.
 */
export function normaliseAddress(text: string): Address | AddressFault {
  const trimmed = text.trim()
  const wrong = faultOfSigns(text, trimmed)
  if (wrong) return wrong
  const at = trimmed.lastIndexOf('@')
  if (at === -1) return fault('no-at', `address \`${short(trimmed)}\` without @, expected name@domain`)
  const local = trimmed.slice(0, at).normalize('NFC')
  if (!dotString.test(local) || invisible.test(local)) return localFault(local)
  const domain = domainOf(trimmed.slice(at + 1))
  if (domain === undefined) {
    return fault(
      'domain',
      `domain \`${short(trimmed.slice(at + 1))}\`, expected one such as example.org after the @`,
    )
  }
  const address = `${local}@${domain}`
  const localOctets = Buffer.byteLength(local)
  if (localOctets > longestLocal)
    return fault('too-long', `${localOctets} octets before the @, expected at most ${longestLocal}`)
  const octets = localOctets + 1 + domain.length
  if (octets > longestAddress)
    return fault('too-long', `address of ${octets} octets, expected at most ${longestAddress}`)
  return { address, key: foldAddress(address), domain, needsUtf8: localOctets !== local.length }
}

function foldAddress(address: string): string {
  return address.toLowerCase().normalize('NFC')
}

/** Signs that make a header, a list or a command of an address. */
function faultOfSigns(text: string, trimmed: string): AddressFault | undefined {
  if (trimmed === '') return fault('empty', 'empty address, expected one such as ann@example.org')
  const unseen = control.exec(trimmed)?.[0] ?? /[\r\n\0]/.exec(text.replace(/\r?\n$/, ''))?.[0]
  if (unseen !== undefined)
    return fault('control', `control character ${codePoint(unseen)} in an address, expected none`)
  const sign = forbidden.exec(trimmed)?.[0]
  if (sign === undefined) return undefined
  return fault(
    'sign',
    `${sign.trim() === '' ? 'space' : `\`${sign}\``} in \`${short(trimmed)}\`, expected one address alone such as ann@example.org`,
  )
}

function localFault(local: string): AddressFault {
  const unseen = invisible.exec(local)?.[0]
  if (unseen !== undefined)
    return fault('control', `invisible character ${codePoint(unseen)} in an address, expected none`)
  return fault(
    'local-part',
    local.includes('@')
      ? `second @ in an address, expected one`
      : `\`${short(local)}\` before the @, expected letters, digits and single dots between them`,
  )
}

/** The domain as A-labels (RFC 5890) in small letters; nothing where it can be none. */
function domainOf(text: string): string | undefined {
  const lower = text.toLowerCase()
  const isPlain = plainDomain.test(lower) && !lower.includes('xn--')
  // The function of URLs decodes percent signs and drops what cannot be seen, so neither may be there.
  const domain = isPlain ? lower : /[%_]/.test(text) || hasUnseen(text) ? '' : domainToASCII(lower)
  const isName = plainDomain.test(domain) && domain.length <= 253
  // Digits at the end would be an IP address (RFC 3696 section 2).
  return isName && !/(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(domain) ? domain : undefined
}

/** Joiners change the meaning of words in some scripts (RFC 5892 appendix A) and may stay. */
function hasUnseen(text: string): boolean {
  return invisible.test(text.replace(/[\u200C\u200D]/g, ''))
}

function fault(kind: AddressFault['fault'], message: string): AddressFault {
  return { fault: kind, message: `Unexpected ${message}` }
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function codePoint(sign: string): string {
  return `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
