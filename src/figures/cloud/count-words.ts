import type { Link, Nodes, Root } from 'mdast'
import { withoutAddresses } from '../../glossary/matcher/index.ts'
import type { Mention } from '../../model/mention.ts'
import type { FigureContext } from '../figure.ts'
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

type FindTerms = FigureContext['findTerms']

interface Tally {
  count: number
  termId?: string
  forms: Map<string, number>
}

/** Counts the words of trees that say something; a term's letters and its expansion are one. Most frequent first. */
export function countWords(trees: readonly Root[], language: string, findTerms: FindTerms): CountedWord[] {
  const isEnglish = language.toLowerCase().startsWith('en')
  const counter: Counter = { isEnglish, stop: stopWords(language), tallies: new Map(), asides: [] }
  for (const tree of trees) count(tree, counter)
  countAsides(counter, findTerms)
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
  /** Texts of headings, links and `:plain[…]`, whose terms have no nodes. */
  asides: string[]
}

const unread = new Set(['code', 'inlineCode', 'drawing', 'definition'])
const withAsides = new Set(['heading', 'link', 'button'])

function count(node: Nodes, counter: Counter, isAside = false): void {
  if (node.data?.abbreviationList || unread.has(node.type)) return
  if (node.type === 'glossaryMention') return addMention(node.mention, counter)
  if (node.type === 'text') {
    if (node.data?.glossaryMention) return addMention(node.data.glossaryMention, counter)
    if (isAside || node.data?.glossaryPlain) return void counter.asides.push(node.value)
    return countText(node.value, counter)
  }
  if (node.type === 'link' && isItsAddress(node)) return
  if (node.type === 'audiencePassage') for (const child of node.otherwise) count(child, counter)
  if ('children' in node)
    for (const child of node.children) count(child, counter, isAside || withAsides.has(node.type))
}

/** Whether a link's words are no words but where it leads to: `example.org`. */
function isItsAddress({ url, children: [only, ...others] }: Link): boolean {
  if (only?.type !== 'text' || others.length > 0) return false
  const text = only.value.trim()
  return url.includes(text) && /^\S+[.:@/]\S+$/.test(text)
}

function countText(text: string, counter: Counter, meanings?: ReadonlyMap<string, string>): void {
  const { isEnglish, stop } = counter
  for (const written of wordsInText(withoutAddresses(text))) {
    const folded = foldWord(written, isEnglish)
    const termId = meanings?.get(folded)
    if (termId !== undefined) {
      addMention({ termId, text: written }, counter)
      continue
    }
    const small = written.toLowerCase().replaceAll('’', "'")
    if (stop.has(small) || stop.has(folded) || isTooShort(written)) continue
    add(folded, written, counter)
  }
}

/** Finds the terms in the texts that were put aside. Letters with several meanings have the one that they have in prose. */
function countAsides(counter: Counter, findTerms: FindTerms): void {
  const meanings = meaningsInProse(counter, findTerms)
  for (const aside of counter.asides) {
    const text = withoutAddresses(aside)
    let at = 0
    for (const { start, end, termId } of findTerms(text)) {
      countText(text.slice(at, start), counter, meanings)
      addMention({ termId, text: text.slice(start, end) }, counter)
      at = end
    }
    countText(text.slice(at), counter, meanings)
  }
}

/** Letters with several meanings → the term that prose has most often, by their folded forms. */
function meaningsInProse({ tallies, isEnglish }: Counter, findTerms: FindTerms): ReadonlyMap<string, string> {
  const rarestFirst = [...tallies.values()]
    .flatMap(({ termId, forms }) => [...forms].map(([form, many]) => ({ termId: termId ?? '', form, many })))
    .filter(({ termId, form }) => termId !== '' && findTerms(form).length === 0)
    .sort((one, other) => one.many - other.many || (one.termId < other.termId ? 1 : -1))
  return new Map(rarestFirst.map(({ form, termId }) => [foldWord(form, isEnglish), termId]))
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

function addMention({ termId, text }: Pick<Mention, 'termId' | 'text'>, counter: Counter): void {
  add(`term ${termId}`, text, counter, termId)
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
