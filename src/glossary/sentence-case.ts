import { isCapitals } from './letters.ts'

/** An expansion with the capitals it has in the middle of a sentence; `lead` is the text in front of it. */
export type SentenceCase = (expansion: string, lead: string) => string

/** A sentence, a line, a cell or a bracket begins here. */
const BEGINS = /(?:^|[.!?:([–—•\n]["”’)\]“‘*]*\s*)["“‘]?$/u
const ORDINARY = /^\p{Lu}\p{Ll}+(?:-\p{Ll}+)*$/u
const SMALL_WORD = /^(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|with)$/u
/** Words that keep their capital anywhere, of those that begin names with small letters after them. */
const PROPER = new Set(
  (
    'English Welsh Scottish Irish British European French German Spanish Italian Polish Latin Gaelic Cornish ' +
    'Christian Catholic Anglican Muslim Islamic Jewish Hindu Sikh Buddhist American African Asian Chinese Indian ' +
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August September ' +
    'October November December Easter Christmas Parliament London England Wales Scotland Ireland Britain'
  ).split(' '),
)

/**
 * Makes the first letter small where only the sentence made it a capital: the other words are small, and the article
 * (`source`) does not write the first one with a capital in the middle of a sentence; nor is it a term.
 */
export function createSentenceCase(source: string, isTerm: (word: string) => boolean): SentenceCase {
  let capitals: ReadonlySet<string> | undefined
  return (expansion, lead) => {
    const [beginning = '', ...others] = expansion.split(/\s+/u)
    const first = beginning.replace(/,$/u, '')
    if (!ORDINARY.test(first) || !BEGINS.test(lead) || !areSmall(others)) return expansion
    const small = first.charAt(0).toLowerCase() + expansion.slice(1)
    capitals ??= capitalsWithin(source)
    const isName = PROPER.has(first) || isTerm(first) || capitals.has(first)
    return isName && !source.includes(small) ? expansion : small
  }
}

/** Whether no word has a capital that makes a name of all, and one at least is more than "of" or "and". */
function areSmall(words: string[]): boolean {
  return (
    words.every((word) => !/^\p{Lu}/u.test(word) || isCapitals(word)) &&
    words.some((word) => /^\p{Ll}/u.test(word) && !SMALL_WORD.test(word))
  )
}

/** The words that stand with a capital in the middle of a sentence, and not in a name of several words. */
function capitalsWithin(source: string): ReadonlySet<string> {
  const within = /[\p{Ll},;](?: |\r?\n)(\p{Lu}\p{Ll}+(?:-\p{Ll}+)*)(?![\p{L}\p{N}-]|\s+\p{Lu})/gu
  return new Set(Array.from(source.matchAll(within), (match) => match[1] as string))
}
