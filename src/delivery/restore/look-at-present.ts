import { existsSync } from 'node:fs'
import { DatabaseProblem, openDatabase, type Database } from '../../database/index.ts'
import { forgottenHashes } from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import { listSends } from '../send-record.ts'
import { liveSenders } from '../senders.ts'
import { carryOver, type CarriedOver } from './carry-over.ts'
import { forgottenSince } from './forgotten-since.ts'
import { newerSends } from './newer-sends.ts'
import type { RestoreInput } from './restore-database.ts'

/** What the database of before has that the backup does not. */
export interface Found {
  /** What was taken over into the copy; nothing where there is no database, or it is damaged. */
  carried: CarriedOver | undefined
  /** Members of the copy who were forgotten since, and are to be erased again. */
  forgotten: Pick<Member, 'id' | 'addressKey'>[]
}

/** Why the database of before may not be replaced. */
export interface Refusal {
  reason: 'in-use' | 'newer' | 'keys'
  message: string
}

export const heldByAnother =
  'Unexpected program that has the database open, expected none: stop tidings serve and every tidings send'

/**
 * Looks at the database of before, and takes over into the copy what a backup cannot know. One that cannot be read has
 * nothing to say; of one that is damaged in places, all is taken that can be read.
 */
export async function lookAtPresent(copy: Database, input: RestoreInput): Promise<Found | Refusal> {
  const { databaseFile } = input
  if (!existsSync(databaseFile)) return nothing
  let present: Database
  try {
    present = await openDatabase(databaseFile, { create: false, waitMs: 1000 })
  } catch (error) {
    if (error instanceof DatabaseProblem && error.kind === 'locked')
      return { reason: 'in-use', message: heldByAnother }
    return nothing
  }
  try {
    const refusal = await unlessDamaged(() => refusalOf(present, copy, input))
    return refusal ?? (await takeOver(present, copy, input))
  } finally {
    await present.close()
  }
}

const nothing: Found = { carried: undefined, forgotten: [] }

async function takeOver(
  present: Database,
  copy: Database,
  { who, keys }: RestoreInput,
): Promise<Found | Refusal> {
  const before = await forgottenHashes(copy)
  const carried = await unlessDamaged(() => carryOver(present, copy, who))
  const since = await unlessDamaged(() => forgottenSince(present, copy, { keys, who, before }))
  if (since && !since.ok) return { reason: 'keys', message: since.message }
  return { carried: since && carried, forgotten: since?.members ?? [] }
}

/** Nothing where the database is damaged at what is looked at: that is why a backup is restored. */
async function unlessDamaged<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DatabaseProblem && error.kind === 'damaged') return undefined
    throw error
  }
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
