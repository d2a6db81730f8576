import { createHash } from 'node:crypto'
import type { HeaderField } from './header-field.ts'
import { isSlot, type LetterBody } from './letter-body.ts'

/** A whole message (RFC 5322) to one recipient. */
export interface Letter {
  /**
   * The message in pieces that follow each other, most of them shared with other letters, so nobody may write into them.
   * Lines end with CRLF, the last one too; all is 7-bit unless `needsUtf8`; no line begins with a dot.
   */
  readonly chunks: readonly Uint8Array[]
  /** Of all chunks together. */
  readonly size: number
  /** Whether its head has an address that only SMTPUTF8 carries (RFC 6531). */
  readonly needsUtf8: boolean
  readonly date: Date
  /** The head, for the signer. */
  readonly fields: readonly HeaderField[]
  /** SHA-256 of the body after relaxed canonicalization (RFC 6376, section 3.4.4), for the signer. */
  readonly hashBody: () => Buffer
}

export interface LetterParts {
  fields: readonly HeaderField[]
  body: LetterBody
  /** The encoded value of each of the body's `uses`. */
  values: readonly string[]
  needsUtf8: boolean
  date: Date
}

/** Short pieces between two values are copied together with them: one buffer is cheaper to send than three. */
const worthSharingBytes = 2048

/** Puts head, body and values together, without copying what is long. */
export function assembleLetter({ fields, body, values, needsUtf8, date }: LetterParts): Letter {
  const chunks: Buffer[] = []
  let size = 0
  let pending = `${fields.map(({ raw }) => raw).join('')}\r\n`
  const push = (chunk: Buffer): void => {
    chunks.push(chunk)
    size += chunk.length
  }
  const flush = (): void => {
    if (pending !== '') push(Buffer.from(pending))
    pending = ''
  }
  for (const part of body.parts) {
    if (isSlot(part)) pending += slotText(values[part.use], part.end)
    else if (part.bytes.length < worthSharingBytes) pending += part.bytes.toString('latin1')
    else {
      flush()
      push(part.bytes)
    }
  }
  flush()
  return { chunks, size, needsUtf8, date, fields, hashBody: () => hashOf(body, values) }
}

function slotText(value: string | undefined, end: string): string {
  return value === undefined || value === '' ? '' : value + end
}

function hashOf(body: LetterBody, values: readonly string[]): Buffer {
  const hash = createHash('sha256')
  for (const part of body.parts) {
    if (isSlot(part)) hash.update(slotText(values[part.use], part.end), 'latin1')
    else hash.update(part.canonical)
  }
  return hash.digest()
}
