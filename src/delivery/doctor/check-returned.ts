import type { Database } from '../../database/index.ts'
import { linesOf, type CheckResult } from './check-result.ts'

const shown = 10

/**
 * Members who left, complained or were taken out at an address that a send had for them, and get letters at another
 * one: versions before did not take a suppression along to a new address. Some may have asked for letters again, so
 * somebody has to decide. A suppression of the present address, in force or lifted, says that somebody has. From the
 * suppressions, because these are few, by the index of each send: a large ledger is not read through.
 */
const returned = `SELECT DISTINCT m.id, m.number
  FROM suppressions s CROSS JOIN sends CROSS JOIN deliveries d CROSS JOIN members m
  WHERE s.lifted_at IS NULL AND s.reason NOT IN ('bounced', 'refused')
    AND d.send_id = sends.id AND d.address_key = s.address_key AND d.again_of IS NULL
    AND m.id = d.member_id AND m.address_key <> s.address_key AND m.status = 'active'
    AND m.address_key NOT IN (SELECT address_key FROM suppressions WHERE address_key IS NOT NULL)
  ORDER BY m.id`

/** Whether somebody who left gets letters at a new address; there is no line where nobody does. */
export async function checkReturned(database: Database): Promise<CheckResult[]> {
  const rows = await database.all<{ id: number; number: string | null }>(returned)
  if (rows.length === 0) return []
  const names = rows.map(({ id, number }) => number ?? `id:${id}`)
  const more = names.length > shown ? ` and ${names.length - shown} more` : ''
  return [
    linesOf('members who left').warning(
      `${names.slice(0, shown).join(', ')}${more}: suppressed at an address of before, and active at another`,
      `Unless they asked for letters again, each: tidings members suppress ${names[0]}. If they did: tidings members unsuppress, with the address of before.`,
    ),
  ]
}
