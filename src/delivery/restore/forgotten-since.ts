import type { Database } from '../../database/index.ts'
import {
  forgetApplications,
  forgottenHashes,
  isUnder,
  membersWithHash,
  suppress,
  type Keys,
} from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import type { Who } from '../control-send.ts'
import type { Salvage } from './salvage.ts'

export interface ForgottenInput {
  present: Database
  copy: Database
  salvage: Salvage
  keys: Keys | undefined
  who: Who
  /** Hashes that were in force in the copy before anything was taken over. */
  before: ReadonlySet<string>
}

/** Members of the copy who are to be erased again. */
export type ForgottenSince =
  { ok: true; members: Pick<Member, 'id' | 'addressKey'>[] } | { ok: false; message: string }

/**
 * Finds who was forgotten since the backup: an erasure outlives a restore. Of them there is only the hash that was taken
 * over, so it takes its key; without it they would be mailed, and nothing is restored.
 */
export async function forgottenSince({
  present,
  copy,
  salvage,
  keys,
  who,
  before,
}: ForgottenInput): Promise<ForgottenSince> {
  const inForce = [...(await forgottenHashes(copy))]
  if (inForce.some((hash) => !before.has(hash) && !isUnder(hash, keys)))
    return { ok: false, message: withoutKey }
  // One whom the copy knows too may have come in again, and have been forgotten once more.
  const now = await salvage.read(() => forgottenHashes(present))
  const hashes = new Set(inForce.filter((hash) => !before.has(hash) || now?.has(hash)))
  const members: Pick<Member, 'id' | 'addressKey'>[] = []
  if (hashes.size === 0 || !keys) return { ok: true, members }
  await copy.transaction((queries) => forgetApplications(queries, hashes, keys))
  for await (const { id, addressKey, createdAt } of membersWithHash(copy, hashes, keys)) {
    const still = await salvage.read(() =>
      present.get<{ key: string }>(
        'SELECT address_key AS key FROM members WHERE id = ? AND created_at = ?',
        id,
        createdAt,
      ),
    )
    if (!still) members.push({ id, addressKey })
    // The member has moved since, and whoever had the address after that was forgotten.
    else if (still.key !== addressKey)
      await suppress(copy, { addressKey, scope: 'address', reason: 'forgotten', since: who.at })
  }
  return { ok: true, members }
}

const withoutKey =
  'Unexpected absence of the key under which somebody was forgotten since the backup, expected it in TIDINGS_KEYS: without it they would be mailed again'
