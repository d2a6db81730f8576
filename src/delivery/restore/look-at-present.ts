import { highestIds, type Database, type HighestIds } from '../../database/index.ts'
import { forgottenHashes } from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import { listSends } from '../send-record.ts'
import { liveSenders } from '../senders.ts'
import { carryOver, type CarriedOver } from './carry-over.ts'
import { forgottenSince } from './forgotten-since.ts'
import { newerSends } from './newer-sends.ts'
import type { RestoreInput } from './restore-database.ts'
import { createSalvage, type Salvage } from './salvage.ts'

/** What the database of before has that the backup does not. */
export interface Found {
  /** What was taken over into the copy; nothing where there is no database, or it is damaged. */
  carried: CarriedOver | undefined
  /** Members of the copy who were forgotten since, and are to be erased again. */
  forgotten: Pick<Member, 'id' | 'addressKey'>[]
  /** The highest ids that it gave; nothing as above. */
  ids: HighestIds | undefined
}

/** Why the database of before may not be replaced. */
export interface Refusal {
  reason: 'in-use' | 'newer' | 'keys'
  message: string
}

export const heldByAnother =
  'Unexpected program that has the database open, expected none: stop tidings serve and every tidings send'

/**
 * Looks at the database of before, and takes over into the copy what a backup cannot know. One that is damaged in places
 * tells all that can be read.
 */
export async function lookAtPresent(
  present: Database | undefined,
  copy: Database,
  input: RestoreInput,
): Promise<Found | Refusal> {
  if (!present) return nothing
  const salvage = createSalvage()
  const refusal = await salvage.read(() => refusalOf(present, copy, input))
  return refusal ?? (await takeOver(present, copy, input, salvage))
}

const nothing: Found = { carried: undefined, forgotten: [], ids: undefined }

async function takeOver(
  present: Database,
  copy: Database,
  { who, keys }: RestoreInput,
  salvage: Salvage,
): Promise<Found | Refusal> {
  const before = await forgottenHashes(copy)
  const carried = await carryOver({ present, copy, who, salvage })
  const since = await forgottenSince({ present, copy, who, keys, before, salvage })
  if (!since.ok) return { reason: 'keys', message: since.message }
  const { members: forgotten } = since
  const ids = await salvage.read(() => highestIds(present))
  return salvage.isWhole() ? { carried, forgotten, ids } : { ...nothing, forgotten }
}

async function refusalOf(
  present: Database,
  copy: Database,
  { databaseFile, force }: RestoreInput,
): Promise<Refusal | undefined> {
  for (const { id } of await listSends(present))
    if ((await liveSenders(present, databaseFile, id)) > 0)
      return { reason: 'in-use', message: heldByAnother }
  const newer = await newerSends(present, copy)
  if (newer.length === 0 || force) return undefined
  const message = `Unexpected sends since the backup was taken (${newer.join(', ')}), expected none: with the backup they would be forgotten, and could go to members again`
  return { reason: 'newer', message }
}
