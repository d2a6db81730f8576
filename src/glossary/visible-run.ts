import type { Link, Nodes, Parent, Text } from 'mdast'
import type {} from 'remark-directive'
import type { Mention } from '../model/mention.ts'
import type { Place } from '../model/place.ts'
import type { GlossaryMention } from '../model/tree.ts'
import { followTags, type HtmlState } from './html-state.ts'
import type { SourcePlaces } from './source-places.ts'
import type { TreeEdits } from './tree-edits.ts'

/** Where a stretch of text stands; in `none`, such as code, nothing is looked for. */
export type Standing = Mention['where'] | 'none'

type TextDirective = Extract<Nodes, { type: 'textDirective' }>

/** A mention that needs no looking for: `:term[…]`, or one that was made before. */
export interface GivenMention {
  node: TextDirective | GlossaryMention | Link | Text
  /** The sense that `:term[…]` asks for. */
  sense?: string | undefined
  /** What was found before. */
  mention?: Mention
}

/** The stretch of a run that one node makes. */
export interface Piece {
  start: number
  end: number
  where: Standing
  /** Whose `children` hold the node. */
  parent: Parent
  node?: Text
  given?: GivenMention
}

/**
 * What a reader sees of a paragraph, heading, cell or the like, as one string, so that the edges of words are judged
 * across emphasis, links and code.
 */
export interface Run {
  text: string
  pieces: Piece[]
  /** Whether it belongs to the author's own list of abbreviations. */
  inClosingList: boolean
}

/** Stands for what is seen and is no text: a picture, a formula, a footnote's number. */
const OBJECT = '\uFFFC'

interface Level {
  parent: Parent
  index: number
  where: Standing
}

/** Reads the phrasing content of `container`; notes in `edits` which nodes are to be replaced by their children. */
export function readRun(container: Parent, where: Standing, html: HtmlState, edits: TreeEdits): Run {
  const run: Run = { text: '', pieces: [], inClosingList: false }
  const state: HtmlState = { links: html.links, code: html.code }
  const outer: Level[] = []
  let parent = container
  let index = 0
  let standing = where
  for (;;) {
    const node = parent.children[index++] as Nodes | undefined
    if (!node) {
      const level = outer.pop()
      if (!level) return run
      ;({ parent, index, where: standing } = level)
      continue
    }
    const inner = readNode(run, node, parent, standingIn(state, standing), state, edits)
    if (!inner) continue
    outer.push({ parent, index, where: standing })
    parent = node as Parent
    index = 0
    standing = inner
  }
}

/** Where a node stands after the HTML tags before it. */
function standingIn({ code, links }: HtmlState, where: Standing): Standing {
  if (code > 0) return 'none'
  return links > 0 && where !== 'none' ? 'link' : where
}

/** Adds one node to the run; returns where its children stand, if they are to be read. */
function readNode(
  run: Run,
  node: Nodes,
  parent: Parent,
  standing: Standing,
  html: HtmlState,
  edits: TreeEdits,
): Standing | undefined {
  switch (node.type) {
    case 'text':
      addText(run, node, parent, standing, edits)
      return undefined
    case 'break':
      return addOpaque(run, parent, '\n')
    case 'inlineCode':
      return addOpaque(run, parent, node.value)
    case 'html':
      followTags(html, node.value)
      return /^<br\b/i.test(node.value) ? addOpaque(run, parent, '\n') : undefined
    case 'link':
      if (node.data?.glossaryMention) return addGiven(run, node, parent, standing, edits)
      return standing === 'none' ? 'none' : 'link'
    case 'linkReference':
      return standing === 'none' ? 'none' : 'link'
    case 'glossaryMention':
      return addGiven(run, node, parent, standing, edits)
    case 'textDirective':
      return readDirective(run, node, parent, standing, edits)
    default:
      if ('children' in node) return standing
      return addOpaque(run, parent, OBJECT)
  }
}

/** Adds what a reader sees and nothing is looked for in. */
function addOpaque(run: Run, parent: Parent, text: string): undefined {
  const start = run.text.length
  run.text += text
  run.pieces.push({ start, end: run.text.length, where: 'none', parent })
}

function addText(run: Run, node: Text, parent: Parent, standing: Standing, edits: TreeEdits): void {
  if (node.data?.glossaryExpansion) return edits.drop(node, parent)
  if (node.data?.glossaryMention) return addGiven(run, node, parent, standing, edits)
  const where = node.data?.glossaryPlain && standing !== 'none' ? 'plain' : standing
  if (where === 'plain') node.data = { ...node.data, glossaryPlain: true }
  const start = run.text.length
  run.text = start === 0 ? node.value : run.text + node.value
  run.pieces.push({ start, end: run.text.length, where, parent, node })
}

function readDirective(
  run: Run,
  node: TextDirective,
  parent: Parent,
  standing: Standing,
  edits: TreeEdits,
): Standing | undefined {
  const attributes = node.attributes ?? {}
  if (node.name === 'plain') {
    edits.unwrap(node, parent)
    return standing === 'none' ? 'none' : 'plain'
  }
  if (node.name === 'term') {
    return addGiven(run, node, parent, standing, edits, attributes['sense'] ?? undefined)
  }
  if (node.children.length === 0) return addOpaque(run, parent, `:${node.name}`)
  const isLink = 'href' in attributes || 'url' in attributes || 'to' in attributes
  return isLink && standing !== 'none' ? 'link' : standing
}

function addGiven(
  run: Run,
  node: GivenMention['node'],
  parent: Parent,
  standing: Standing,
  edits: TreeEdits,
  sense?: string,
): undefined {
  const start = run.text.length
  run.text += visibleText(node)
  const mention = node.type === 'textDirective' ? undefined : mentionOf(node)
  const given: GivenMention = { node, sense, ...(mention && { mention }) }
  run.pieces.push({ start, end: run.text.length, where: standing, parent, given })
  if (node.type !== 'text') edits.unwrap(node, parent)
}

function mentionOf(node: GlossaryMention | Link | Text): Mention | undefined {
  return node.type === 'glossaryMention' ? node.mention : node.data?.glossaryMention
}

/** The text that a reader sees of a node; iterative, because an author can nest without end. */
export function visibleText(node: Nodes): string {
  const rest: Nodes[] = [node]
  let text = ''
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.type === 'text' || next.type === 'inlineCode') {
      text += next.type === 'text' && next.data?.glossaryExpansion ? '' : next.value
    } else if (next.type === 'break') text += '\n'
    else if ('children' in next) {
      for (let index = next.children.length - 1; index >= 0; index--) rest.push(next.children[index] as Nodes)
    }
  }
  return text
}

/** The stretch of the source that makes the run's text from `start` to `end`, as far as one piece makes it. */
export function placeInRun(run: Run, places: SourcePlaces, start: number, end: number): Place {
  const piece = run.pieces.find((one) => one.end > start) ?? run.pieces[run.pieces.length - 1]!
  return placeInPiece(piece, places, start, Math.min(end, piece.end))
}

/** The same in a piece that is known. */
export function placeInPiece(piece: Piece, places: SourcePlaces, start: number, end: number): Place {
  const { node, parent, given } = piece
  if (node) return places.place(node, parent, Math.max(0, start - piece.start), end - piece.start)
  if (given?.mention) return given.mention.place
  const inner = given && onlyText(given.node)
  if (inner) return places.place(inner.text, inner.parent, 0, inner.text.value.length)
  return places.whole((given?.node ?? parent) as Nodes, parent)
}

/** The text that a node's only children lead to. */
export function onlyText(node: Nodes): { text: Text; parent: Parent } | undefined {
  let parent: Nodes = node
  while ('children' in parent && parent.children.length === 1) {
    const child: Nodes = parent.children[0] as Nodes
    if (child.type === 'text') return { text: child, parent }
    parent = child
  }
  return undefined
}
