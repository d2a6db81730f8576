import { strangersIn } from '../text/measure-text.ts'

/** Signs that choose between pictures of another sign or join two into one, which our font knows nothing of. */
const choosers = /[\u{FE00}-\u{FE0F}\u200d]/gu

/** The text without the signs that the font has no picture of, such as most emoji. */
export function drawable(text: string): string {
  const known = text.replace(choosers, '')
  const strangers = new Set(strangersIn(known))
  return [...known]
    .filter((sign) => !strangers.has(sign))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The letters of a text that a cover cannot show, each once. */
export function undrawableLetters(text: string): string[] {
  return strangersIn(text).filter((sign) => /\p{L}/u.test(sign))
}
