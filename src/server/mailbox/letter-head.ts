import { domainToASCII } from 'node:url'

/** The head of a letter (RFC 5322, section 2.2): field names in small letters, values unfolded. */
export type LetterHead = readonly (readonly [name: string, value: string])[]

/** No head that a mail server lets through is larger. */
export const mostHeadBytes = 128 * 1024

/** Reads a head; what is no field is passed over. */
export function parseHead(bytes: Uint8Array): LetterHead {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const]
    })
}

/** Every value of a field. */
export function valuesOf(head: LetterHead, name: string): string[] {
  return head.filter(([field]) => field === name).map(([, value]) => value)
}

/**
 * Whether a machine wrote it to answer a letter: it says so (RFC 3834, section 5), is a bounce or another report
 * (RFC 3464), or has the null return-path that answers and bounces have (RFC 5321, section 4.5.5).
 */
export function isAutomatic(head: LetterHead): boolean {
  const says = (name: string, pattern: RegExp): boolean =>
    valuesOf(head, name).some((value) => pattern.test(value))
  return (
    says('auto-submitted', /^(?!no\b)\S/i) ||
    says('return-path', /^<\s*>$/) ||
    says('content-type', /^multipart\/report\b/i) ||
    says('precedence', /^auto[_-]?reply$/i) ||
    says('x-autoreply', /\S/) ||
    says('x-autorespond', /\S/)
  )
}

/** Fields that name whom a letter was for; programs that deliver mail write the first ones. */
export const recipientFields = [
  'x-original-to',
  'delivered-to',
  'x-delivered-to',
  'envelope-to',
  'x-envelope-to',
  'to',
  'cc',
  'resent-to',
] as const

/** The words behind the plus in the recipients' addresses, where the rest is this address (RFC 5233). */
export function tokensIn(head: LetterHead, address: string): string[] {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  const domains = [domain, domainToASCII(domain)].map(literally).join('|')
  const pattern = new RegExp(
    `(?<![\\w.+-])${literally(local)}\\+([\\w-]{1,100})@(?:${domains})(?![\\w.-]*\\w)`,
    'gi',
  )
  const values = recipientFields.flatMap((name) => valuesOf(head, name))
  const found = values.flatMap((value) => [...value.matchAll(pattern)].map(([, token = '']) => token))
  return [...new Set(found)]
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
