import type { Queries } from '../database/index.ts'
import { normaliseAddress } from '../members/index.ts'

/** The uncertain deliveries of a send that names mean, and the names that mean none. */
export interface FoundUncertain {
  ids: number[]
  unknown: string[]
}

/** A name is an address in any spelling, or the organisation's number of a member. */
export async function findUncertain(
  queries: Queries,
  sendId: number,
  names: readonly string[],
): Promise<FoundUncertain> {
  const ids = new Set<number>()
  const unknown: string[] = []
  for (const name of names) {
    const found = await idsOf(queries, sendId, name.trim())
    if (found.length === 0) unknown.push(name)
    for (const id of found) ids.add(id)
  }
  return { ids: [...ids], unknown }
}

async function idsOf(queries: Queries, sendId: number, name: string): Promise<number[]> {
  const byKey = addressKeyOf(name)
  const [column, value] = byKey === undefined ? ['member_number', name] : ['address_key', byKey]
  const rows = await queries.all<{ id: number }>(
    `SELECT id FROM deliveries WHERE send_id = ? AND ${column} = ? AND state = 'uncertain'`,
    sendId,
    value,
  )
  return rows.map(({ id }) => id)
}

/** What the ledger knows an address by; nothing where the text is no address. */
export function addressKeyOf(text: string): string | undefined {
  const address = normaliseAddress(text)
  return 'fault' in address ? undefined : address.key
}
