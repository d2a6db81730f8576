import type { Link, Nodes, Parent, Root, Text } from 'mdast'
import type { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import { toDiagnostic, toMessage } from '../diagnostics/index.ts'
import type { Term } from '../model/term.ts'
import type { GlossaryMention } from '../model/tree.ts'
import { expansionFor } from './format-expansion.ts'
import { createGlossaryIndex } from './glossary-index.ts'
import { isExpanded, isMarked } from './is-marked.ts'
import { linkGlossary } from './link-glossary.ts'
import { readPluginOptions, type PluginSettings, type RemarkGlossaryOptions } from './plugin-options.ts'
import { unexpectedValue } from './unexpected-value.ts'

/**
 * A remark plugin that links abbreviations to their entries in a glossary. It needs nothing but remark-parse before
 * it, and knows the nodes of remark-gfm, remark-directive, remark-frontmatter and remark-definition-list. Mentions
 * that the policy marks become links; everything else stays as it is. Findings go to `file.messages`. Options that are
 * wrong throw a `TypeError` before any text is read.
 */
export function remarkGlossary(options: RemarkGlossaryOptions = {}): (tree: Root, file: VFile) => void {
  const settings = readPluginOptions(options)
  const index = createGlossaryIndex(settings.terms)
  return (tree, file) => {
    const isPlaced = hasPositions(tree)
    linkGlossary(
      tree,
      { ...settings, file: file.path ?? '', source: String(file.value ?? ''), index },
      (finding) => {
        const message = toMessage(toDiagnostic(finding))
        file.messages.push(isPlaced ? message : withoutPlace(message))
      },
    )
    replaceMentions(tree, (node) => {
      const term = index.byId.get(node.mention.termId)
      return term && isMarked(node.mention, settings.policy) ? linkNodes(node, term, settings) : node.children
    })
  }
}

/** A tree that was made by a program, or whose positions were taken out, has none. */
function hasPositions(tree: Root): boolean {
  const rest: Nodes[] = [tree]
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.position) return true
    if ('children' in node) for (const child of node.children) rest.push(child)
  }
  return false
}

function withoutPlace(message: VFileMessage): VFileMessage {
  const { reason, ruleId, source, fatal, note, file } = message
  const cause = message.cause instanceof VFileMessage ? new VFileMessage(message.cause.reason) : undefined
  const bare = Object.assign(new VFileMessage(reason), { ruleId, source, fatal, note, file })
  return cause ? Object.assign(bare, { cause }) : bare
}

function linkNodes(node: GlossaryMention, term: Term, settings: PluginSettings): Nodes[] {
  const { expand, policy } = settings
  const link: Link = {
    type: 'link',
    url: addressOf(term, settings),
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

function addressOf(term: Term, { href }: PluginSettings): string {
  const address: unknown = href(term)
  if (typeof address !== 'string') throw unexpectedValue(address, `href(${term.term})`, 'an address')
  return address
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
