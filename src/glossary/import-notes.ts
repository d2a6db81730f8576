/** What authors add in brackets after an expansion: "(now replaced by ICBs)", "(replacing NASENCO award)". */
import { isCapitals, isPluralLetters, singularLetters } from './letters.ts'

/** An expansion without its notes, and what the notes say. */
export interface Noted {
  expansion: string
  replacedBy: string[]
  replaces: string[]
  since?: string
  until?: string
}

const WHEN = String.raw`(?:\s+(?:in|from|since|on|as of)\s+(?<when>[^,;()]*\d{4}))?`
const REPLACED_BY = new RegExp(
  String.raw`^(?:(?:has|have|had) been |was |were |is |are )?(?:now |since |later )?(?:replaced by|superseded by|succeeded by|renamed(?: as| to)?|became|become)\s+(?<names>.+?)${WHEN}$`,
  'iu',
)
const NOW = /^now (?:called |known as |the )?(?<names>.+)$/iu
const REPLACES = new RegExp(
  String.raw`^(?:which |now |has |have )*(?:replacing|replaces|replaced|superseding|supersedes|succeeding|succeeds|in place of|instead of)\s+(?<names>.+?)${WHEN}$`,
  'iu',
)
const FORMERLY = /^(?:formerly|previously|once|was|were|ex-)\s*(?:called |known as |the )*(?<names>.+)$/iu
const SINCE = /^(?:from|since)\s+(?<when>[^,;()]*\d{4})$/iu
const UNTIL = /^(?:until|till|up to|ended|abolished(?: in)?|closed(?: in)?)\s+(?<when>[^,;()]*\d{4})$/iu
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)

/** Takes the notes off the end of an expansion; brackets that say nothing of the kind stay part of it. */
export function splitNotes(written: string): Noted {
  const noted: Noted = { expansion: written.trim(), replacedBy: [], replaces: [] }
  for (;;) {
    const tail = tailOf(noted.expansion)
    if (!tail || !readNote(tail.note, noted, tail.isBracket)) return noted
    noted.expansion = noted.expansion.slice(0, tail.start).replace(/[\s,;–—-]+$/u, '')
  }
}

/** The last bracket, or what follows a last dash, comma or semicolon. */
function tailOf(text: string): { start: number; note: string; isBracket: boolean } | undefined {
  const closed = /[)\]][.;,]?$/u.exec(text)
  if (closed) {
    const start = openingOf(text, closed.index)
    return start > 0
      ? { start, note: text.slice(start + 1, closed.index).trim(), isBracket: true }
      : undefined
  }
  const tail =
    /(?:\s+[–—-]|[,;])\s+((?:now|since|was|were|has|have|replac|supersed|succeed|renamed|became)[^,;]*)$/iu.exec(
      text,
    )
  return tail ? { start: tail.index, note: (tail[1] ?? '').replace(/\.$/u, ''), isBracket: false } : undefined
}

function openingOf(text: string, close: number): number {
  let depth = 0
  for (let index = close; index >= 0; index--) {
    if (/[)\]]/u.test(text[index] ?? '')) depth++
    if (/[([]/u.test(text[index] ?? '') && --depth === 0) return index
  }
  return -1
}

/** Adds what the note says; false where it is no such note. */
function readNote(note: string, noted: Noted, isBracket: boolean): boolean {
  const by = REPLACED_BY.exec(note) ?? (isBracket ? capitalNames(NOW.exec(note)) : null)
  if (by) return addNames(noted, 'replacedBy', 'until', by)
  const former = REPLACES.exec(note) ?? (isBracket ? capitalNames(FORMERLY.exec(note)) : null)
  if (former) return addNames(noted, 'replaces', 'since', former)
  const since = isBracket ? dateOf(SINCE.exec(note)?.groups?.when) : undefined
  const until = isBracket ? dateOf(UNTIL.exec(note)?.groups?.when) : undefined
  if (since !== undefined) noted.since = since
  if (until !== undefined) noted.until = until
  return since !== undefined || until !== undefined
}

/** "now" and "formerly" say much else: only a name with capitals counts. */
function capitalNames(match: RegExpExecArray | null): RegExpExecArray | null {
  return match && /^(?:\p{Lu}|\p{Ll}\p{Lu})/u.test(match.groups?.names ?? '') ? match : null
}

function addNames(
  noted: Noted,
  list: 'replacedBy' | 'replaces',
  date: 'since' | 'until',
  match: RegExpExecArray,
): true {
  noted[list].unshift(...namesOf(match.groups?.names ?? ''))
  const when = dateOf(match.groups?.when)
  if (when !== undefined) noted[date] = when
  return true
}

/** `ICBs and ICPs` → both; `NASENCO award` and `Rights and Duties Board` stay whole. */
function namesOf(written: string): string[] {
  const whole = written.trim().replace(/^(?:the|an?)\s+/iu, '')
  const inBrackets = /\(([^()]+)\)$/u.exec(whole)?.[1]
  if (inBrackets && isCapitals(inBrackets)) return [inBrackets]
  const several = whole.split(/\s*(?:,|;|\/|&|\band\b)\s*/u).filter((name) => name !== '')
  return several.length > 1 && several.every((name) => isCapitals(name.split(' ')[0] ?? ''))
    ? several
    : [whole]
}

/** A year, or a month and a year: `July 2022` → `2022-07`. */
function dateOf(written: string | undefined): string | undefined {
  const year = /\b(?:18|19|20)\d{2}$/u.exec(written?.trim() ?? '')?.[0]
  if (year === undefined) return undefined
  const name = /\p{L}+/u.exec(written ?? '')?.[0]?.toLowerCase()
  const month = name === undefined ? -1 : MONTHS.findIndex((one) => name.length > 2 && one.startsWith(name))
  return month < 0 ? year : `${year}-${String(month + 1).padStart(2, '0')}`
}

/** The term a name in a note means: itself if known, else its singular if that is known or plainly one. */
export function foldName(name: string, known: ReadonlySet<string>): string {
  if (known.has(name)) return name
  const singular = singularLetters(name)
  return known.has(singular) || isPluralLetters(name) ? singular : name
}
