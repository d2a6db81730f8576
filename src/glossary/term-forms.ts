import type { Term } from '../model/term.ts'

/** One way to write a term. */
export interface TermForm {
  /** White space folded to one space, typographic signs to plain ones, composed letters. */
  text: string
  caseSensitive: boolean
  /** Whether it is a plural: it gives way to a term that is written so itself. */
  derived: boolean
  term: Term
}

const MAY_BE_UNSEEN = /[\u00AD\u200B-\u200F\u2060\uFEFF]/
const UNSEEN = /(?<=[\p{Cased}\p{M}\p{Nd}])[\u200B-\u200F\u2060\uFEFF]+(?=[\p{Cased}\p{Nd}])/gu

/** The letters without what is not seen inside them: soft hyphens, zero-width spaces. */
export function visibleLetters(text: string): string {
  return MAY_BE_UNSEEN.test(text) ? text.replace(/\u00AD/g, '').replace(UNSEEN, '') : text
}

/** Letters as they are compared: composed, without what is not seen, white space and signs made plain. */
export function plainLetters(text: string): string {
  return visibleLetters(text)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/’/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
}

/** Letters in any case as one: full folding, so `STRASSE` is `Straße`. */
export function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase()
}

/** Every way to write the term: as it is, its other spellings, and the plurals of all. */
export function formsOf(term: Term): TermForm[] {
  const form = (text: string, derived: boolean): TermForm => ({
    text: plainLetters(text.trim()),
    caseSensitive: term.caseSensitive,
    derived,
    term,
  })
  const forms = [form(term.term, false)]
  if (term.plural !== undefined) forms.push(form(term.plural, true))
  else forms.push(...pluralsOf(term.term).map((text) => form(text, true)))
  for (const spelling of term.also) {
    forms.push(form(spelling, false), ...pluralsOf(spelling).map((text) => form(text, true)))
  }
  return forms.filter(({ text }) => isUsable(text))
}

/** Whether letters can be looked for: a term that is empty or one character is refused. */
export function isUsable(letters: string): boolean {
  const trimmed = letters.trim()
  return trimmed.length > 2 || Array.from(trimmed).length > 1
}

/** The regular plurals of letters or of a phrase, or nothing where it ends with a sign or is a plural already. */
export function pluralsOf(text: string): string[] {
  const letters = text.trim()
  if (!/[\p{L}\p{N}]$/u.test(letters) || /[\p{Ll}]s$/u.test(letters)) return []
  if (/[^aeiou\P{Ll}]y$/u.test(letters)) return [letters.slice(0, -1) + 'ies']
  if (/\p{Ll}(?:x|ch|sh)$/u.test(letters)) return [letters + 'es']
  return [letters + 's']
}
