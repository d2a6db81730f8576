import type { Nodes, Text } from 'mdast'
import type { Mention } from '../model/mention.ts'
import type { GlossaryMention } from '../model/tree.ts'
import type { Hit } from './article-hits.ts'
import type { SourcePlaces } from './source-places.ts'
import type { TreeEdits } from './tree-edits.ts'
import { onlyText, type Piece } from './visible-run.ts'

/** A hit whose mention is settled. */
export interface SettledHit {
  hit: Hit
  mention: Mention
}

/** Puts the mentions of prose into the tree: each text node with some is cut at their edges. */
export function placeMentionNodes(
  settled: readonly SettledHit[],
  places: SourcePlaces,
  edits: TreeEdits,
): void {
  let together: SettledHit[] = []
  for (const one of settled) {
    if (one.mention.where !== 'prose') continue
    if (one.hit.piece.given) placeGiven(one, edits)
    else {
      if (together.length > 0 && together[0]?.hit.piece !== one.hit.piece)
        together = cut(together, places, edits)
      together.push(one)
    }
  }
  cut(together, places, edits)
}

function cut(settled: SettledHit[], places: SourcePlaces, edits: TreeEdits): SettledHit[] {
  const piece = settled[0]?.hit.piece
  if (!piece?.node) return []
  const nodes: Nodes[] = []
  let at = 0
  for (const { hit, mention } of settled) {
    const [start, end] = [hit.start - piece.start, hit.end - piece.start]
    if (start > at) nodes.push(textPart(piece.node, piece, at, start, places))
    nodes.push(mentionNode(piece.node, mention))
    at = end
  }
  if (at < piece.node.value.length) {
    nodes.push(textPart(piece.node, piece, at, piece.node.value.length, places))
  }
  edits.replace(piece.node, piece.parent, nodes)
  return []
}

function textPart(node: Text, { parent }: Piece, start: number, end: number, places: SourcePlaces): Text {
  const part: Text = { type: 'text', value: node.value.slice(start, end) }
  if (node.data) part.data = node.data
  if (node.position) part.position = places.place(node, parent, start, end)
  return part
}

function mentionNode(node: Text | undefined, mention: Mention): GlossaryMention {
  const text: Text = { type: 'text', value: mention.text }
  const made: GlossaryMention = { type: 'glossaryMention', mention, children: [text] }
  if (node?.data) text.data = node.data
  if (!node || node.position) {
    made.position = mention.place
    text.position = mention.place
  }
  return made
}

/** Where the letters are one text, what stands round it (`:term[**AP**]`) is kept. */
function placeGiven({ hit: { piece }, mention }: SettledHit, edits: TreeEdits): void {
  const node = piece.given?.node
  if (!node) return
  const inner = onlyText(node)
  if (inner) edits.replace(inner.text, inner.parent, [mentionNode(inner.text, mention)])
  else edits.replace(node, piece.parent, [mentionNode(undefined, mention)])
}
