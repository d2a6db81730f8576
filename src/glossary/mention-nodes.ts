import type { Nodes, Text } from 'mdast'
import type { Mention } from '../model/mention.ts'
import type { GlossaryMention } from '../model/tree.ts'
import type { Hit } from './article-hits.ts'
import type { TreeEdits } from './tree-edits.ts'
import { onlyText } from './visible-run.ts'

/** A hit whose mention is settled. */
export interface SettledHit {
  hit: Hit
  mention: Mention
}

/** Puts the mentions of prose into the tree: each text node with some is cut at their edges. */
export function placeMentionNodes(settled: readonly SettledHit[], edits: TreeEdits): void {
  let together: SettledHit[] = []
  for (const one of settled) {
    if (one.mention.where !== 'prose') keepGiven(one)
    else if (one.hit.piece.given) placeGiven(one, edits)
    else {
      if (together.length > 0 && together[0]?.hit.piece !== one.hit.piece) {
        cut(together, edits)
        together = []
      }
      together.push(one)
    }
  }
  cut(together, edits)
}

/** What is between the mentions has its points from them. */
function cut(settled: readonly SettledHit[], edits: TreeEdits): void {
  const piece = settled[0]?.hit.piece
  if (!piece?.node) return
  const { node, start: origin } = piece
  const nodes: Nodes[] = []
  let at = 0
  let point = node.position?.start
  for (const { hit, mention } of settled) {
    const { place } = mention
    if (hit.start - origin > at) nodes.push(textPart(node, at, hit.start - origin, point, place.start))
    nodes.push(mentionNode(node, mention))
    at = hit.end - origin
    point = place.end
  }
  if (at < node.value.length) nodes.push(textPart(node, at, node.value.length, point, node.position?.end))
  edits.replace(node, piece.parent, nodes)
}

type Edge = NonNullable<Text['position']>['start'] | undefined

function textPart(node: Text, from: number, to: number, start: Edge, end: Edge): Text {
  const part: Text = { type: 'text', value: node.value.slice(from, to) }
  if (node.data) part.data = node.data
  if (node.position && start && end) part.position = { start, end }
  return part
}

/** In the place of a node; one without a position is given none. */
function mentionNode(node: Nodes, mention: Mention): GlossaryMention {
  const text: Text = { type: 'text', value: mention.text }
  const made: GlossaryMention = { type: 'glossaryMention', mention, children: [text] }
  if (node.type === 'text' && node.data) text.data = node.data
  if (node.position) {
    made.position = mention.place
    text.position = mention.place
  }
  return made
}

/** Letters that get no node still keep the term that `:term[…]` gave them. */
function keepGiven({ hit: { piece }, mention }: SettledHit): void {
  const node = piece.given?.node
  const text = node?.type === 'text' ? node : node && onlyText(node)?.text
  if (text) text.data = { ...text.data, glossaryMention: mention }
}

/** Where the letters are one text, what stands round it (`:term[**AP**]`) is kept. */
function placeGiven({ hit: { piece }, mention }: SettledHit, edits: TreeEdits): void {
  const node = piece.given?.node
  if (!node) return
  const inner = onlyText(node)
  if (inner) edits.replace(inner.text, inner.parent, [mentionNode(inner.text, mention)])
  else edits.replace(node, piece.parent, [mentionNode(node, mention)])
}
