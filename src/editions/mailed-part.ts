import type { Nodes, Root, RootContent } from 'mdast'
import type { Article, FoundDefinition } from '../model/article.ts'
import { holdsWords } from '../model/tree.ts'
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
  const intro = input.intro?.children.filter(({ type }) => type !== 'footnoteDefinition') ?? []
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

/** The ids of the terms whose letters stand in what is mailed: in its texts, and in what is shown round them. */
export function mailedTermIds({ intro, articles }: MailedPart, input: IssueInput): Set<string> {
  const { issue } = input
  const ids = new Set<string>()
  addTerms(ids, [issue.title, issue.subject, issue.preheader], input, issue.file)
  addTerms(ids, [...intro, ...mailedNotes(intro, input.intro)], input, issue.file)
  for (const { article, as, blocks } of articles) {
    const { file, meta } = article.facts
    const summary = as === 'summary' ? meta.summary : undefined
    const alt = meta.image === undefined ? undefined : meta.imageAlt
    addTerms(ids, [meta.title, summary ?? '', alt ?? ''], input, file)
    addTerms(ids, [...blocks, ...mailedNotes(blocks, article.tree)], input, file)
  }
  return ids
}

/** Of mentions in prose the tree itself tells; letters in headings and links have no node of their own. */
function addTerms(
  ids: Set<string>,
  shown: readonly (string | Nodes)[],
  { termsIn }: IssueInput,
  file: string,
): void {
  const find = (words: string | Nodes): void => {
    for (const id of termsIn(words, file)) ids.add(id)
  }
  const collect = (node: Nodes): void => {
    if (node.type === 'glossaryMention' && node.mention.where !== 'plain') ids.add(node.mention.termId)
    if (holdsWords.has(node.type)) find(node)
    for (const text of labelsOf(node)) find(text)
    if (node.type === 'drawing')
      for (const block of node.drawn?.equivalent ?? node.words ?? []) collect(block)
    if ('children' in node) for (const child of node.children) collect(child)
  }
  for (const one of shown) {
    if (typeof one === 'string') find(one)
    else collect(one)
  }
}

/** What a node shows that is no text of the tree. */
function labelsOf(node: Nodes): string[] {
  switch (node.type) {
    case 'callout':
      return [node.title ?? '']
    case 'figure':
    case 'image':
      return [node.alt ?? '']
    case 'drawing':
      return [node.drawn?.title ?? '']
    default:
      return []
  }
}

/** What the authors' own lists said that are left out. */
export function mailedDefinitions({ articles }: MailedPart): FoundDefinition[] {
  return articles.flatMap(({ article, as }) => (as === 'full' ? article.closingList : []))
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
