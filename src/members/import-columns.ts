import { closest, type Report } from '../diagnostics/index.ts'
import type { AttributeDeclaration } from '../model/settings.ts'
import type { ImportRow } from './import-rows.ts'
import { unguardFormula } from './formula-guard.ts'

/** What a column may fill besides an attribute. */
export const importFields = [
  'number',
  'address',
  'name',
  'first_name',
  'last_name',
  'language',
  'status',
  'consent_at',
  'consent_how',
  'consent_from',
] as const

export type ImportField = (typeof importFields)[number]

/** Which cell of a row is what. */
export interface ImportColumns {
  fields: Partial<Record<ImportField, number>>
  /** Attribute → column. */
  attributes: Map<string, number>
  /** Cells of a row. */
  count: number
}

export interface ColumnOptions {
  file: string
  attributes: Record<string, AttributeDeclaration>
  /** Column → field, attribute, or `-` to leave the column out; what the names alone do not say. */
  map: Readonly<Record<string, string>>
}

/**
 * Names of columns, the likelier first, without capitals and signs: `E-mail address` is `emailaddress`. Of those with `/`
 * between them none is likelier: where a list has two, nobody can tell which is meant.
 */
const names: Record<ImportField, string> = {
  number: 'number membershipnumber membernumber membershipno memberno membershipid memberid memno id',
  // A column `Address` is often the postal one, so it counts only where nothing else is named like an e-mail.
  address: 'emailaddress/email/mail/emails/primaryemail/preferredemail/memberemail address',
  name: 'name fullname membername displayname',
  first_name: 'firstname forename givenname first',
  last_name: 'lastname surname familyname last',
  language: 'language preferredlanguage lang locale',
  status: 'status membershipstatus memberstatus',
  consent_at: 'consentat consentdate consentgiven consentedon',
  consent_how: 'consenthow consentmethod',
  consent_from: 'consentfrom consentsource',
}

/** What our own export has that no import takes. */
const leftOut = new Set(['suppressed'])

/** Names that mean a field, those together that are as likely. */
function namesOf(field: ImportField): string[][] {
  return names[field].split(' ').map((equals) => equals.split('/'))
}

/** The column of an attribute in an export: its name, or one that cannot be taken for a field. */
export function attributeColumn(attribute: string): string {
  const folded = fold(attribute)
  const isField = importFields.some((field) => namesOf(field).flat().includes(folded))
  return isField || leftOut.has(folded) ? `attribute:${attribute}` : attribute
}

/**
 * Reads the first row: which column is what. Reports `members/missing-column`, `members/repeated-column` and
 * `members/unknown-field`, and then gives nothing; tells of columns that it leaves out (`members/unknown-column`).
 */
export function readColumns(
  header: ImportRow,
  options: ColumnOptions,
  report: Report,
): ImportColumns | undefined {
  const columns = header.cells.map((cell) => unguardFormula(cell).trim())
  const taken = new Map<number, string>()
  if (!takeMapped(columns, taken, options, report)) return undefined
  let holds = true
  const attributes = Object.keys(options.attributes)
  const attributeOf = new Map(attributes.map((name) => [fold(name), name]))
  for (const [index, column] of columns.entries()) {
    const prefixed = /^attribute:(.*)$/i.exec(column)?.[1]
    const name =
      prefixed === undefined ? attributeNamed(column, attributeOf) : attributeOf.get(fold(prefixed))
    if (name !== undefined && !taken.has(index) && ![...taken.values()].includes(`attribute:${name}`))
      taken.set(index, `attribute:${name}`)
  }
  const folded = columns.map(fold)
  for (const field of importFields) holds = takeField(field, folded, taken, header, options, report) && holds
  const found = columnsOf(taken, columns.length)
  if (found.fields.address === undefined) {
    tellOfMissing(columns, header, options, report)
    return undefined
  }
  if (holds) tellOfUnknown(columns, taken, header, options, report)
  return holds ? found : undefined
}

/** An attribute with the exact name of a field must be written `attribute:name`. */
function attributeNamed(column: string, attributeOf: ReadonlyMap<string, string>): string | undefined {
  const folded = fold(column)
  return importFields.some((field) => fold(field) === folded) || leftOut.has(folded)
    ? undefined
    : attributeOf.get(folded)
}

function takeMapped(
  columns: readonly string[],
  taken: Map<number, string>,
  { file, map, attributes }: ColumnOptions,
  report: Report,
): boolean {
  let holds = true
  for (const [column, field] of Object.entries(map)) {
    const index = columns.findIndex((one) => fold(one) === fold(column))
    const target = field === '-' || isField(field) ? field : attributeKey(field, attributes)
    if (index >= 0 && target !== undefined) {
      taken.set(index, target)
      continue
    }
    holds = false
    if (index < 0) {
      const near = closest(column, columns)
      const message = `Unexpected column \`${column}\` in the mapping, expected ${near ? `\`${near}\`` : 'a column of the file'}`
      report({ rule: 'members/missing-column', message, file })
    } else {
      const near = closest(field, [...importFields, ...Object.keys(attributes)])
      const message = `Unexpected field \`${field}\` for the column \`${column}\`, expected ${near ? `\`${near}\`` : 'a field or a declared attribute'}`
      report({ rule: 'members/unknown-field', message, file })
    }
  }
  return holds
}

function attributeKey(field: string, attributes: Record<string, unknown>): string | undefined {
  const name = field.replace(/^attribute:/, '')
  return Object.hasOwn(attributes, name) ? `attribute:${name}` : undefined
}

function isField(text: string): text is ImportField {
  return (importFields as readonly string[]).includes(text)
}

function takeField(
  field: ImportField,
  folded: readonly string[],
  taken: Map<number, string>,
  header: ImportRow,
  { file }: ColumnOptions,
  report: Report,
): boolean {
  if ([...taken.values()].includes(field)) return true
  for (const equals of namesOf(field)) {
    const [first, second] = freeColumns(equals, folded, taken)
    if (first === undefined) continue
    taken.set(first, field)
    if (second === undefined) return true
    report({
      rule: 'members/repeated-column',
      message: `Unexpected second column \`${header.cells[second]!}\`, expected one for \`${field}\``,
      file,
      place: header.placeOf(second),
      related: { file, place: header.placeOf(first), message: 'The first one' },
    })
    return false
  }
  return true
}

function freeColumns(
  equals: readonly string[],
  folded: readonly string[],
  taken: ReadonlyMap<number, string>,
): number[] {
  return [...folded.keys()].filter((at) => equals.includes(folded[at]!) && !taken.has(at))
}

function columnsOf(taken: ReadonlyMap<number, string>, count: number): ImportColumns {
  const fields: ImportColumns['fields'] = {}
  const attributes = new Map<string, number>()
  for (const [index, target] of taken) {
    if (isField(target)) fields[target] = index
    else if (target !== '-') attributes.set(target.slice('attribute:'.length), index)
  }
  return { fields, attributes, count }
}

function tellOfMissing(
  columns: readonly string[],
  header: ImportRow,
  { file }: ColumnOptions,
  report: Report,
): void {
  report({
    rule: 'members/missing-column',
    message: `Unexpected columns ${listOf(columns)}, expected one for the e-mail address`,
    file,
    place: header.placeOf(0),
  })
}

/** Tells of columns that mean a field which another column fills. */
function tellOfSpare(
  spare: ReadonlyMap<number, number>,
  taken: ReadonlyMap<number, string>,
  { cells, placeOf }: ImportRow,
  { file }: ColumnOptions,
  report: Report,
): void {
  for (const [index, first] of spare) {
    const [column, field] = [cells[index]!, taken.get(first)!]
    report({
      rule: 'members/unknown-column',
      message: `Unexpected column ${listOf([column])} beside ${listOf([cells[first]!])}, expected one for \`${field}\``,
      file,
      place: placeOf(index),
      note: `It is left out. If it is the one that counts: \`--map "${column.trim().slice(0, 40)}=${field}"\`.`,
    })
  }
}

/** One finding for all of them: some systems write two hundred. */
function tellOfUnknown(
  columns: readonly string[],
  taken: ReadonlyMap<number, string>,
  header: ImportRow,
  options: ColumnOptions,
  report: Report,
): void {
  const rest = [...columns.keys()].filter((index) => !taken.has(index) && !leftOut.has(fold(columns[index]!)))
  const spare = new Map(
    rest.flatMap((index) => {
      const field = importFields.find((one) => namesOf(one).flat().includes(fold(columns[index]!)))
      return [...taken].filter(([, target]) => target === field).map(([first]) => [index, first] as const)
    }),
  )
  tellOfSpare(spare, taken, header, options, report)
  const unknown = rest.filter((index) => !spare.has(index))
  if (unknown.length === 0) return
  report({
    rule: 'members/unknown-column',
    message: `Unexpected ${unknown.length === 1 ? 'column' : `${unknown.length} columns`} ${listOf(unknown.map((index) => columns[index]!))}, expected fields and declared attributes`,
    file: options.file,
    place: header.placeOf(unknown[0]!),
  })
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function listOf(columns: readonly string[]): string {
  const shown = columns.slice(0, 8).map((name) => `\`${name.slice(0, 40)}\``)
  return shown.join(', ') + (columns.length > shown.length ? ' …' : '')
}
