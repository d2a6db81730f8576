import type { Database, Queries } from '../../database/index.ts'
import {
  carrySuppressions,
  liftedSuppressions,
  suppressionsInForce,
  takeOverSuppression,
  type SuppressionRecord,
  type WasLifted,
} from '../../members/index.ts'
import type { Who } from '../control-send.ts'
import type { Salvage } from './salvage.ts'

export interface CarriedOver {
  /** Suppressions that hold in the restored database too. */
  suppressions: number
}

export interface CarryOverInput {
  present: Database
  copy: Database
  who: Who
  salvage: Salvage
}

/** Takes over what members have said since the backup: whoever left must not be mailed because of a restore. */
export async function carryOver(input: CarryOverInput): Promise<CarriedOver> {
  const carried: CarriedOver = { suppressions: 0 }
  await input.salvage.read(() => carryLeavers(input, carried))
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
}
