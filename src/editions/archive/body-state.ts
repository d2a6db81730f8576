import type { ElementContent } from 'hast'
import { withData } from './hast.ts'
import type { FootnoteDefinition, Nodes, Root } from 'mdast'

/** What a node becomes; nothing where readers do not see it. */
export type Made = ElementContent | ElementContent[] | undefined

/** Makes one kind of node. */
export type Handler = (state: State, node: never) => Made

/** What a handler makes a node's children with. */
export interface State {
  one(node: Nodes): Made
  /** The children of a node, one after the other. */
  all(parent: Nodes): ElementContent[]
  /** A footnote by its identifier in capitals, wherever it is defined; of several the first counts. */
  note(key: string): FootnoteDefinition | undefined
}

/** For one tree. A node that has no handler becomes its children. */
export function createState(tree: Root, handlers: Readonly<Record<string, Handler>>): State {
  let notes: Map<string, FootnoteDefinition> | undefined
  const state: State = {
    one(node) {
      const handle = handlers[node.type]
      const made = handle ? handle(state, node as never) : state.all(node)
      // The region round a table is named in the page's own language.
      const isPlain = node.data?.hProperties === undefined || node.type === 'table'
      return isPlain || !made || !('tagName' in made) ? made : withData(made, node)
    },
    all(parent) {
      const made: ElementContent[] = []
      if (!('children' in parent)) return made
      let isAfterBreak = false
      for (const child of parent.children) {
        const result = state.one(child)
        if (Array.isArray(result)) made.push(...result)
        else if (result) made.push(isAfterBreak ? trimStart(result) : result)
        isAfterBreak = child.type === 'break'
      }
      return made
    },
    note(key) {
      notes ??= gatherNotes(tree, new Map())
      return notes.get(key)
    },
  }
  return state
}

/** Spaces that begin a line are none of its words. */
function trimStart(node: ElementContent): ElementContent {
  const text = node.type === 'element' ? node.children[0] : node
  if (text?.type === 'text') text.value = text.value.replace(/^[ \t]+/, '')
  return node
}

function gatherNotes(node: Nodes, notes: Map<string, FootnoteDefinition>): Map<string, FootnoteDefinition> {
  if (node.type === 'footnoteDefinition') {
    const key = node.identifier.toUpperCase()
    if (!notes.has(key)) notes.set(key, node)
  }
  if ('children' in node) for (const child of node.children) gatherNotes(child, notes)
  return notes
}
