export type WritingDirection = 'ltr' | 'rtl'

const letter = /\p{L}/u
const leftwardLetter = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * Whether a text runs from right to left: its first letter says so. In a publication that does, any such letter is
 * enough, because a sentence may begin with letters of another script.
 */
export function runsLeftward(text: string, publication: WritingDirection): boolean {
  if (publication === 'rtl') return hasLeftwardLetters(text)
  return leftwardLetter.test(letter.exec(text)?.[0] ?? '')
}

/**
 * The text with the signs that say so (Unicode's embedding, UAX 9): the full stop then stands at its left end also
 * where the picture as a whole is drawn from left to right.
 */
export function embedLeftward(markup: string): string {
  return `\u202B${markup}\u202C`
}

/** Whether any letter of the text is written from right to left. */
export function hasLeftwardLetters(text: string): boolean {
  return leftwardLetter.test(text)
}
