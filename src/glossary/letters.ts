/** What an abbreviation looks like on the page, and how a plural becomes its singular. */

const IRREGULAR: Record<string, string> = { children: 'child', people: 'person', men: 'man', women: 'woman' }
const WORD = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}&+.'’/-]|\(\w{1,4}\))*`
const SIGNS_INSIDE = new RegExp(`^${WORD}(?: ${WORD}){0,2}$`, 'u')
const ROMAN = /^[IVX]{2,}$/iu
const SMALL_WORD = /^(?:and|or|as|at|by|for|from|in|of|on|to|with|the|an?)$/u
const MONTH_OR_DAY =
  /^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?(?: \d+)?$/iu

/**
 * Whether `text` could be the short side of a definition: a letter, mostly capitals or mixed case, at most three
 * words. Whether it is one is for the words beside it to say.
 */
export function looksLikeLetters(text: string): boolean {
  if (text.length > 24 || !SIGNS_INSIDE.test(text) || !/\p{L}/u.test(text)) return false
  if (
    (MONTH_OR_DAY.test(text) && /\p{Ll}/u.test(text)) ||
    ROMAN.test(text) ||
    SMALL_WORD.test(text) ||
    /\d\.\d/u.test(text) ||
    /^\d+(?:[.,]\d+)*[\p{Ll}%]*$/u.test(text)
  )
    return false
  const words = text.split(' ')
  if (words.length === 1) return text.length <= 14
  return /\p{Lu}/u.test(text) && words.some((word) => isCapitals(word) || /^\p{Lu}\.?$/u.test(word))
}

/** Whether a word has two or more capitals, or one capital and a digit: `SENCo`, `DfE`, `KS2`, not `England`. */
export function isCapitals(word: string): boolean {
  const capitals = word.match(/\p{Lu}/gu)?.length ?? 0
  return capitals >= 2 || (capitals === 1 && (/\p{N}/u.test(word) || /^\p{Ll}/u.test(word)))
}

/** Whether letters are written as a plural: `PRUs`, `KPI's` in the older manner. */
export function isPluralLetters(letters: string): boolean {
  return (
    /[\p{Lu}\p{N}].*[\p{Lu}\p{N}a-z][’']?s$/u.test(letters) &&
    /\p{Lu}/u.test(letters.slice(1)) &&
    /[\p{Lu}\p{N}tTo]s$/u.test(letters)
  )
}

/** Letters and what they stand for as a glossary has them: `PRUs` and `T-levels` in the singular. */
export function singularPair(letters: string, expansion: string): { letters: string; expansion: string } {
  if (isPluralLetters(letters)) {
    return { letters: singularLetters(letters), expansion: singularPhrase(expansion) }
  }
  const [word] = /(?<=^\p{L}[- ])\p{Ll}+s$/u.exec(letters) ?? []
  const isSameWord = word !== undefined && new RegExp(`(?:^|[\\s-])${word}$`, 'u').test(expansion)
  return isSameWord
    ? { letters: singularPhrase(letters), expansion: singularPhrase(expansion) }
    : { letters, expansion }
}

/** `PRUs` → `PRU`. */
export function singularLetters(letters: string): string {
  return letters.replace(/[’']?s$/u, '')
}

/** `pupil referral units` → `pupil referral unit`, `Members of Parliament` → `Member of Parliament`. */
export function singularPhrase(phrase: string): string {
  const last = /[\p{L}\p{M}]+$/u.exec(phrase)
  if (last) {
    const singular = singularWord(last[0])
    if (singular !== last[0]) return phrase.slice(0, last.index) + singular
  }
  const head = /([\p{L}\p{M}]+)(?= (?:of|for|in|at|with|to)\b)/u.exec(phrase)
  if (!head) return phrase
  return phrase.slice(0, head.index) + singularWord(head[0]) + phrase.slice(head.index + head[0].length)
}

function singularWord(word: string): string {
  const irregular = IRREGULAR[word.toLowerCase()]
  if (irregular)
    return word[0] === word[0]?.toUpperCase() ? irregular[0]?.toUpperCase() + irregular.slice(1) : irregular
  if (/^(?:series|species)$/iu.test(word)) return word
  if (/[^aeiou]ies$/iu.test(word) && word.length > 4) return word.slice(0, -3) + 'y'
  if (/(?:x|ch|sh|ss)es$/iu.test(word)) return word.slice(0, -2)
  return /[^siu]s$/iu.test(word) && word.length > 3 ? word.slice(0, -1) : word
}
