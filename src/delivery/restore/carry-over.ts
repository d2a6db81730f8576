import type { Database } from '../../database/index.ts'
import { suppress, suppressHash, suppressionsSince } from '../../members/index.ts'
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
        const evidence = [record.evidence, note].filter(Boolean).join('; ')
        const isNew =
          record.addressKey === null
            ? await suppressHash(queries, { ...record, evidence })
            : await suppress(queries, { ...record, addressKey: record.addressKey, evidence })
        if (isNew) suppressions++
      }
    })
  }
  return { suppressions }
}
