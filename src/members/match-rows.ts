import type { Report } from '../diagnostics/index.ts'
import type { Queries, Value } from '../database/index.ts'
import type { AttributeValues, MemberStatus } from '../model/member.ts'
import { isForgotten } from './forgotten.ts'
import { placeAt } from './import-text.ts'
import type { Keys } from './keys.ts'
import { readAttributes, writeAttributes } from './member-row.ts'

export interface MatchOptions {
  file: string
  /** Whether the file is the truth: who is in it is active. */
  authoritative: boolean
  /** The keys, where people were forgotten. */
  keys: Keys | undefined
  report: Report
}

/** What becomes of a row's member. */
type Outcome = 'new' | 'changed' | 'returned' | 'lapsed' | 'unchanged' | 'refused'

/** A row, who has its number, who has its address, and what the member of the row has now. */
interface StagedRow {
  id: number
  line: number
  refused: number
  number: string | null
  address: string | null
  address_key: string | null
  name: string | null
  language: string | null
  status: MemberStatus | null
  attributes: string | null
  consent_at: number | null
  by_number: number | null
  by_address: number | null
  owner_number: string | null
  known_number: string | null
  known_address: string | null
  known_key: string | null
  known_name: string | null
  known_language: string | null
  known_status: MemberStatus | null
  known_attributes: string | null
  known_consent: number | null
}

type InTransaction = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>

const pageSize = 1_000

/**
 * Finds who each row is: the member with its number, else the one with its address. Reports rows that claim what
 * another row or another member has (`members/duplicate-row`, `members/address-taken`). Works page by page, each in
 * what `inTransaction` gives; rows that were matched before are matched anew.
 */
export async function matchRows(
  inTransaction: InTransaction,
  table: string,
  options: MatchOptions,
): Promise<void> {
  await walkPages(inTransaction, (queries, after) => matchPage(queries, table, after, options))
  for (const column of ['address_key', 'number', 'member_id'] as const)
    await walkPages(inTransaction, (queries, after) => refuseRepeats(queries, table, column, after, options))
}

async function walkPages(
  inTransaction: InTransaction,
  page: (queries: Queries, after: number) => Promise<number | undefined>,
): Promise<void> {
  for (let after = 0; ;) {
    const last = await inTransaction((queries) => page(queries, after))
    if (last === undefined) return
    after = last
  }
}

async function matchPage(
  queries: Queries,
  table: string,
  after: number,
  options: MatchOptions,
): Promise<number | undefined> {
  const rows = await queries.all<StagedRow>(
    `SELECT staged.id, staged.line, staged.refused, staged.number, staged.address, staged.address_key, staged.name,
       staged.language, staged.status, staged.attributes, staged.consent_at,
       numbered.id AS by_number, owner.id AS by_address, owner.number AS owner_number,
       known.number AS known_number, known.address AS known_address, known.address_key AS known_key,
       known.name AS known_name, known.language AS known_language, known.status AS known_status,
       known.attributes AS known_attributes, known.consent_at AS known_consent
     FROM ${table} staged LEFT JOIN members numbered ON numbered.number = staged.number
       LEFT JOIN members owner ON owner.address_key = staged.address_key
       LEFT JOIN members known ON known.id = coalesce(numbered.id, owner.id)
     WHERE staged.id > ? ORDER BY staged.id LIMIT ?`,
    after,
    pageSize,
  )
  const updates: Value[][] = []
  for (const row of rows) {
    const outcome = outcomeOf(row, options)
    const merged =
      outcome === 'refused' ? null : mergeAttributes(row.known_attributes ?? '{}', row.attributes)
    const isFresh = outcome !== 'refused' && row.address_key !== row.known_key
    const forgotten = isFresh && options.keys && (await isForgotten(queries, row.address_key!, options.keys))
    const target = row.by_number ?? row.by_address
    updates.push([outcome, target, row.by_address, merged, forgotten ? 1 : 0, row.id])
  }
  await queries.runMany(
    `UPDATE ${table} SET outcome = ?, member_id = ?, other_id = ?, merged = ?, forgotten = ? WHERE id = ?`,
    updates,
  )
  return rows.at(-1)?.id
}

function outcomeOf(row: StagedRow, options: MatchOptions): Outcome {
  if (row.refused !== 0 || isTaken(row, options)) return 'refused'
  if (row.known_status === null) return 'new'
  const status = row.status ?? (options.authoritative ? 'active' : row.known_status)
  if (status !== row.known_status) return status === 'active' ? 'returned' : 'lapsed'
  return isUnchanged(row) ? 'unchanged' : 'changed'
}

/** Whether the row's address or number is another member's. */
function isTaken(row: StagedRow, { file, report }: MatchOptions): boolean {
  const { by_number, by_address, owner_number, number } = row
  if (by_address === null || by_address === by_number) return false
  if (by_number === null && (owner_number === null || number === null)) return false
  const owner = owner_number === null ? `the member with the id ${by_address}` : `member \`${owner_number}\``
  report({
    rule: 'members/address-taken',
    message: `Unexpected address \`${row.address}\` for ${number === null ? 'this row' : `number \`${number}\``}, expected one that is not that of ${owner}`,
    file,
    place: placeAt(row.line, 1),
  })
  return true
}

function isUnchanged(row: StagedRow): boolean {
  const keeps = (staged: string | null, known: string | null): boolean => staged === null || staged === known
  return (
    keeps(row.number, row.known_number) &&
    keeps(row.address, row.known_address) &&
    keeps(row.name, row.known_name) &&
    keeps(row.language, row.known_language) &&
    (row.consent_at === null || row.known_consent !== null) &&
    mergeAttributes(row.known_attributes ?? '{}', row.attributes) === row.known_attributes
  )
}

/** What is known, with what the file says instead; what it says is empty becomes unknown. */
function mergeAttributes(known: string, staged: string | null): string {
  if (staged === null) return known
  const merged = {
    ...readAttributes(known),
    ...(JSON.parse(staged) as Record<string, AttributeValues[string] | null>),
  }
  const entries = Object.entries(merged).filter(
    (entry): entry is [string, AttributeValues[string]] => entry[1] !== null,
  )
  return writeAttributes(Object.fromEntries(entries))
}

interface Repeat {
  id: number
  line: number
  value: string | number
  first_line: number
}

const nouns = { address_key: 'address', number: 'number', member_id: 'member with the id' } as const

/** Of the rows with the same number, address or member, the first is the one that counts. */
async function refuseRepeats(
  queries: Queries,
  table: string,
  column: keyof typeof nouns,
  after: number,
  { file, report }: MatchOptions,
): Promise<number | undefined> {
  const earlier = `FROM ${table} earlier WHERE earlier.${column} = staged.${column} AND earlier.outcome <> 'refused'`
  const repeats = await queries.all<Repeat>(
    `SELECT id, line, ${column} AS value, (SELECT line ${earlier} ORDER BY earlier.id LIMIT 1) AS first_line
     FROM ${table} staged WHERE id > ? AND outcome <> 'refused' AND ${column} IS NOT NULL
       AND EXISTS (SELECT 1 ${earlier} AND earlier.id < staged.id) ORDER BY id LIMIT ?`,
    after,
    pageSize,
  )
  for (const { line, value, first_line } of repeats) {
    report({
      rule: 'members/duplicate-row',
      message: `Unexpected second row with the ${nouns[column]} \`${value}\`, expected each once`,
      file,
      place: placeAt(line, 1),
      related: { file, place: placeAt(first_line, 1), message: 'The first row with it' },
    })
  }
  await queries.runMany(
    `UPDATE ${table} SET outcome = 'refused' WHERE id = ?`,
    repeats.map(({ id }) => [id]),
  )
  return repeats.at(-1)?.id
}
