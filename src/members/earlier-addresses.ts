import type { Queries } from '../database/index.ts'

const insert = 'INSERT INTO earlier_addresses (member_id, address_key)'

/** Notes an address that a member had, so that they can be forgotten at it too. */
export async function noteEarlierAddress(
  queries: Queries,
  memberId: number,
  addressKey: string,
): Promise<void> {
  await queries.run(`${insert} VALUES (?, ?) ON CONFLICT DO NOTHING`, memberId, addressKey)
}

/** The same for many: `moves` is a SELECT of `member_id` and of `from_key`, the address of before. */
export async function noteEarlierAddresses(queries: Queries, moves: string): Promise<void> {
  await queries.run(
    `${insert} SELECT member_id, from_key FROM (${moves}) moved WHERE true ON CONFLICT DO NOTHING`,
  )
}

/** The addresses that a member had, by their normal forms. */
export async function earlierAddressesOf(queries: Queries, memberId: number): Promise<string[]> {
  const rows = await queries.all<{ key: string }>(
    'SELECT address_key AS key FROM earlier_addresses WHERE member_id = ? ORDER BY address_key',
    memberId,
  )
  return rows.map(({ key }) => key)
}
