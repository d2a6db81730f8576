import type { Heading, List, ListItem, Nodes, TableCell } from 'mdast'
import type { Button, Callout, DefinitionList, Drawing, Figure } from '../../model/tree.ts'
import { drawingParts } from '../drawing-parts.ts'
import { digitsOf, numbersOf } from '../list-numbers.ts'
import { numbered, phrasesToText, pictureText } from './phrases.ts'
import { tableToText } from './table.ts'
import { lengthOf, wrap } from './wrap.ts'
import { inLanguage, type Writer } from './writer.ts'

/** Blocks as lines, an empty line between two blocks. Takes every node of the model and any other. */
export function blocksToText(nodes: readonly Nodes[], width: number, writer: Writer): string[] {
  const lines: string[] = []
  for (const node of nodes) {
    const block = blockToText(node, width, writer)
    if (block.length === 0) continue
    if (lines.length > 0) lines.push('')
    lines.push(...block)
  }
  return lines
}

function blockToText(node: Nodes, width: number, around: Writer): string[] {
  const writer = inLanguage(around, node.data?.hProperties?.['lang'])
  switch (node.type) {
    case 'heading':
      return headingToText(node, width, writer)
    case 'list':
      return listToText(node, width, writer)
    case 'blockquote':
      return prefixed(blocksToText(node.children, width - 2, writer), '> ')
    case 'code':
      return node.value.split('\n').map((line) => (line === '' ? '' : `    ${line}`))
    case 'table':
      return tableToText(node, width, (cell) => cellToText(cell, writer))
    case 'thematicBreak':
      return ['* * *']
    case 'callout':
      return calloutToText(node, width, writer)
    case 'figure':
      return figureToText(node, width, writer)
    case 'drawing':
      return drawingToText(node, width, writer)
    case 'button':
      return buttonToText(node, width, writer)
    case 'defList':
      return definitionsToText(node, width, writer)
    case 'audiencePassage':
    case 'listItem':
    case 'defListDescription':
    case 'root':
      return blocksToText(node.children, width, writer)
    case 'footnoteDefinition':
    case 'definition':
    case 'html':
    case 'yaml':
      return []
    default:
      return wrap(phrasesToText([node], writer), width)
  }
}

/** A line below tells the larger headings from a short paragraph. */
function headingToText(node: Heading, width: number, writer: Writer): string[] {
  const lines = wrap(phrasesToText(node.children, writer), width)
  return node.depth <= 2 ? underlined(lines, '-') : lines.length === 0 ? [] : prefixed(lines, '## ', '   ')
}

/** A line as long as the longest line above it. */
export function underlined(lines: readonly string[], sign: string): string[] {
  if (lines.length === 0) return []
  return [...lines, sign.repeat(Math.max(...lines.map(lengthOf)))]
}

/** Puts `first` before the first line and `rest` (by default the same) before the others. */
export function prefixed(lines: readonly string[], first: string, rest = first): string[] {
  return lines.map((line, index) => ((index === 0 ? first : rest) + line).trimEnd())
}

function listToText(list: List, width: number, writer: Writer): string[] {
  const numbers = numbersOf(list)
  const digits = digitsOf(list)
  const isLoose = list.spread || list.children.some((item) => item.spread)
  return list.children.flatMap((item, index) => {
    const marker = list.ordered ? `${String(numbers[index]).padStart(digits)}. ` : '- '
    const lines = itemToText(item, marker, width, writer)
    return isLoose && index > 0 ? ['', ...lines] : lines
  })
}

function itemToText(item: ListItem, marker: string, width: number, writer: Writer): string[] {
  const sign = typeof item.checked === 'boolean' ? (item.checked ? '[x] ' : '[ ] ') : ''
  const first = marker + sign
  const inner = width - first.length
  const inside = inLanguage(writer, item.data?.hProperties?.['lang'])
  const lines = item.spread
    ? blocksToText(item.children, inner, inside)
    : item.children.flatMap((child) => blockToText(child, inner, inside))
  return prefixed(lines.length === 0 ? [''] : lines, first, ' '.repeat(first.length))
}

/** A cell in a line, or in lines where it holds blocks. */
function cellToText(cell: TableCell, around: Writer): string {
  const writer = inLanguage(around, cell.data?.hProperties?.['lang'])
  const lines = cell.data?.holdsBlocks
    ? blocksToText(cell.children, Infinity, writer)
    : [phrasesToText(cell.children, writer)]
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

function calloutToText(node: Callout, width: number, writer: Writer): string[] {
  const kind = writer.words[node.kind]
  const title = node.title ? `${kind}: ${node.title}` : kind
  const body = blocksToText(node.children, width - 2, writer)
  return prefixed([...underlined(wrap(title, width - 2), '-'), ...body], '| ')
}

function figureToText(node: Figure, width: number, writer: Writer): string[] {
  const words = pictureText(node.alt, phrasesToText(node.children, writer).trim(), writer.words)
  const url = node.link && writer.link(node.link.url)
  return wrap(url === undefined ? words : numbered(words, url, writer), width)
}

/** What a picture tells is all here in words, so that its name and its caption say what they belong to. */
function drawingToText(node: Drawing, width: number, writer: Writer): string[] {
  const { caption, words } = drawingParts(node, writer.words)
  const name = [writer.words[node.kind], phrasesToText(caption, writer).trim()].filter(Boolean).join(': ')
  const [list] = words
  const isCloud = node.kind === 'cloud' && list?.type === 'list'
  const lines = isCloud ? listInARow(list, width, writer) : blocksToText(words, width, writer)
  return [...wrap(`[${name}]`, width), ...(lines.length > 0 ? ['', ...lines] : [])]
}

/** A long list of short items. */
function listInARow(list: List, width: number, writer: Writer): string[] {
  const items = list.children.map((item) => phrasesToText(item.children, writer).trim())
  return wrap(`${items.join(', ')}.`, width)
}

function buttonToText(node: Button, width: number, writer: Writer): string[] {
  const words = phrasesToText(node.children, writer)
  const url = writer.link(node.url)
  return wrap(url === undefined ? words : `${words}: ${url}`, width)
}

function definitionsToText(list: DefinitionList, width: number, writer: Writer): string[] {
  const lines: string[] = []
  let before = ''
  for (const child of list.children) {
    if (lines.length > 0 && child.type === 'defListTerm' && before !== 'defListTerm') lines.push('')
    if (child.type === 'defListTerm') lines.push(...wrap(phrasesToText(child.children, writer), width))
    else lines.push(...prefixed(blocksToText(child.children, width - 4, writer), '    '))
    before = child.type
  }
  return lines
}
