import type { Nodes, Parent } from 'mdast'

type Edit = Nodes[] | 'unwrap'

/** Changes to a tree, collected while it is read and made afterwards, so that no index shifts underfoot. */
export interface TreeEdits {
  /** Puts nodes in the place of one. */
  replace: (node: Nodes, parent: Parent, nodes: Nodes[]) => void
  /** Puts a node's children in its place, unless it is replaced. */
  unwrap: (node: Nodes, parent: Parent) => void
  drop: (node: Nodes, parent: Parent) => void
  /** Makes the changes. */
  apply: () => void
}

/** No changes yet. */
export function createTreeEdits(): TreeEdits {
  const edits = new Map<Nodes, Edit>()
  const parents = new Set<Parent>()
  const set = (node: Nodes, parent: Parent, edit: Edit): void => {
    edits.set(node, edit)
    parents.add(parent)
  }
  return {
    replace: (node, parent, nodes) => set(node, parent, nodes),
    unwrap: (node, parent) => set(node, parent, 'unwrap'),
    drop: (node, parent) => set(node, parent, []),
    apply: () => applyEdits(edits, parents),
  }
}

/** Inner parents first: they were met later, and what is unwrapped has to be finished. */
function applyEdits(edits: Map<Nodes, Edit>, parents: Set<Parent>): void {
  const innerFirst = [...parents].reverse()
  for (const parent of innerFirst) {
    const children: Nodes[] = []
    for (const child of parent.children as Nodes[]) {
      const edit = edits.get(child)
      if (edit === undefined) children.push(child)
      else append(children, edit === 'unwrap' ? childrenOf(child) : edit)
    }
    parent.children = children as Parent['children']
  }
}

function append(nodes: Nodes[], more: Nodes[]): void {
  for (const node of more) nodes.push(node)
}

function childrenOf(node: Nodes): Nodes[] {
  return 'children' in node ? (node.children as Nodes[]) : []
}
