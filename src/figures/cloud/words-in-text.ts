const word = /[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*/gu

/** The words of a text as written, without what belongs to no word. */
export function wordsInText(text: string): string[] {
  return text.match(word) ?? []
}

/** Letters that stand for words: `TA`, `DfE`. They are not the word that they look like in small letters. */
function isAbbreviation(written: string): boolean {
  return (written.match(/\p{Lu}/gu)?.length ?? 0) > 1
}

/** What all forms of a word have in common: small letters, and in English no plural or possessive ending. */
export function foldWord(written: string, isEnglish: boolean): string {
  const plain = written.replaceAll('’', "'")
  if (isAbbreviation(plain)) return isEnglish ? plain.replace(/'?s$/, '') : plain
  const small = plain.toLowerCase()
  return isEnglish ? withoutEnding(small) : small
}

function withoutEnding(small: string): string {
  const owned = small.replace(/'s?$/, '')
  if (owned.length < 5) return owned.replace(/([^aeiousy])s$/, '$1')
  if (owned.endsWith('ies')) return `${owned.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|zz)es$/.test(owned)) return owned.slice(0, -2)
  return /[^suiy]s$/.test(owned) ? owned.slice(0, -1) : owned
}
