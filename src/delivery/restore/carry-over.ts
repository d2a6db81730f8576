import type { Database, Queries } from '../../database/index.ts'
import {
  carrySuppressions,
  choicesOf,
  liftedSuppressions,
  noteEarlierAddress,
  suppressionsInForce,
  takeOverChoices,
  takeOverSuppression,
  type SuppressionRecord,
  type WasLifted,
} from '../../members/index.ts'
import type { Who } from '../control-send.ts'
import type { Salvage } from './salvage.ts'

export interface CarriedOver {
  /** Suppressions that hold in the restored database too. */
  suppressions: number
  /** Series that members left or chose. */
  choices: number
}

export interface CarryOverInput {
  present: Database
  copy: Database
  who: Who
  salvage: Salvage
}

/** Takes over what members have said since the backup: whoever left must not be mailed because of a restore. */
export async function carryOver(input: CarryOverInput): Promise<CarriedOver> {
  const carried: CarriedOver = { suppressions: 0, choices: 0 }
  await input.salvage.read(() => carryLeavers(input, carried))
  await input.salvage.read(() => carryChoices(input, carried))
  return carried
}

/**
 * Every suppression in force. No clock says which are since the backup, because a clock may have been wrong. Only what
 * the backup itself knows as lifted stays lifted: then the database of before is the older one of the two.
 */
async function carryLeavers(
  { present, copy, who: { at }, salvage }: CarryOverInput,
  carried: CarriedOver,
): Promise<void> {
  const note = `taken over at the restore of ${new Date(at).toISOString()}`
  const wasLifted = await liftedSuppressions(copy)
  for await (const page of suppressionsInForce(present)) {
    await copy.transaction(async (queries) => {
      for (const record of page) {
        const { addressKey, addressHash } = record
        if (wasLifted(addressKey ?? addressHash ?? '', record)) continue
        const evidence = [record.evidence, note].filter(Boolean).join('; ')
        if (await takeOverSuppression(queries, { ...record, evidence })) carried.suppressions++
        if (addressKey !== null)
          await salvage.read(() => carryBack(present, queries, { ...record, addressKey }, wasLifted))
      }
    })
  }
}

/** Who moved since the backup and left then has left at the address that the copy knows them by as well. */
async function carryBack(
  present: Database,
  copy: Queries,
  record: SuppressionRecord & { addressKey: string },
  wasLifted: WasLifted,
): Promise<void> {
  const { addressKey } = record
  const member = await present.get<{ id: number; created_at: number }>(
    'SELECT id, created_at FROM members WHERE address_key = ?',
    addressKey,
  )
  if (!member) return
  // An id that was given anew after an earlier restore means somebody else.
  const before = await copy.get<{ address_key: string }>(
    'SELECT address_key FROM members WHERE id = ? AND created_at = ?',
    member.id,
    member.created_at,
  )
  if (!before || before.address_key === addressKey || wasLifted(before.address_key, record)) return
  await carrySuppressions(copy, addressKey, before.address_key)
  await noteEarlierAddress(copy, member.id, addressKey)
}

/** Series that members left, or chose again. */
async function carryChoices({ present, copy }: CarryOverInput, carried: CarriedOver): Promise<void> {
  const isLater = await goesOnFrom(present, copy)
  for await (const page of choicesOf(present))
    carried.choices += await copy.transaction((queries) => takeOverChoices(queries, page, isLater))
}

/** Whether the database of before is the copy's as it went on: then it has the row of the backup too. */
async function goesOnFrom(present: Queries, copy: Queries): Promise<boolean> {
  const last = await copy.get<{ id: number; at: number; by: string }>(
    'SELECT id, made_at AS at, made_by AS by FROM backups ORDER BY id DESC LIMIT 1',
  )
  const same =
    last &&
    (await present.get(
      'SELECT 1 AS found FROM backups WHERE id = ? AND made_at = ? AND made_by = ?',
      last.id,
      last.at,
      last.by,
    ))
  return same !== undefined
}
