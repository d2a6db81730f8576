import type { Queries } from '../database/index.ts'
import type { Address } from '../members/index.ts'

/** Somebody who asked to join and has not confirmed yet. */
export interface Application {
  id: number
  address: string
  address_key: string
  name: string
  asked_from: string
}

export interface Applicant {
  address: Address
  name: string
  /** The network they asked from. */
  from: string
  at: number
}

/** How long a confirmation can be given. */
export const confirmMs = 2 * 24 * 3_600_000

/** Keeps an application; one for each address. Does the same whoever is on the roster. */
export async function keepApplication(queries: Queries, applicant: Applicant): Promise<number> {
  const { address, name, from, at } = applicant
  const row = await queries.get<{ id: number }>(
    `INSERT INTO applications (address, address_key, name, asked_at, asked_from, letters)
     VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT (address_key) DO UPDATE SET address = excluded.address, name = excluded.name,
       asked_at = excluded.asked_at, asked_from = excluded.asked_from, letters = applications.letters + 1
     RETURNING id`,
    address.address,
    address.key,
    name,
    at,
    from,
  )
  return row!.id
}

/** Takes an application out of the table, once. */
export async function takeApplication(queries: Queries, id: number): Promise<Application | undefined> {
  return queries.get<Application & Record<string, string | number>>(
    'DELETE FROM applications WHERE id = ? RETURNING id, address, address_key, name, asked_from',
    id,
  )
}

/** Forgets those who did not confirm. */
export async function pruneApplications(queries: Queries, now: number): Promise<void> {
  await queries.run('DELETE FROM applications WHERE asked_at < ?', now - confirmMs)
}
