import type { Element, ElementContent, Root, Text } from 'hast'
import { element, isEmpty, isElement, textIn } from '../elements.ts'
import { createListBuilder, type ListBuilder } from '../list-builder.ts'
import { cellsOf, rowsOf } from '../table-rows.ts'
import { buildTypedStructure } from './typed-structure.ts'
import { readMark, type ParagraphMark } from './paragraph-mark.ts'

/** Makes headings, lists, quotations, boxes and notes of the converter's paragraphs by their marks. */
export function buildBlocks(tree: Root): Root {
  const notes = tree.children.filter(isNotes)
  const body = tree.children.filter((node) => !isNotes(node)) as ElementContent[]
  return { type: 'root', children: [...blocksOf(body), ...notes.flatMap(sectionsOf)] }
}

/** The converter sets notes as a list at the end. */
function isNotes(node: Root['children'][number]): node is Element {
  return (
    isElement(node, 'ol') &&
    node.children.some((item) => isElement(item, 'li') && noteName(item.properties['id']))
  )
}

function noteName(id: unknown): string | undefined {
  return typeof id === 'string' && /^(?:footnote|endnote)-[^-]+$/.test(id) ? id : undefined
}

function sectionsOf(list: Element): Element[] {
  return list.children
    .filter((item) => isElement(item, 'li'))
    .map((item) => {
      for (const child of item.children)
        if (child.type === 'element') child.children = child.children.filter(isNoReturn)
      return element('section', blocksOf(item.children), { dataNote: noteName(item.properties['id']) ?? '' })
    })
}

/** The arrow at a note's end leads back. */
function isNoReturn(node: ElementContent): boolean {
  return !(isElement(node, 'a') && /^#(?:footnote|endnote)-ref-/.test(String(node.properties['href'])))
}

/** Indents from which a paragraph behind a list belongs to its last item: a quarter of an inch. */
const continues = 360

function blocksOf(nodes: readonly ElementContent[]): ElementContent[] {
  const blocks: ElementContent[] = []
  const lists = createListBuilder((list) => blocks.push(list))
  for (const node of nodes) {
    if (isElement(node, 'table')) {
      lists.end()
      addTable(node, blocks)
    } else if (isElement(node, 'p')) addParagraph(node, lists, blocks)
  }
  return buildTypedStructure(blocks)
}

function addParagraph(paragraph: Element, lists: ListBuilder, blocks: ElementContent[]): void {
  const mark = takeMark(paragraph)
  cleanPhrases(paragraph)
  paragraph.children = paragraph.children.map((child, index) =>
    index > 0 && isElement(child, 'input') ? signOf(child) : child,
  )
  const [first, ...others] = splitAtBreaks(paragraph)
  if (first) addPart(first, mark, lists, blocks)
  const isInItem = lists.isOpen()
  for (const part of others) {
    if (isInItem) lists.goOn(part)
    else addPart(part, mark, lists, blocks)
  }
}

function addPart(
  paragraph: Element,
  mark: ParagraphMark,
  lists: ListBuilder,
  blocks: ElementContent[],
): void {
  if (isEmpty(paragraph) && mark.kind !== 'chart') return
  if (mark.kind === 'list' && mark.numeral) addItem(paragraph, mark, lists, blocks)
  // A box to tick is an item of a list of tasks.
  else if (mark.kind === 'text' && isElement(paragraph.children[0], 'input'))
    lists.add(paragraph, { level: 0 })
  else if (mark.kind === 'text' && (mark.indent ?? 0) >= continues && lists.isOpen())
    lists.goOn(paragraph, mark)
  else {
    lists.end()
    addBlock(paragraph, mark, blocks)
  }
}

/** Two breaks in a row end a paragraph; breaks at its edges are none. */
function splitAtBreaks(paragraph: Element): Element[] {
  const parts: Element[] = [element('p', [])]
  for (const [index, child] of paragraph.children.entries()) {
    const isPair = isElement(child, 'br') && isElement(paragraph.children[index + 1], 'br')
    if (isPair && parts.at(-1)!.children.length > 0) parts.push(element('p', []))
    else parts.at(-1)!.children.push(child)
  }
  return parts.filter((part, index) => index === 0 || !isEmpty(part))
}

const counted = /^(?:decimal|ordinal|cardinalText|numberInDash)/
/** A label that says no more than its number. */
const onlyNumber = /^[([-]?\s*\d+\s*[.):\]-]*$/

/** An item with a number or a bullet; letters and numbers such as 2.1, which Markdown does not count, are words. */
function addItem(
  paragraph: Element,
  { numeral, indent = 0 }: ParagraphMark,
  lists: ListBuilder,
  blocks: ElementContent[],
): void {
  const { format, level, number, label } = numeral!
  if (label.trim() === '') goOn(paragraph, level, lists, blocks)
  else if (/\d\D+\d/.test(label)) {
    lists.end()
    blocks.push(labelled(paragraph, label))
  } else if (counted.test(format) && onlyNumber.test(label.trim()))
    lists.add(paragraph, { level, number, indent })
  else lists.add(format === 'bullet' ? paragraph : labelled(paragraph, label), { level, indent })
}

/** A paragraph of a list without a sign goes on the item before it. */
function goOn(paragraph: Element, level: number, lists: ListBuilder, blocks: ElementContent[]): void {
  if (lists.isOpen()) lists.goOn(paragraph, { level })
  else blocks.push(paragraph)
}

function labelled(paragraph: Element, label: string): Element {
  return { ...paragraph, children: [{ type: 'text', value: `${label} ` }, ...paragraph.children] }
}

function addBlock(paragraph: Element, mark: ParagraphMark, blocks: ElementContent[]): void {
  const { kind, level = 1, chart = 'bar' } = mark
  const { children } = paragraph
  const before = blocks.at(-1)
  if (kind === 'title') blocks.push(element('h1', children, { dataTitle: true }))
  else if (kind === 'heading') blocks.push(element(`h${Math.min(level, 6)}`, children))
  else if (kind === 'chart') blocks.push(element('figcaption', children, { dataChart: chart }))
  else if (kind === 'quote') addTo(before, 'blockquote', [paragraph], blocks)
  else if (kind === 'code') addTo(before, 'pre', codeLine(paragraph, before), blocks)
  else blocks.push(mark.size === undefined ? paragraph : standOut(paragraph, mark.size))
}

/** What stands out by its size or a line below it does so in bold here. */
function standOut({ children }: Element, size: number): Element {
  const plain = children.flatMap((child) => (isElement(child, 'strong') ? child.children : [child]))
  return element('p', [element('strong', plain)], { dataSize: size })
}

/** Neighbours of one kind are one block. */
function addTo(
  before: ElementContent | undefined,
  tagName: string,
  children: ElementContent[],
  blocks: ElementContent[],
): void {
  if (isElement(before, tagName)) before.children.push(...children)
  else blocks.push(element(tagName, children))
}

function codeLine(paragraph: Element, before: ElementContent | undefined): ElementContent[] {
  return [{ type: 'text', value: `${isElement(before, 'pre') ? '\n' : ''}${textIn(paragraph)}` }]
}

/** A table stands for itself; behind a chart's title it has the numbers of the chart. */
function addTable(table: Element, blocks: ElementContent[]): void {
  const before = blocks.at(-1)
  if (!isElement(before, 'figcaption')) blocks.push(...tableOrContent(table))
  else blocks[blocks.length - 1] = chartOf(before, table)
}

/** A chart's table and title, with how it is drawn. */
function chartOf(caption: Element, table: Element): Element {
  const { dataChart = 'bar' } = caption.properties
  return element('figure', [element('figcaption', caption.children), tableOf(rowsOf(table))], { dataChart })
}

/**
 * A table with one cell is a box that somebody drew round a text; one with a single row or column relates nothing to
 * anything, and only places things on the page.
 */
function tableOrContent(table: Element): ElementContent[] {
  const rows = rowsOf(table)
  const cells = rows.flatMap(cellsOf)
  const isLayout = rows.length === 1 || rows.every((row) => cellsOf(row).length <= 1)
  if (!isLayout || cells.some((cell) => isElement(cell, 'th'))) return [tableOf(rows)]
  const content = cells.flatMap((cell) => blocksOf(cell.children))
  return cells.length === 1 ? [element('aside', content)] : content
}

function tableOf(rows: Element[]): Element {
  for (const cell of rows.flatMap(cellsOf)) {
    writeBoxes(cell)
    cell.children = blocksOf(cell.children)
  }
  return element('table', rows)
}

/** Where there is no list of tasks, a box to tick is a sign. */
function writeBoxes(parent: Element): void {
  parent.children = parent.children.map((child) => {
    if (child.type !== 'element') return child
    if (child.tagName === 'input') return signOf(child)
    writeBoxes(child)
    return child
  })
}

function signOf(box: Element): Text {
  return { type: 'text', value: box.properties['checked'] ? '☒' : '☐' }
}

/** The mark at a paragraph's beginning; one without is text. */
function takeMark(paragraph: Element): ParagraphMark {
  const marks = paragraph.children.flatMap((child) => (isElement(child, 'a') ? (markOf(child) ?? []) : []))
  paragraph.children = paragraph.children.filter((child) => !(isElement(child, 'a') && markOf(child)))
  return marks[0] ?? { kind: 'text' }
}

function markOf(anchor: Element): ParagraphMark | undefined {
  return readMark(String(anchor.properties['id'] ?? ''))
}

/** Links within the document lose their target, bookmarks their name; calls for notes get the note's name. */
function cleanPhrases(parent: Element): void {
  parent.children = parent.children.flatMap((child) => {
    if (child.type !== 'element') return [child]
    const call = noteCall(child)
    if (call) return [call]
    cleanPhrases(child)
    if (!isElement(child, 'a')) return [child]
    const href = String(child.properties['href'] ?? '')
    return /^[^#]/.test(href) ? [element('a', child.children, { href })] : child.children
  })
}

function noteCall(node: Element): Element | undefined {
  const anchor = isElement(node, 'sup') ? node.children[0] : node
  if (!isElement(anchor, 'a')) return undefined
  const name = noteName(String(anchor.properties['href'] ?? '').slice(1))
  return name === undefined ? undefined : element('a', [], { dataNoteRef: name })
}
