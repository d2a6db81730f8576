import type { Root } from 'mdast'
import { unmaskColons } from './mask-colons.ts'

interface Point {
  line: number
  column: number
  offset: number
}

/** A node as the native parser gives it. */
interface NativeNode {
  type: string
  position?: { start: Point; end: Point }
  children?: NativeNode[]
  attributes?: Record<string, string>
  [field: string]: unknown
}

/** The types of nodes that may come, and what ours are called where the name is another. */
const names = new Map<string, string>(
  ('root paragraph heading thematicBreak blockquote list listItem html code definition text emphasis strong inlineCode ' +
    'break link image linkReference imageReference footnoteDefinition footnoteReference table tableRow tableCell delete ' +
    'yaml containerDirective leafDirective textDirective')
    .split(' ')
    .map((name) => [name, name]),
)
  .set('descriptionList', 'defList')
  .set('descriptionTerm', 'defListTerm')
  .set('descriptionDetails', 'defListDescription')

const textFields = ['value', 'url', 'title', 'alt', 'meta', 'label', 'identifier'] as const

/** Something that the native parser gave and that is no tree as we know it. */
export class NotATree extends Error {}

/**
 * Makes a tree that the native parser gave for `text`, in place, what remark-parse would have given. Gives nothing where it cannot:
 * at lists of definitions of a kind whose positions are not known. Throws `NotATree` at anything unknown.
 */
export function adaptTree(tree: unknown, text: string, isMasked: boolean): Root | undefined {
  const root = tree as NativeNode
  if (root?.type !== 'root' || !root.position) throw new NotATree('no root')
  return adaptChildren(root, { root, text, isMasked }) ? (root as unknown as Root) : undefined
}

interface Adapting {
  root: NativeNode
  text: string
  isMasked: boolean
}

function adaptChildren(parent: NativeNode, adapting: Adapting): boolean {
  const { children } = parent
  if (!Array.isArray(children)) throw new NotATree(`a ${parent.type} without children`)
  for (let index = 0; index < children.length; index++) {
    const node = children[index]!
    const name = names.get(node?.type)
    if (name === undefined) throw new NotATree(`a node of type ${node?.type}`)
    if (name === 'defList' && !(parent === adapting.root && adaptDefinitions(node, children[index + 1], adapting))) return false
    node.type = name
    if (adapting.isMasked) unmask(node)
    if (node.children !== undefined && !adaptChildren(node, adapting)) return false
  }
  return true
}

function unmask(node: NativeNode): void {
  for (const field of textFields) {
    const text = node[field]
    if (typeof text === 'string') node[field] = unmaskColons(text)
  }
  for (const key in node.attributes) node.attributes[key] = unmaskColons(node.attributes[key]!)
}

/**
 * Positions in a list of definitions: a term ends where the next line begins, a meaning begins after its colon, and
 * ends where the next thing begins. Of three groups or more the list ends, oddly, with the second.
 */
function adaptDefinitions(list: NativeNode, next: NativeNode | undefined, { root, text }: Adapting): boolean {
  const { children = [] } = list
  let end: Point = next?.position?.start ?? root.position!.end
  if (next && end.column !== 1) return false
  const isGroupStart = ({ type }: NativeNode, index: number): boolean =>
    type === 'descriptionTerm' && children[index - 1]?.type !== 'descriptionTerm'
  const third = children.filter(isGroupStart)[2]
  list.position!.end = { ...(third?.position!.start ?? end) }
  for (const node of children.toReversed()) {
    const first = node.children?.[0]
    const { position } = node
    if (!position || !first?.position) return false
    if (node.type === 'descriptionTerm') {
      if (position.start.column !== 1) return false
      const { line, offset } = position.end
      position.end = { line: line + 1, column: 1, offset: offset + (text[offset] === '\r' ? 2 : 1) }
    } else {
      if (first.type !== 'paragraph' || node.children!.length !== 1) return false
      position.start = { ...first.position.start }
      position.end = { ...end }
    }
    end = position.start
  }
  return true
}

