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

/**
 * Reads the author's own list of abbreviations at the end of an article, and marks its heading and lists with
 * `data.abbreviationList`, so that editions can leave it out or keep it. Gives the definitions in order.
 */
export function readClosingList(root: Root, places: SourcePlaces): FoundDefinition[] {
  const section = closingSection(root)
  if (!section) return []
  const found: FoundDefinition[] = []
  const lists: RootContent[] = []
  for (const node of section.blocks) {
    const definitions = definitionsOf(node, places)
    found.push(...definitions)
    if (definitions.length > 0 || (lists.length === 0 && introduces(node))) lists.push(node)
  }
  if (found.length === 0) return []
  for (const node of [section.title, ...lists]) node.data = { ...node.data, abbreviationList: true } as never
  return found
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

function definitionsOf(node: RootContent, places: SourcePlaces): FoundDefinition[] {
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

function firstParagraphLines(item: Parent, places: SourcePlaces): FoundDefinition[] {
  const [first] = item.children
  return first?.type === 'paragraph' ? linesOf(first, places) : []
}

function linesOf(paragraph: Parent, places: SourcePlaces): FoundDefinition[] {
  const run = runOf(paragraph)
  return [...run.text.matchAll(/[^\n]+/g)].flatMap((line) => {
    const sides = line[0].length < 500 ? splitLine(line[0]) : undefined
    if (!sides) return []
    const start = line.index + Math.max(0, line[0].indexOf(sides.term))
    return definition(run, start, sides.term, sides.expansion, places)
  })
}

function pairsOfList(children: readonly Nodes[], places: SourcePlaces): FoundDefinition[] {
  return children.flatMap((child, index) => {
    const next = children[index + 1]
    if (child.type !== 'defListTerm' || next?.type !== 'defListDescription') return []
    return pair(child, next.children[0], places)
  })
}

function pair(left: Parent | undefined, right: Nodes | undefined, places: SourcePlaces): FoundDefinition[] {
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
): FoundDefinition[] {
  const expansion = splitNotes(meaning.replace(/\s+/g, ' ').trim()).expansion.replace(/[.;,]$/u, '')
  if (expansion === '' || !looksLikeLetters(written)) return []
  if (!/\p{Lu}.*\p{Lu}/u.test(written) && !isExpansionOf(written, expansion)) return []
  const letters = isPluralLetters(written) ? singularLetters(written) : written
  return [{ letters, expansion, place: placeInRun(run, places, start, start + written.length) }]
}
