import type { Heading, Nodes, RootContent } from 'mdast'

/** A level for every heading such that none is skipped, whatever depths the author used; `base` is the highest. */
export function headingLevels(blocks: readonly RootContent[], base: number): Map<Heading, number> {
  const levels = new Map<Heading, number>()
  const open: number[] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') {
      while ((open.at(-1) ?? 0) >= node.depth) open.pop()
      levels.set(node, Math.min(6, base + open.length))
      open.push(node.depth)
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  for (const block of blocks) visit(block)
  return levels
}
