import type { Link, Nodes, Parent, Root, Text } from 'mdast'
import type { VFile } from 'vfile'
import { toDiagnostic, toMessage } from '../diagnostics/index.ts'
import type { LinkPolicy } from '../model/edition.ts'
import type { Term } from '../model/term.ts'
import type { GlossaryMention } from '../model/tree.ts'
import { expansionFor } from './format-expansion.ts'
import { createGlossaryIndex } from './glossary-index.ts'
import { isExpanded, isMarked } from './is-marked.ts'
import { linkGlossary } from './link-glossary.ts'
import { termId } from './term-id.ts'

/** A term as the plugin takes it; what is left out is filled in. */
export type TermInput = Pick<Term, 'term' | 'expansion'> & Partial<Omit<Term, 'term' | 'expansion'>>

/** How `remarkGlossary` links. */
export interface RemarkGlossaryOptions {
  /** The glossary. Default: no terms. */
  terms?: readonly TermInput[]
  /** Which mentions become links: the first of the document, the first of each section, all, none. Default: `first`. */
  policy?: LinkPolicy
  /** The deepest heading that begins a section. Default: 2. */
  sectionDepth?: number
  /** Letters that are no undefined abbreviation. Default: none. */
  ignore?: Iterable<string>
  /** Which sense letters with several meanings have in this document. Default: none. */
  senses?: Readonly<Record<string, string>>
  /** The address of a term's entry. Default: `#` and the term's id. */
  href?: (term: Term) => string
  /** Whether the expansion is written after the first mention: "ICB (integrated care board)". Default: no. */
  expand?: boolean
}

const defaults = {
  terms: [],
  policy: 'first',
  sectionDepth: 2,
  ignore: [],
  senses: {},
  href: ({ id }: Term) => `#${id}`,
  expand: false,
} satisfies Required<RemarkGlossaryOptions>

/**
 * A remark plugin that links abbreviations to their entries in a glossary. It needs nothing but remark-parse before
 * it, and knows the nodes of remark-gfm, remark-directive, remark-frontmatter and remark-definition-list. Mentions
 * that the policy marks become links; everything else stays as it is. Findings go to `file.messages`.
 */
export function remarkGlossary(options: RemarkGlossaryOptions = {}): (tree: Root, file: VFile) => void {
  const settings = { ...defaults, ...options }
  const index = createGlossaryIndex(settings.terms.map(toTerm))
  return (tree, file) => {
    linkGlossary(
      tree,
      { ...settings, file: file.path ?? '', source: String(file.value ?? ''), index },
      (finding) => void file.messages.push(toMessage(toDiagnostic(finding))),
    )
    replaceMentions(tree, (node) => {
      const term = index.byId.get(node.mention.termId)
      return term && isMarked(node.mention, settings.policy) ? linkNodes(node, term, settings) : node.children
    })
  }
}

function toTerm(input: TermInput): Term {
  const nowhere = { line: 1, column: 1, offset: 0 }
  return {
    also: [],
    replacedBy: [],
    replaces: [],
    tags: [],
    ...input,
    id: input.id ?? termId(input.term, input.sense),
    caseSensitive: input.caseSensitive ?? input.term !== input.term.toLowerCase(),
    place: input.place ?? { file: '', start: nowhere, end: nowhere },
  }
}

function linkNodes(
  node: GlossaryMention,
  term: Term,
  { href, expand, policy }: Required<RemarkGlossaryOptions>,
): Nodes[] {
  const link: Link = {
    type: 'link',
    url: href(term),
    children: node.children,
    data: { glossaryMention: node.mention, hProperties: { className: ['glossary-term'] } },
  }
  if (node.position) link.position = node.position
  if (!expand || !isExpanded(node.mention, policy)) return [link]
  const added: Text = {
    type: 'text',
    value: ` (${expansionFor(term, node.mention.text)})`,
    data: { glossaryExpansion: true },
  }
  return [link, added]
}

/** Puts nodes in the place of each mention, without recursion. */
function replaceMentions(tree: Root, nodesFor: (node: GlossaryMention) => Nodes[]): void {
  const rest: Parent[] = [tree]
  for (let parent = rest.pop(); parent; parent = rest.pop()) {
    const children = parent.children as Nodes[]
    if (children.some(({ type }) => type === 'glossaryMention')) {
      parent.children = children.flatMap((child) =>
        child.type === 'glossaryMention' ? nodesFor(child) : [child],
      ) as Parent['children']
    }
    for (const child of parent.children) if ('children' in child) rest.push(child)
  }
}
