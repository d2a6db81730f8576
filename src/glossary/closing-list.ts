import type { Heading, Nodes, Paragraph, Parent, Root, RootContent } from 'mdast'
import type { FoundDefinition } from '../model/article.ts'
import { splitLine } from './import-lines.ts'
import { splitNotes } from './import-notes.ts'
import { isPluralLetters, looksLikeLetters, singularLetters } from './letters.ts'
import { isExpansionOf } from './match-expansion.ts'
import type { SourcePlaces } from './source-places.ts'
import { createTreeEdits } from './tree-edits.ts'
import { placeInRun, readRun, visibleText, type Run } from './visible-run.ts'

const TITLE =
  /^(?:(?:a |the )?(?:list|key|guide|table) (?:of|to) (?:the )?)?(?:common |useful |main )?(?:abbreviations?|acronyms?|initialisms?|glossary)(?: (?:and|&) (?:abbreviations?|acronyms?|initialisms?|glossary|terms))?(?: (?:used|in|of|for)\b.{0,60})?\s*:?$/iu
/** What may follow the list and still leave it at the end. */
const BACK_MATTER =
  /^(?:references?|notes?|footnotes|endnotes|sources?|further reading|bibliography|links|contacts?|acknowledge?ments|about\b.*)$/iu

/** The author's own list of abbreviations at the end of an article. */
export interface ClosingList {
  /** In order. */
  definitions: FoundDefinition[]
  /** Whether they are all that the list says, so that a list of ours can stand for it. */
  isWhole: boolean
}

/** What is read of a line, with the letters as they are written. */
interface ReadDefinition extends FoundDefinition {
  written: string
}

/**
 * Reads the author's own list of abbreviations at the end of an article. Where nothing else stands in it, its heading
 * and lists are marked with `data.abbreviationList`, so that editions can leave it out or keep it.
 */
export function readClosingList(root: Root, places: SourcePlaces): ClosingList {
  const section = closingSection(root)
  if (!section) return { definitions: [], isWhole: false }
  const found: ReadDefinition[] = []
  const lists: RootContent[] = []
  let isWhole = true
  for (const node of section.blocks) {
    const definitions = definitionsOf(node, places)
    found.push(...definitions)
    if (definitions.length > 0 || (lists.length === 0 && introduces(node))) lists.push(node)
    if (definitions.length > 0 && !saysNoMore(node, definitions, places)) isWhole = false
  }
  const definitions = found.map(({ letters, expansion, place }) => ({ letters, expansion, place }))
  if (definitions.length === 0 || !isWhole) return { definitions, isWhole: false }
  for (const node of [section.title, ...lists]) node.data = { ...node.data, abbreviationList: true } as never
  return { definitions, isWhole }
}

/** Links lead somewhere and pictures show something, which a list of ours would not. */
const onlyWords = new Set([
  ...['paragraph', 'list', 'listItem', 'table', 'tableRow', 'tableCell'],
  ...['defList', 'defListTerm', 'defListDescription'],
  ...['text', 'emphasis', 'strong', 'break', 'inlineCode', 'glossaryMention'],
])

/** Whether a list has no words but its definitions and the headings of its columns. */
function saysNoMore(
  node: RootContent,
  definitions: readonly ReadDefinition[],
  places: SourcePlaces,
): boolean {
  const rest: Nodes[] = [node]
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (!onlyWords.has(next.type)) return false
    if ('children' in next) for (const child of next.children) rest.push(child)
  }
  const read = definitions.reduce((sum, { written, expansion }) => sum + size(written) + size(expansion), 0)
  return size(visibleText(node)) === read + sizeOfHead(node, places)
}

/** The names of a table's columns; its first row may be an entry too. */
function sizeOfHead(node: RootContent, places: SourcePlaces): number {
  const [head] = node.type === 'table' ? node.children : []
  if (!head) return 0
  const [letters, expansion, ...others] = head.children
  const isNames = others.length === 0 && pair(letters, expansion, places).length === 0
  return isNames ? size(visibleText(head)) : 0
}

function size(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

/** Looks back from the end, past notes and references, for a heading that names such a list. */
function closingSection(root: Root): { title: RootContent; blocks: RootContent[] } | undefined {
  const { children } = root
  for (let index = children.length - 1; index >= 0; index--) {
    const node = children[index] as RootContent
    if (!isTitle(node)) continue
    const title = titleText(node)
    if (TITLE.test(title)) return { title: node, blocks: blocksAfter(children, index) }
    if (node.type === 'heading' && !BACK_MATTER.test(title)) return undefined
  }
  return undefined
}

/** A heading, or a short paragraph in bold or ending with a colon. */
function isTitle(node: RootContent): node is Heading | Paragraph {
  if (node.type === 'heading') return true
  if (node.type !== 'paragraph' || node.children.length > 2) return false
  const [first] = node.children
  if (first?.type === 'strong') return true
  return first?.type === 'text' && first.value.length < 80 && first.value.trimEnd().endsWith(':')
}

function titleText(node: RootContent): string {
  return visibleText(node).replace(/\s+/g, ' ').trim()
}

function blocksAfter(children: RootContent[], title: number): RootContent[] {
  const rest = children.slice(title + 1)
  const end = rest.findIndex((node) => node.type === 'heading')
  const blocks = end < 0 ? rest : rest.slice(0, end)
  return blocks.filter(({ type }) => type !== 'footnoteDefinition' && type !== 'definition')
}

/** "The following are used in this summary:" */
function introduces(node: RootContent): boolean {
  return node.type === 'paragraph' && /^[^\n]{1,200}:$/u.test(visibleText(node).trim())
}

function definitionsOf(node: RootContent, places: SourcePlaces): ReadDefinition[] {
  switch (node.type) {
    case 'list':
      return node.children.flatMap((item) => firstParagraphLines(item, places))
    case 'table':
      return node.children.flatMap(({ children: [letters, expansion] }) => pair(letters, expansion, places))
    case 'defList':
      return pairsOfList(node.children, places)
    case 'paragraph':
      return linesOf(node, places)
    default:
      return []
  }
}

function firstParagraphLines(item: Parent, places: SourcePlaces): ReadDefinition[] {
  const [first] = item.children
  return first?.type === 'paragraph' ? linesOf(first, places) : []
}

function linesOf(paragraph: Parent, places: SourcePlaces): ReadDefinition[] {
  const run = runOf(paragraph)
  return [...run.text.matchAll(/[^\n]+/g)].flatMap((line) => {
    const sides = line[0].length < 500 ? splitLine(line[0]) : undefined
    if (!sides) return []
    const start = line.index + Math.max(0, line[0].indexOf(sides.term))
    return definition(run, start, sides.term, sides.expansion, places)
  })
}

function pairsOfList(children: readonly Nodes[], places: SourcePlaces): ReadDefinition[] {
  return children.flatMap((child, index) => {
    const next = children[index + 1]
    if (child.type !== 'defListTerm' || next?.type !== 'defListDescription') return []
    return pair(child, next.children[0], places)
  })
}

function pair(left: Parent | undefined, right: Nodes | undefined, places: SourcePlaces): ReadDefinition[] {
  if (!left || !right) return []
  const run = runOf(left)
  const letters = run.text.trim()
  return definition(run, run.text.indexOf(letters), letters, visibleText(right), places)
}

function runOf(container: Parent): Run {
  return readRun(container, 'prose', { links: 0, code: 0 }, createTreeEdits())
}

function definition(
  run: Run,
  start: number,
  written: string,
  meaning: string,
  places: SourcePlaces,
): ReadDefinition[] {
  const expansion = splitNotes(meaning.replace(/\s+/g, ' ').trim()).expansion.replace(/[.;,]$/u, '')
  if (expansion === '' || !looksLikeLetters(written)) return []
  if (!/\p{Lu}.*\p{Lu}/u.test(written) && !isExpansionOf(written, expansion)) return []
  const letters = isPluralLetters(written) ? singularLetters(written) : written
  return [{ letters, written, expansion, place: placeInRun(run, places, start, start + written.length) }]
}
