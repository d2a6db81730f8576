import type { Database, Queries } from '../database/index.ts'
import { forgottenKeys } from './forgotten.ts'
import type { ImportOptions, ImportResult, RowOptions } from './import-options.ts'
import { placeAt } from './import-text.ts'
import { matchRows } from './match-rows.ts'
import { absenceOf, summarise, writeImport, type Absence, type ImportSummary } from './write-import.ts'

/** More than this share of the active members does not lapse unasked; one always may. */
const mostAbsent = 0.2

/** Matches the rows of the table with the roster, has the summary confirmed, and writes what it says in one transaction. */
export async function decideImport(
  database: Database,
  table: string,
  file: string,
  options: RowOptions,
): Promise<ImportResult> {
  const { authoritative, report, reportRow, confirm } = options
  // Where nobody was forgotten, no address needs to be compared.
  const keys = (await forgottenKeys(database, options.keys)) === 'none' ? undefined : options.keys
  const matching = { file, authoritative, keys }
  await matchRows(database.transaction, table, { ...matching, report: reportRow })
  const [summary, absence] = await database.transaction(async (queries) => [
    await summarise(queries, table, authoritative),
    await absenceOf(queries, table, authoritative),
  ])
  if (!allows(absence, file, options) || !(await confirm(summary))) return { summary, written: false }
  const isAsTold = await database.transaction(async (queries) => {
    await matchRows((work) => work(queries), table, { ...matching, report: () => undefined })
    return writeIfAsTold(queries, table, summary, options)
  })
  if (isAsTold) return { summary, written: true }
  report({
    rule: 'members/roster-changed',
    message: 'Unexpected change of the roster since the summary was made, expected it as it was',
    file,
  })
  return { summary, written: false }
}

/** The roster may have changed while somebody looked at the summary. */
async function writeIfAsTold(
  queries: Queries,
  table: string,
  told: ImportSummary,
  { authoritative, now }: ImportOptions,
): Promise<boolean> {
  const summary = await summarise(queries, table, authoritative)
  if (JSON.stringify(summary) !== JSON.stringify(told)) return false
  await writeImport(queries, table, { authoritative, now })
  return true
}

/** What must not lapse unasked. */
function allows(
  { absent, active, unidentifiedLine }: Absence,
  file: string,
  { authoritative, allowMany, report }: ImportOptions,
): boolean {
  if (!authoritative) return true
  if (unidentifiedLine !== undefined && absent > 0) {
    report({
      rule: 'members/unidentified-row',
      message:
        'Unexpected row of nobody knows whom in a list that is the truth, expected a number or an address',
      file,
      place: placeAt(unidentifiedLine, 1),
    })
    return false
  }
  if (allowMany || absent <= Math.max(1, Math.floor(active * mostAbsent))) return true
  report({
    rule: 'members/many-lapse',
    message: `Unexpected absence of ${absent} of ${active} active members from the list, expected at most a fifth of them to lapse`,
    file,
  })
  return false
}
