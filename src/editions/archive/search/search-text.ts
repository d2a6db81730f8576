import type { Nodes, Root } from 'mdast'
import type { Mention } from '../../../model/mention.ts'
import type { Messages } from '../../../templates/index.ts'
import type { PhraseFinder } from './phrase-finder.ts'

/** A section of an article as search knows it. */
export interface SearchSection {
  /** The fragment of its address; empty before the first heading. */
  id: string
  heading: string
  /** Its words, a line for each block; what the glossary adds stands between `oursStart` and `oursEnd`. */
  text: string
}

export interface SearchTextContext {
  /** What a mention's letters stand for, or nothing where its term is not known. */
  expansion: (mention: Mention) => string | undefined
  /** Finds what terms stand for where the text spells it out. */
  phrases: PhraseFinder
  words: Messages
}

/** Signs that no text has: Unicode keeps them for use inside a program. `excerpts.js` knows them too. */
const oursStart = '\uFDD0'
const oursEnd = '\uFDD1'

/**
 * The words of an article by section. Once in each section letters are followed by what they stand for, and what is
 * spelt out by its letters: so each finds the other, and an excerpt shows why.
 */
export function searchText(tree: Root, context: SearchTextContext): SearchSection[] {
  const sections: SearchSection[] = []
  let blocks: string[] = []
  let terms = new Set<string>()
  const begin = (id: string, heading: string): void => {
    blocks = []
    terms = new Set()
    sections.push({ id, heading, text: '' })
  }
  const end = (): void => {
    const last = sections.at(-1)
    if (last) last.text = withLetters(blocks.filter(Boolean).join('\n'), terms, context.phrases)
  }
  begin('', '')
  for (const node of tree.children) {
    const start = sectionStart(node, context)
    if (start && start.id !== sections.at(-1)?.id) {
      end()
      begin(start.id, start.heading)
    }
    if (node.type !== 'heading') blocks.push(blockText(node, terms, context))
  }
  end()
  return sections.filter(({ heading, text }) => heading !== '' || text !== '')
}

/** Notes and the author's own list of abbreviations stand at the end of the page, in sections of ours. */
function sectionStart(
  node: Nodes,
  { words }: SearchTextContext,
): Pick<SearchSection, 'id' | 'heading'> | undefined {
  if (node.data?.abbreviationList) return { id: 'pageAbbreviations', heading: words.abbreviationsHere }
  if (node.type === 'footnoteDefinition') return { id: 'pageNotes', heading: words.footnotes }
  if (node.type !== 'heading' || node.data?.id === undefined) return undefined
  return { id: node.data.id, heading: oneLine(phraseText(node, undefined, undefined)) }
}

const phrasing = new Set(['paragraph', 'heading', 'tableCell', 'defListTerm', 'button'])

function blockText(node: Nodes, terms: Set<string>, context: SearchTextContext): string {
  if (phrasing.has(node.type) && !node.data?.holdsBlocks) return oneLine(phraseText(node, terms, context))
  if (!('children' in node) || node.type === 'figure') return oneLine(phraseText(node, terms, context))
  const children = blocksIn(node)
  const title = node.type === 'callout' ? [node.title ?? ''] : []
  const texts = [...title, ...children.map((child) => blockText(child, terms, context))]
  const text = texts.filter(Boolean).join(node.type === 'tableRow' ? ' · ' : '\n')
  return node.type === 'tableCell' ? oneLine(text) : text
}

/** What readers see of a block, its other half included; a word cloud's list counts words that the text has. */
function blocksIn(node: Nodes & { children: unknown }): readonly Nodes[] {
  if (node.type === 'audiencePassage') return [...node.children, ...node.otherwise]
  if (node.type !== 'drawing') return node.children as readonly Nodes[]
  return [...node.children, ...(node.kind === 'cloud' ? [] : (node.drawn?.equivalent ?? []))]
}

/** Running text; with `terms` the glossary's words stand beside each first mention. */
function phraseText(
  node: Nodes,
  terms: Set<string> | undefined,
  context: SearchTextContext | undefined,
): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value
    case 'image':
      return node.alt ?? ''
    case 'break':
      return ' '
    case 'glossaryMention':
      return mentionText(node.mention, terms, context)
    default:
      break
  }
  if (!('children' in node)) return ''
  const inside = (node.children as readonly Nodes[])
    .map((child) => phraseText(child, terms, context))
    .join('')
  return node.type === 'figure' && node.alt !== '' ? `${node.alt} ${inside}` : inside
}

function mentionText(
  mention: Mention,
  terms: Set<string> | undefined,
  context: SearchTextContext | undefined,
): string {
  const isFirst = terms !== undefined && !terms.has(mention.termId)
  terms?.add(mention.termId)
  const expansion = isFirst && !mention.definedHere ? context?.expansion(mention) : undefined
  return expansion === undefined ? mention.text : `${mention.text} ${ours(expansion)}`
}

/** Puts the letters behind what is spelt out, of terms that the section does not mention otherwise. */
function withLetters(text: string, terms: ReadonlySet<string>, phrases: PhraseFinder): string {
  let result = ''
  let at = 0
  for (const { letters, end } of phrases(text, terms)) {
    result += `${text.slice(at, end)} ${ours(letters)}`
    at = end
  }
  return result + text.slice(at)
}

function ours(words: string): string {
  return oursStart + words + oursEnd
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
