import type { Nodes, Root, RootContent } from 'mdast'
import type { Article } from '../model/article.ts'
import type { Cut, IssueInput } from './issue-input.ts'

/** An article as far as it is mailed. */
export interface MailedArticle {
  article: Article
  as: 'full' | 'summary'
  url: string
  /** The blocks that are mailed, without footnote definitions; none for a summary. */
  blocks: RootContent[]
  /** Where to read on, for the article that the letter breaks off in. */
  continueUrl: string | undefined
}

/** The part of an issue that goes into the letter. */
export interface MailedPart {
  intro: RootContent[]
  articles: MailedArticle[]
}

/** Leaves out what lies after the cut, and the abbreviations an author listed, for which ours stand. */
export function mailedPart(input: IssueInput, cut?: Cut): MailedPart {
  const intro = input.intro ? mailedBlocks(input.intro) : []
  const articles = input.articles.map(({ article, as, url }, index): MailedArticle => {
    const isCut = cut?.article === index
    const isAfter = cut !== undefined && (index > cut.article || (isCut && cut.block === 0))
    const kind = isAfter ? 'summary' : as
    const all = kind === 'full' ? mailedBlocks(article.tree) : []
    return {
      article,
      as: kind,
      url,
      blocks: isCut ? all.slice(0, cut.block) : all,
      continueUrl: isCut && kind === 'full' ? cut.continueUrl : undefined,
    }
  })
  return { intro, articles }
}

/** A tree's blocks without footnote definitions and without the author's own list of abbreviations. */
export function mailedBlocks(tree: Root): RootContent[] {
  return tree.children.filter((node) => node.type !== 'footnoteDefinition' && !isAbbreviationList(node))
}

function isAbbreviationList(node: RootContent): boolean {
  return node.data?.abbreviationList === true
}

/** The ids of the terms that the mailed part mentions. */
export function mailedTermIds(part: MailedPart): Set<string> {
  const ids = new Set<string>()
  const collect = (node: Nodes): void => {
    if (node.type === 'glossaryMention' && node.mention.where !== 'plain') ids.add(node.mention.termId)
    if ('children' in node) for (const child of node.children) collect(child)
  }
  const notes = part.articles.flatMap(({ article, blocks }) => mailedNotes(blocks, article.tree))
  const blocks = [...part.intro, ...part.articles.flatMap((article) => article.blocks), ...notes]
  for (const block of blocks) collect(block)
  return ids
}

/** The footnotes that blocks refer to, in order of their first reference, those of footnotes included. */
export function mailedNotes(blocks: readonly RootContent[], tree: Root | undefined): NoteDefinition[] {
  const definitions = new Map<string, NoteDefinition>()
  for (const node of tree?.children ?? []) {
    if (node.type === 'footnoteDefinition') definitions.set(node.identifier, node)
  }
  const found = new Map<string, NoteDefinition>()
  const collect = (node: Nodes): void => {
    if (node.type === 'footnoteReference') {
      const definition = definitions.get(node.identifier)
      if (definition && !found.has(node.identifier)) found.set(node.identifier, definition)
    }
    if ('children' in node) for (const child of node.children) collect(child)
  }
  for (const block of blocks) collect(block)
  for (const note of found.values()) collect(note)
  return [...found.values()]
}

export type NoteDefinition = Extract<RootContent, { type: 'footnoteDefinition' }>
