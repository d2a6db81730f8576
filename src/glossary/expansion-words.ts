import { foldCase } from './term-forms.ts'

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu
const SMALL_WORDS = new Set('a an and as at by for from in into of on or our per the to with'.split(' '))

/**
 * Whether two expansions say the same: case, accents, plurals, hyphens, `and` or `&`, small words and the spelling
 * with `s` or `z` do not count.
 */
export function agree(one: string, other: string): boolean {
  return one === other || joined(one) === joined(other)
}

/** The offset in `text` from which on it says the same as `expansion`, to its end; nothing where it does not. */
export function endsWithExpansion(text: string, expansion: string): number | undefined {
  const wanted = joined(expansion)
  if (wanted === '') return undefined
  const words = [...text.slice(-expansion.length * 2 - 40).matchAll(WORD)]
  const offset = text.length - Math.min(text.length, expansion.length * 2 + 40)
  let tail = ''
  for (const word of words.reverse()) {
    tail = bareWord(word[0]) + tail
    if (tail === wanted && bareWord(word[0]) !== '') return offset + word.index
    if (tail.length >= wanted.length) return undefined
  }
  return undefined
}

/** Whether `text` begins with what `expansion` says. */
export function startsWithExpansion(text: string, expansion: string): boolean {
  return expansionEnd(text, expansion) !== undefined
}

/** The offset in `text` up to which it says the same as `expansion`; nothing where it does not. */
export function expansionEnd(text: string, expansion: string): number | undefined {
  const wanted = joined(expansion)
  let head = ''
  for (const { 0: word, index } of text.matchAll(WORD)) {
    head += bareWord(word)
    if (head === wanted) return wanted === '' ? undefined : index + word.length
    if (head.length > wanted.length) return undefined
  }
  return undefined
}

function joined(text: string): string {
  return (text.match(WORD) ?? []).map(bareWord).join('')
}

function bareWord(word: string): string {
  const plain = foldCase(word.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/['’]s?$/u, '')
    .replace(/['’]/gu, '')
  if (SMALL_WORDS.has(plain)) return ''
  return singular(plain).replaceAll('z', 's')
}

function singular(word: string): string {
  if (word.length < 4) return word
  if (word.endsWith('ies')) return word.slice(0, -3) + 'y'
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
