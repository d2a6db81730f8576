import { createHash } from 'node:crypto'
import type { Database } from '../../database/index.ts'
import { createTokens, type Keys } from '../../members/index.ts'
import { leaveMember } from '../leave-member.ts'
import { isAutomatic, parseHead, tokensIn, valuesOf, type LetterHead } from './letter-head.ts'
import type { Look } from './mail-source.ts'

export interface ReadLetterOptions {
  database: Database
  keys: Keys
  /** The address that letters go to which ask to leave, without a token. */
  address: string
  /** Milliseconds since 1970. */
  clock: () => number
}

/**
 * Makes the reader of letters to `address+TOKEN@…` (RFC 2369, section 3.2: List-Unsubscribe with mailto). A letter with
 * a good token ends that member's subscription, exactly once: who comes back is not sent away by the same letter when
 * it is read again.
 */
export function createLetterReader({ database, keys, address, clock }: ReadLetterOptions): Look {
  const tokens = createTokens(keys, { form: 'address' })
  const memberOf = (token: string): number[] => {
    const result = tokens.parse('unsubscribe', token, clock())
    return 'content' in result ? [result.content.id] : []
  }
  return async (bytes) => {
    const head = parseHead(bytes)
    const [memberId] = tokensIn(head, address).flatMap(memberOf)
    if (isAutomatic(head)) return 'automatic'
    if (memberId === undefined) return 'other'
    await database.transaction(async (queries) => {
      const isNew = await queries.run(
        'INSERT INTO read_letters (key, at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING',
        keyOf(head, memberId),
        clock(),
      )
      if (isNew === 0) return
      await leaveMember(queries, {
        memberId,
        reason: 'left-by-mail',
        evidence: evidenceOf(head),
        at: clock(),
      })
    })
    return 'left'
  }
}

/** What tells one letter of a member from another; it says nothing of either. */
function keyOf(head: LetterHead, memberId: number): string {
  const marks = [valuesOf(head, 'message-id'), valuesOf(head, 'date')]
  return createHash('sha256')
    .update(JSON.stringify([memberId, ...marks]))
    .digest('base64url')
}

/** RFC 5322, section 3.3. `Date.parse` alone makes a day of anything that has a number in it. */
const dateTime =
  /^(?:[a-z]{3}\s*,\s*)?\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d{2}:\d{2}(?::\d{2})?\s*(?:[+-]\d{4}|[a-z]{1,4})(?:\s*\(.*\))?$/i

function evidenceOf(head: LetterHead): string {
  const date = valuesOf(head, 'date')[0] ?? ''
  const written = dateTime.test(date) ? Date.parse(date) : Number.NaN
  return Number.isNaN(written)
    ? 'a letter without a date'
    : `the letter of ${new Date(written).toISOString()}`
}
