import type { Nodes, Root } from 'mdast'
import { chunkStarts } from './chunk-starts.ts'

type Parse = (text: string) => Root

/** Labels that are defined anywhere in a text: of links, and of footnotes. */
interface Labels {
  links: Map<string, string>
  notes: Map<string, string>
}

/**
 * Parses a long text in pieces and joins their trees: the parser's time grows with the square of a text's lists and
 * quotes. References see the definitions of every piece. Pieces have at least `least` characters.
 */
export function parseInChunks(text: string, parse: Parse, least: number): Root {
  const starts = chunkStarts(text, least)
  if (starts.length === 1) return parse(text)
  const chunks = starts.map((start, index) => text.slice(start, starts[index + 1]))
  const trees = chunks.map(parse)
  const labels = definedLabels(trees)
  const isDefined = labels.links.size + labels.notes.size > 0
  const whole = isDefined ? trees.map((tree, index) => parseAgain(chunks[index]!, tree, labels, index === 0, parse)) : trees
  let line = 0
  whole.forEach((tree, index) => {
    shift(tree, line, starts[index]!)
    line += lineCount(chunks[index]!)
  })
  const last = whole.at(-1)!
  const children = whole.flatMap((tree) => tree.children)
  return { type: 'root', children, position: { start: whole[0]!.position!.start, end: last.position!.end } }
}

function definedLabels(trees: readonly Root[]): Labels {
  const labels: Labels = { links: new Map(), notes: new Map() }
  for (const tree of trees) {
    each(tree, (node) => {
      if (node.type === 'definition') labels.links.set(node.identifier, node.label ?? node.identifier)
      else if (node.type === 'footnoteDefinition') labels.notes.set(node.identifier, node.label ?? node.identifier)
    })
  }
  return labels
}

/** Once more, with a stand-in for each definition that the piece names and another piece holds. */
function parseAgain(chunk: string, tree: Root, labels: Labels, isFirst: boolean, parse: Parse): Root {
  const own = definedLabels([tree])
  const named = new Set(Array.from(chunk.matchAll(/\[\^?((?:[^[\]\\]|\\.)+)\]/gs), ([, label = '']) => normalise(label)))
  const isMissing = (kind: keyof Labels) => ([identifier, label]: [string, string]) =>
    !own[kind].has(identifier) && named.has(normalise(label))
  const standIns = [
    ...[...labels.links].filter(isMissing('links')).map(([, label]) => `[${escape(label)}]: #\n\n`),
    ...[...labels.notes].filter(isMissing('notes')).map(([, label]) => `[^${escape(label)}]: #\n\n`),
  ].join('')
  if (standIns === '') return tree
  // The first piece may begin with front matter; the last may end in code that is not closed.
  const again = parse(isFirst ? chunk + standIns : standIns + chunk)
  const [from, to] = isFirst ? [0, chunk.length] : [standIns.length, Infinity]
  again.children = again.children.filter(({ position }) => position!.start.offset! >= from && position!.start.offset! < to)
  again.position = isFirst ? tree.position! : again.position!
  if (!isFirst) shift(again, -lineCount(standIns), -standIns.length)
  return again
}

function normalise(label: string): string {
  return label.replace(/\\(.)/gs, '$1').replace(/\s+/g, ' ').trim().toLowerCase()
}

function escape(label: string): string {
  return label.replace(/[[\]\\]/g, '\\$&')
}

/** Nodes may have points in common, and each is moved once. */
function shift(tree: Root, lines: number, offset: number): void {
  if (offset === 0) return
  const moved = new Set<object>()
  each(tree, ({ position }) => {
    for (const point of position ? [position.start, position.end] : []) {
      if (moved.has(point)) continue
      moved.add(point)
      point.line += lines
      point.offset = (point.offset ?? 0) + offset
    }
  })
}

function lineCount(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}

function each(root: Root, visit: (node: Nodes) => void): void {
  const nodes: Nodes[] = [root]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    visit(node)
    if ('children' in node) for (const child of node.children) nodes.push(child)
  }
}
