import type { Element, ElementContent, Text } from 'hast'
import { isElement } from '../elements.ts'
import { classesOf, saidBy } from './seen-elements.ts'
import type { FlatItem } from '../tree-builder.ts'
import { pointsOf, type Declarations } from './styles.ts'

/** A paragraph of Word's that is an item of a list. */
export interface WordItem extends FlatItem {
  /** The text that shows its sign or number, which the list shows itself. */
  marker: ReadonlySet<Text>
  /** A number that a list does not show, such as `(a)` or `2.1.`: it stays as words. */
  label?: string
}

/** What begins a paragraph, as far as it can be its sign. */
interface Piece {
  text: Text
  /** Between the comments that set a sign apart for browsers. */
  isSupport: boolean
  isIgnored: boolean
  isSpacer: boolean
}

/** A sign is among the first of a paragraph's nodes. */
const looksAt = 40

/**
 * The item that a paragraph of Word's is. Word writes no lists: it says a paragraph's level in a style of its own, or in
 * filtered pages only by how far it is set in, and its sign as words.
 */
export function wordItem(paragraph: Element, style: Declarations): WordItem | undefined {
  const said = style['mso-list'] ?? ''
  const mayBe = /level\d/.test(said) || isListClass(paragraph) || pointsOf(style['text-indent']) < 0
  if (!mayBe) return undefined
  const marker = markerOf(piecesOf(paragraph))
  if (marker.length === 0) return undefined
  const sign = marker
    .map(({ text }) => text.value)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
  const kind = kindOf(sign)
  if (!kind) return undefined
  const list = /\bl\d+/.exec(said)?.[0]
  return {
    ...kind,
    level: levelOf(said, style),
    marker: new Set(marker.map(({ text }) => text)),
    ...(list && { list }),
  }
}

/** Whether a paragraph goes on an item that stands before it. */
export function isListClass(paragraph: Element): boolean {
  return classesOf(paragraph).some((name) => /^MsoList/i.test(name))
}

/** Whether an element holds only the space between a sign and its words, drawn with spaces that do not break. */
export function isSpacer(element: Element): boolean {
  const style = saidBy(element, 'style')
  return /mso-tab-count|font:\s*7\.0pt/i.test(style)
}

function levelOf(said: string, style: Declarations): number {
  const level = /level(\d+)/.exec(said)
  return level ? Number(level[1]) : Math.round(marginOf(style))
}

function marginOf(style: Declarations): number {
  const sides = (style['margin'] ?? '').split(' ')
  return pointsOf(style['margin-left'] ?? sides[3] ?? sides[1])
}

function kindOf(sign: string): Pick<WordItem, 'isOrdered' | 'number' | 'label'> | undefined {
  const number = /^(\d{1,9})[.)]?$/.exec(sign)
  if (number) return { isOrdered: true, number: Number(number[1]) }
  if (/^(?:[^\p{L}\p{N}\s]{1,3}|[oØüvq§])$/u.test(sign)) return { isOrdered: false }
  return /^\S{1,12}$/.test(sign) ? { isOrdered: false, label: sign } : undefined
}

/** Word says itself which text is the sign, in one of two ways; in filtered pages it is what stands before the spacer. */
function markerOf(pieces: readonly Piece[]): Piece[] {
  const support = pieces.filter((piece) => piece.isSupport)
  if (support.length > 0) return support
  const ignored = pieces.filter((piece) => piece.isIgnored)
  if (ignored.length > 0) return ignored
  const spacer = pieces.findIndex((piece) => piece.isSpacer)
  const before = pieces.slice(0, spacer + 1)
  const length = before.reduce((sum, { text }) => sum + text.value.trim().length, 0)
  return length > 0 && length <= 12 ? before : []
}

function piecesOf(paragraph: Element): Piece[] {
  const pieces: Piece[] = []
  let isSupport = false
  let seen = 0
  type Waiting = { node: ElementContent; isIgnored: boolean; isSpacer: boolean }
  const waiting: Waiting[] = []
  const wait = (parent: Element, from: Pick<Waiting, 'isIgnored' | 'isSpacer'>): void => {
    for (const node of parent.children.slice(0, looksAt).toReversed()) waiting.push({ ...from, node })
  }
  wait(paragraph, { isIgnored: false, isSpacer: false })
  for (let next = waiting.pop(); next && seen < looksAt; next = waiting.pop(), seen++) {
    const { node, ...flags } = next
    if (node.type === 'comment') isSupport = isSupportAfter(node.value, isSupport)
    else if (isElement(node)) {
      const isIgnored = flags.isIgnored || /mso-list:\s*ignore/i.test(saidBy(node, 'style'))
      wait(node, { isIgnored, isSpacer: flags.isSpacer || isSpacer(node) })
    } else if (node.type === 'text') pieces.push({ ...flags, text: node, isSupport })
  }
  return pieces
}

function isSupportAfter(comment: string, isSupport: boolean): boolean {
  if (/\[if\s*!supportLists\]/i.test(comment)) return true
  return /\[endif\]/i.test(comment) ? false : isSupport
}
