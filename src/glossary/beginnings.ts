import type { TermForm } from './term-forms.ts'

/**
 * What is known of each beginning of a form, by its hash. One flat table instead of a `Map` of objects: a glossary of
 * ten thousand terms is seldom in the processor's cache, so what counts is how many places a look touches.
 */
export interface Beginnings {
  /** Pairs of a hash and a note: 0 for an empty pair, else `isKnown`, `goesOn` and the number of its first form. */
  readonly pairs: Int32Array
  /** The forms by number; number 0 is none. */
  readonly forms: readonly (EndingForm | undefined)[]
}

/** A form, and the others that have the same hash. */
export interface EndingForm extends TermForm {
  others: EndingForm[] | undefined
}

const IS_KNOWN = 1
const GOES_ON = 2
const FORM_SHIFT = 2

/** A beginning while the table is made. */
export interface BeginningDraft {
  goesOn: boolean
  forms: TermForm[]
}

/** Makes the table. */
export function createBeginnings(drafts: ReadonlyMap<number, BeginningDraft>): Beginnings {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, drafts.size * 2)))
  const pairs = new Int32Array(size * 2)
  const forms: (EndingForm | undefined)[] = [undefined]
  for (const [hash, { goesOn, forms: ending }] of drafts) {
    const number = ending.length > 0 ? forms.push(endingForm(ending)) - 1 : 0
    let slot = slotOf(pairs, hash)
    while (pairs[slot + 1] !== 0) slot = (slot + 2) & (pairs.length - 1)
    pairs[slot] = hash
    pairs[slot + 1] = (number << FORM_SHIFT) | (goesOn ? GOES_ON : 0) | IS_KNOWN
  }
  return { pairs, forms }
}

function endingForm([first, ...others]: TermForm[]): EndingForm {
  const rest = others.map((form): EndingForm => ({ ...form, others: undefined }))
  return { ...(first as TermForm), others: rest.length > 0 ? rest : undefined }
}

function slotOf(pairs: Int32Array, hash: number): number {
  return (hash << 1) & (pairs.length - 1)
}

/** The note on the beginning with this hash, for `goesOn` and `formOf`; 0 where there is none. */
export function findBeginning({ pairs }: Beginnings, hash: number): number {
  for (let slot = slotOf(pairs, hash); ; slot = (slot + 2) & (pairs.length - 1)) {
    const note = pairs[slot + 1] as number
    if (note === 0 || pairs[slot] === hash) return note
  }
}

/** Whether some form goes on after the beginning. */
export function goesOn(note: number): boolean {
  return (note & GOES_ON) !== 0
}

/** The first form that ends with the beginning. */
export function formOf({ forms }: Beginnings, note: number): EndingForm | undefined {
  return note < 1 << FORM_SHIFT ? undefined : forms[note >> FORM_SHIFT]
}
