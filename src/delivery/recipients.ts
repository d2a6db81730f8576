import type { Report } from '../diagnostics/index.ts'
import type { Queries, Value } from '../database/index.ts'
import { audienceTable, compileSegment } from '../members/index.ts'
import type { Settings } from '../model/settings.ts'

/** What a plan needs of `manifest.json`. */
export interface PlannedManifest {
  issue: string
  contentHash: string
  /** Whom the issue is for, as a condition; nothing for all. */
  audience: string | null
  series?: string | null
  variants: readonly PlannedVariant[]
}

export interface PlannedVariant {
  id: string
  conditions: readonly { when: string; holds: boolean }[]
}

export interface RecipientsInput {
  manifest: PlannedManifest
  /** The name of a segment of the settings, or a condition; nothing for all active members. */
  segment?: string | undefined
  settings: Pick<Settings, 'segments' | 'attributes'>
  /** Hears of a segment or condition that cannot be read. */
  report: Report
}

type Condition = NonNullable<ReturnType<typeof compileSegment>>

/** The conditions of a plan, read. */
export interface RecipientConditions {
  series: string | undefined
  /** The segment and the issue's audience. */
  must: Condition[]
  /** Those of the variants, each once. */
  when: { text: string; condition: Condition }[]
  variants: readonly PlannedVariant[]
}

/** Reads segment, audience and conditions; nothing, after a report, where one is wrong. */
export function readConditions({
  manifest,
  segment,
  settings,
  report,
}: RecipientsInput): RecipientConditions | undefined {
  const texts = [
    ...new Set(manifest.variants.flatMap(({ conditions }) => conditions.map(({ when }) => when))),
  ]
  const required = [segment, manifest.audience].filter((text) => text !== undefined && text !== null)
  const must = required.map((text) => compileSegment(settings, text, report))
  const when = texts.map((text) => ({ text, condition: compileSegment(settings, text, report) }))
  if (must.includes(undefined) || when.some(({ condition }) => condition === undefined)) return undefined
  return {
    series: manifest.series ?? undefined,
    must: must.filter((condition) => condition !== undefined),
    when: when.flatMap(({ text, condition }) => (condition ? [{ text, condition }] : [])),
    variants: manifest.variants,
  }
}

/** A SELECT of the active members of the audience, with the variant of each; empty where none fits. */
export interface Recipients {
  /** Columns: those of the audience's table, and `variant`. */
  sql: string
  values: Value[]
  drop: () => Promise<void>
}

/** The recipients as the roster has them now, for statements of the same transaction. */
export async function selectRecipients(
  queries: Queries,
  { must, when, variants, series }: RecipientConditions,
): Promise<Recipients> {
  const conditions = [...must, ...when.map(({ condition }) => condition)]
  const table = await audienceTable(queries, conditions, { series })
  const columnOf = new Map(when.map(({ text }, index) => [text, `c${must.length + index}`]))
  const tests = ["status = 'active'", ...must.map((_, index) => `c${index} = 1`)]
  const choice = variants.map((variant) => `WHEN ${testOf(variant, columnOf)} THEN ?`).join(' ')
  return {
    sql: `SELECT r.*, CASE ${choice} ELSE '' END AS variant FROM (${table.recipients}) r
      WHERE ${tests.join(' AND ')}`,
    values: [...variants.map(({ id }) => id), ...table.values],
    drop: table.drop,
  }
}

/** A condition that is unknown of a member counts as one that does not hold. */
function testOf({ conditions }: PlannedVariant, columnOf: ReadonlyMap<string, string>): string {
  if (conditions.length === 0) return '1 = 1'
  return conditions.map(({ when, holds }) => `${columnOf.get(when)} = ${holds ? 1 : 0}`).join(' AND ')
}

/** Whether some member could get two of the variants. */
export function variantsOverlap(variants: readonly PlannedVariant[]): boolean {
  return variants.some((one, index) => variants.slice(index + 1).some((other) => !excludes(one, other)))
}

/** Whether they differ in a condition that both have. */
function excludes(one: PlannedVariant, other: PlannedVariant): boolean {
  const holds = new Map(one.conditions.map((condition) => [condition.when, condition.holds]))
  return other.conditions.some((condition) => holds.get(condition.when) === !condition.holds)
}
