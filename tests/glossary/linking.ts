import type { Nodes, Root } from 'mdast'
import remarkDefinitionList from 'remark-definition-list'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { toDiagnostic, type Diagnostic } from '../../src/diagnostics/index.ts'
import {
  createGlossaryIndex,
  linkGlossary,
  termId,
  type LinkInput,
  type LinkResult,
} from '../../src/glossary/index.ts'
import type { GlossaryMention } from '../../src/model/tree.ts'
import type { Term } from '../../src/model/term.ts'

const grammar = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkDirective)
  .use(remarkDefinitionList)
  .use(remarkFrontmatter)
const commonmark = unified().use(remarkParse)

export function parse(source: string): Root {
  return grammar.parse(source)
}

export function parseCommonmark(source: string): Root {
  return commonmark.parse(source)
}

/** A term with everything that does not matter filled in; `DfE = Department for Education` for short. */
export function term(short: string, more: Partial<Term> = {}): Term {
  const [letters = '', expansion = ''] = short.split(' = ')
  const line = more.place?.start.line ?? 1
  const point = { line, column: 3, offset: 0 }
  return {
    id: termId(letters, more.sense),
    term: letters,
    expansion,
    also: [],
    replacedBy: [],
    replaces: [],
    caseSensitive: letters !== letters.toLowerCase(),
    tags: [],
    place: { file: 'articles/glossary.yaml', start: point, end: point },
    ...more,
  }
}

export interface Linked extends LinkResult {
  tree: Root
  diagnostics: Diagnostic[]
}

export function link(
  source: string,
  terms: Term[],
  more: Partial<LinkInput> = {},
  tree: Root = parse(source),
): Linked {
  const diagnostics: Diagnostic[] = []
  const input = { file: 'articles/a.md', source, index: createGlossaryIndex(terms), ...more }
  const result = linkGlossary(tree, input, (finding) => void diagnostics.push(toDiagnostic(finding)))
  return { ...result, tree, diagnostics }
}

/** The letters of every mention node, in order, and the id of each term. */
export function nodesOf(tree: Root): GlossaryMention[] {
  const found: GlossaryMention[] = []
  const rest: Nodes[] = [tree]
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.type === 'glossaryMention') found.push(node)
    if ('children' in node) rest.push(...[...(node.children as Nodes[])].reverse())
  }
  return found
}

/** The letters linked in a text, in order. */
export function linkedIn(source: string, terms: Term[], more: Partial<LinkInput> = {}): string[] {
  return nodesOf(link(source, terms, more).tree).map(({ mention }) => mention.text)
}

/** `ruleId` and `line:column` of each finding. */
export function findings({ diagnostics }: Linked): string[] {
  return diagnostics.map(({ ruleId, line, column }) => `${ruleId.replace('glossary/', '')} ${line}:${column}`)
}
