import type { Expression } from '../audience/index.ts'
import type { Queries } from '../database/index.ts'
import type { Member } from '../model/member.ts'
import type { AttributeDeclaration } from '../model/settings.ts'
import { guardFormula } from './formula-guard.ts'
import { attributeColumn } from './import-columns.ts'
import { memberColumns, memberOf, type MemberRow } from './member-row.ts'
import { isIn } from './roster.ts'
import { suppressionIn } from './suppressions.ts'

export interface ExportOptions {
  /** The declared attributes: a column each. */
  attributes: Record<string, AttributeDeclaration>
  /** Only members of whom it is true. Default: all. */
  condition?: Expression | undefined
}

const pageSize = 1_000

/**
 * The roster as CSV (RFC 4180), a piece at a time: what an import reads back as the same members. A cell that a
 * spreadsheet would run as a formula has an apostrophe before it, which the import takes away.
 */
export async function* exportRoster(
  queries: Queries,
  { attributes, condition }: ExportOptions,
): AsyncGenerator<string> {
  const names = Object.keys(attributes)
  const head = ['number', 'address', 'name', 'language', 'status', ...names.map(attributeColumn)]
  yield csvLine([...head, 'consent_at', 'consent_how', 'consent_from', 'suppressed'])
  for (let after = 0; ;) {
    const page = await queries.all<MemberRow & { suppressed: string | null }>(
      `SELECT ${memberColumns}, ${suppressionIn('members.address_key')} AS suppressed
       FROM members WHERE id > ? ORDER BY id LIMIT ?`,
      after,
      pageSize,
    )
    const lines = page.map((row) => {
      const member = memberOf(row)
      return isIn(member, condition) ? csvLine([...cellsOf(member, names), row.suppressed ?? '']) : ''
    })
    if (lines.length > 0) yield lines.join('')
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

function cellsOf(member: Member, names: readonly string[]): string[] {
  const { number = '', address, name, language, status, attributes, consent } = member
  const values = names.map((key) => String(attributes[key] ?? ''))
  const given = consent ? [new Date(consent.at).toISOString(), consent.how, consent.from] : ['', '', '']
  return [number, address, name, language, status, ...values, ...given]
}

function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const safe = guardFormula(cell)
    return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  })
  return `${quoted.join(',')}\r\n`
}
