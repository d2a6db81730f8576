import type { Nodes, Root } from 'mdast'
import { stopWords } from './stop-words.ts'
import { foldWord, wordsInText } from './words-in-text.ts'

/** A word of a text in all its forms, or a glossary term in all its spellings. */
export interface CountedWord {
  /** What its forms have in common; `term <id>` for a term. */
  key: string
  /** As it is shown: the form that is written most often. */
  label: string
  count: number
  termId?: string
}

interface Tally {
  count: number
  termId?: string
  forms: Map<string, number>
}

/** Counts the words of trees that say something; a term's letters and its expansion are one. Most frequent first. */
export function countWords(trees: readonly Root[], language: string): CountedWord[] {
  const isEnglish = language.toLowerCase().startsWith('en')
  const counter: Counter = { isEnglish, stop: stopWords(language), tallies: new Map() }
  for (const tree of trees) count(tree, counter)
  return [...counter.tallies]
    .map(([key, { count, termId, forms }]): CountedWord => {
      return {
        key,
        label: bestForm(forms, termId !== undefined),
        count,
        ...(termId !== undefined && { termId }),
      }
    })
    .sort((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1))
}

interface Counter {
  isEnglish: boolean
  stop: ReadonlySet<string>
  tallies: Map<string, Tally>
}

const unread = new Set(['code', 'inlineCode', 'drawing', 'definition'])

function count(node: Nodes, counter: Counter): void {
  if (node.data?.abbreviationList || unread.has(node.type)) return
  if (node.type === 'glossaryMention')
    return add(`term ${node.mention.termId}`, node.mention.text, counter, node.mention.termId)
  if (node.type === 'text') return countText(node.value, counter)
  if (node.type === 'audiencePassage') for (const child of node.otherwise) count(child, counter)
  if ('children' in node) for (const child of node.children) count(child, counter)
}

function countText(text: string, counter: Counter): void {
  const { isEnglish, stop } = counter
  for (const written of wordsInText(text)) {
    const folded = foldWord(written, isEnglish)
    const small = written.toLowerCase().replaceAll('’', "'")
    if (stop.has(small) || stop.has(folded) || isTooShort(written)) continue
    add(folded, written, counter)
  }
}

/** In alphabets, one or two letters are hardly ever a word worth showing; elsewhere they are. */
function isTooShort(written: string): boolean {
  const letters = [...written].length
  return (
    letters < 3 &&
    /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(written) &&
    !/^\p{Lu}{2}$/u.test(written)
  )
}

function add(key: string, written: string, { tallies }: Counter, termId?: string): void {
  const tally = tallies.get(key) ?? {
    count: 0,
    forms: new Map<string, number>(),
    ...(termId !== undefined && { termId }),
  }
  tally.count++
  tally.forms.set(written, (tally.forms.get(written) ?? 0) + 1)
  tallies.set(key, tally)
}

/** A capital letter at the beginning of a sentence is no other form. */
function bestForm(forms: ReadonlyMap<string, number>, isTerm: boolean): string {
  const all = [...forms]
  const small = isTerm ? [] : all.filter(([form]) => form === form.toLowerCase())
  const candidates = small.length > 0 ? small : all
  const rank = ([one, many]: [string, number], [other, more]: [string, number]): number =>
    more - many || one.length - other.length || (one < other ? -1 : 1)
  return candidates.sort(rank)[0]?.[0] ?? ''
}
