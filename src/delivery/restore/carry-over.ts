import type { Database, Queries } from '../../database/index.ts'
import { carrySuppressions, suppress, suppressHash, suppressionsSince } from '../../members/index.ts'
import type { Who } from '../control-send.ts'

export interface CarriedOver {
  /** Suppressions made since the backup that hold in the restored database too. */
  suppressions: number
}

/** A clock may have been wrong by so much. */
const marginMs = 24 * 60 * 60 * 1000

/** Takes over the suppressions made since the backup: whoever left must not be mailed because of a restore. */
export async function carryOver(
  present: Database,
  copy: Database,
  backupAt: number,
  { at }: Who,
): Promise<CarriedOver> {
  let suppressions = 0
  const note = `taken over at the restore of ${new Date(at).toISOString()}`
  for await (const page of suppressionsSince(present, backupAt - marginMs)) {
    await copy.transaction(async (queries) => {
      for (const record of page) {
        const { addressKey } = record
        const evidence = [record.evidence, note].filter(Boolean).join('; ')
        const isNew =
          addressKey === null
            ? await suppressHash(queries, { ...record, evidence })
            : await suppress(queries, { ...record, addressKey, evidence })
        if (isNew) suppressions++
        if (addressKey !== null) await carryBack(present, queries, addressKey)
      }
    })
  }
  return { suppressions }
}

/** Who moved since the backup and left then has left at the address that the copy knows them by as well. */
async function carryBack(present: Database, copy: Queries, addressKey: string): Promise<void> {
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
  if (before && before.address_key !== addressKey)
    await carrySuppressions(copy, addressKey, before.address_key)
}
