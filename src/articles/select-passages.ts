import type { FootnoteDefinition, Nodes, Root } from 'mdast'
import type { AudiencePassage, GlossaryMention } from '../model/tree.ts'

/**
 * The tree as one variant's readers see it: each passage is replaced by its children where `isShown` says so of its
 * condition, by what it has for the others where not. After a passage the linker counts a term's first mention anew,
 * because not everyone has read the passage; here it is known who has, so only the first one stays. Footnotes that
 * nothing refers to any more go. The given tree is not changed.
 */
export function selectPassages(tree: Root, isShown: (when: string) => boolean, sectionDepth = 2): Root {
  const selection: Selection = { isShown, sectionDepth, inArticle: new Set(), inSection: new Set() }
  const children = selectAll<Nodes>(tree.children, selection)
  return { ...tree, children: withoutUnusedNotes(children) as Root['children'] }
}

interface Selection {
  isShown: (when: string) => boolean
  sectionDepth: number
  /** The terms met so far, in the article and in the section. */
  inArticle: Set<string>
  inSection: Set<string>
}

function selectAll<T extends Nodes>(nodes: readonly T[], selection: Selection): T[] {
  const selected: Nodes[] = []
  for (const node of nodes as readonly Nodes[]) {
    if (node.type === 'audiencePassage') selected.push(...selectPassage(node, selection))
    else selected.push(select(node, selection))
  }
  return selected as T[]
}

function selectPassage(passage: AudiencePassage, selection: Selection): Nodes[] {
  return selectAll<Nodes>(selection.isShown(passage.when) ? passage.children : passage.otherwise, selection)
}

function select(node: Nodes, selection: Selection): Nodes {
  if (node.type === 'glossaryMention') return withFirsts(node, selection)
  const beginsSection = node.type === 'heading' && node.depth <= selection.sectionDepth
  if (beginsSection || node.type === 'footnoteDefinition') selection.inSection.clear()
  if (!('children' in node)) return node
  const children = selectAll<Nodes>(node.children, selection)
  const isSame = children.length === node.children.length && children.every((child, index) => child === node.children[index])
  return isSame ? node : ({ ...node, children } as Nodes)
}

function withFirsts(node: GlossaryMention, { inArticle, inSection }: Selection): GlossaryMention {
  const { mention } = node
  if (mention.where !== 'prose') return node
  // The linker counts an expansion written out apart from its letters.
  const key = mention.definedHere && /\s/.test(mention.text) ? `${mention.termId} in full` : mention.termId
  const firstInArticle = mention.firstInArticle && !inArticle.has(key)
  const firstInSection = mention.firstInSection && !inSection.has(key)
  inArticle.add(key)
  inSection.add(key)
  if (firstInArticle === mention.firstInArticle && firstInSection === mention.firstInSection) return node
  return { ...node, mention: { ...mention, firstInArticle, firstInSection } }
}

function withoutUnusedNotes(nodes: Nodes[]): Nodes[] {
  const notes = new Map<string, FootnoteDefinition>()
  for (const node of nodes) if (node.type === 'footnoteDefinition') notes.set(node.identifier, node)
  if (notes.size === 0) return nodes
  const used = new Set<string>()
  for (const node of nodes) if (node.type !== 'footnoteDefinition') gatherReferences(node, used)
  for (const identifier of used) for (const child of notes.get(identifier)?.children ?? []) gatherReferences(child, used)
  return nodes.filter((node) => node.type !== 'footnoteDefinition' || used.has(node.identifier))
}

function gatherReferences(node: Nodes, used: Set<string>): void {
  if (node.type === 'footnoteReference') used.add(node.identifier)
  if ('children' in node) for (const child of node.children) gatherReferences(child, used)
}
