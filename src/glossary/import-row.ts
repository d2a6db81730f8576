import { foldName, splitNotes } from './import-notes.ts'
import type { ImportedTerm, placesIn } from './imported-term.ts'
import { sharedCell } from './shared-cell.ts'

/** The keys a column may fill. */
export type Column =
  | 'term'
  | 'expansion'
  | 'also'
  | 'plural'
  | 'definition'
  | 'url'
  | 'replacedBy'
  | 'replaces'
  | 'since'
  | 'until'
  | 'sense'
  | 'caseSensitive'
  | 'tags'
  | 'id'

/** What one line, row or entry says, before its notes are read; offsets are in the whole text. */
export interface Row {
  values: Partial<Record<Column, string>>
  /** Columns that the list gives as lists themselves. */
  lists?: Partial<Record<Column, string[]>>
  /** Whether it says exactly what a glossary has: nothing is read out of its words. */
  isExact?: boolean
  start: number
  end: number
}

type PlaceOf = ReturnType<typeof placesIn>

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const DATE = new RegExp(
  String.raw`^(?:\p{L}+day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:${MONTHS})\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)? \d{4}$`,
  'iu',
)
/** A bracket and a sign, which belong to the letters: `PDA (autism): …`. */
const AFTER_TERM = /^\([^()]*\)\s*[:=–—-]/u
const TAG = /<\/?[a-z][a-z\d]*(?:\s[^<>]*)?\/?>/iu
/** Shortened words that end with a full stop of their own. */
const SHORTENED = /(?:^|[\s(])(?:\p{L}|Co|Corp|Inc|Ltd|Jr|Sr|St|Dept|etc|e\.g|i\.e|\p{L}(?:\.\p{L})+)\.$/u

/** Whether a line has HTML, which no list means as words. */
export function hasTag(text: string): boolean {
  return TAG.test(text)
}

/** The terms that a row gives; none where letters or expansion are missing, a letter alone, a date or HTML. */
export function toTerms(row: Row, placeOf: PlaceOf): ImportedTerm[] {
  const { values, isExact = false } = row
  const term = values.term?.replace(/\s+/gu, ' ').trim() ?? ''
  const written = (values.expansion ?? '').replace(/\s+/gu, ' ').trim()
  const noted = isExact ? { expansion: written, replacedBy: [], replaces: [] } : splitNotes(written)
  const expansion = isExact ? written : withoutStop(noted.expansion)
  if ([...term].length < 2 || !/[\p{L}\p{N}]/u.test(term) || !/\p{L}{2}/u.test(expansion)) return []
  if (isExact) return [{ ...fieldsOf(row, noted), term, expansion, place: placeOf(row.start, row.end) }]
  if (DATE.test(expansion) || AFTER_TERM.test(expansion) || hasTag(term) || hasTag(expansion)) return []
  return sharedCell(term, expansion).map((one) => {
    const fields = fieldsOf(row, noted)
    const also = [...new Set([...one.also, ...fields.also])]
    return { ...fields, term: one.term, expansion: one.expansion, also, place: placeOf(row.start, row.end) }
  })
}

/** An expansion is no sentence: its full stop would stand in the middle of those of the letters. */
function withoutStop(expansion: string): string {
  const isSentences = /[.!?]\s/u.test(expansion.replace(/(?:^|\s)(?:St|Dr|Mrs?|No|vs|\p{Lu})\.(?=\s)/gu, ''))
  const isLast = expansion.endsWith('.') && !expansion.endsWith('..') && !SHORTENED.test(expansion)
  return isLast && !isSentences ? expansion.slice(0, -1).trimEnd() : expansion
}

type Fields = Omit<ImportedTerm, 'term' | 'expansion' | 'place'>

function fieldsOf({ values, lists }: Row, noted: ReturnType<typeof splitNotes>): Fields {
  const several = (key: Column): string[] => lists?.[key] ?? severalOf(values[key])
  const fields: Fields = {
    also: several('also'),
    replacedBy: [...several('replacedBy'), ...noted.replacedBy],
    replaces: [...several('replaces'), ...noted.replaces],
    tags: several('tags'),
  }
  for (const key of ['plural', 'definition', 'url', 'since', 'until', 'sense', 'id'] as const) {
    const value = values[key] ?? (key === 'since' || key === 'until' ? noted[key] : undefined)
    if (value !== undefined) fields[key] = value
  }
  if (values.caseSensitive) fields.caseSensitive = !/^(?:no|false|0|n)$/iu.test(values.caseSensitive)
  return fields
}

function severalOf(value: string | undefined): string[] {
  return (value ?? '').split(/\s*[;|,]\s*/u).filter((one) => one !== '')
}

/** Names in notes fold to the terms they mean: `ICBs` to `ICB`. */
export function withFoldedNames(terms: ImportedTerm[]): ImportedTerm[] {
  const known = new Set(terms.map((term) => term.term))
  const fold = (names: string[]): string[] => [...new Set(names.map((name) => foldName(name, known)))]
  return terms.map((term) => ({ ...term, replacedBy: fold(term.replacedBy), replaces: fold(term.replaces) }))
}
