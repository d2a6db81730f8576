import type { Nodes, Root } from 'mdast'
import type { Report } from '../diagnostics/index.ts'
import { linkGlossary, type GlossaryIndex } from '../glossary/matcher/index.ts'
import type { Article, ArticleFacts, ArticleMeta, MetaPlaces } from '../model/article.ts'
import type { Settings } from '../model/settings.ts'
import { startWalk, type ArticleWalk } from './article-walk.ts'
import { checkMeta } from './check-meta.ts'
import { takeControlCharacters } from './control-characters.ts'
import type { Vetted } from './native/vetter.ts'
import { normaliseTree } from './normalise-blocks.ts'
import { parseWithLimits, type ParsedMarkdown } from './parse-markdown.ts'
import { reportPastedLines } from './pasted-lines.ts'
import { placeOf } from './place-within.ts'

export interface ArticleInput {
  /** From the workspace's root, with forward slashes. */
  file: string
  /** The whole file, front matter included. */
  source: string
  meta: ArticleMeta
  metaPlaces: MetaPlaces
}

export interface ArticleContext {
  settings: Settings
  index: GlossaryIndex
  /** What is known of how the native parser takes the source; where nothing is, remark-parse reads it. */
  vetted?: Vetted | undefined
}

/**
 * Reads an article's Markdown, checks it, links it to the glossary and gathers its facts. Reports everything that is
 * wrong with it and always gives an article: what cannot be used is left out or kept as plain text.
 */
export function processArticle(input: ArticleInput, context: ArticleContext, report: Report): Article {
  try {
    return process(input, context, report)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    reportTooDeep(input.file, report)
    return process({ ...input, source: '' }, context, () => undefined)
  }
}

function reportTooDeep(file: string, report: Report): void {
  const message = 'Unexpected nesting that is too deep to be read, expected less of it'
  report({ rule: 'articles/too-deep', message, file })
}

function process({ file, source, meta, metaPlaces }: ArticleInput, context: ArticleContext, report: Report): Article {
  const parsed = parseWithLimits(source, context.settings.parser === 'remark' ? undefined : context.vetted)
  const { tree } = parsed
  // Positions count the byte order mark; a space in its place keeps every stage from taking it away again.
  const text = source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source
  const walk = startWalk(tree, { file, source: text }, context.settings, report)
  reportNesting(parsed, walk, report)
  reportFailure(parsed, walk)
  if (parsed.readBy !== 'native') takeControlCharacters(tree, walk)
  const checkedMeta = checkMeta(meta, metaPlaces, walk)
  normaliseTree(tree, walk)
  const linked = link(tree, walk, meta, context, report)
  reportPastedLines(walk)
  if (source.includes('\r')) useLineFeeds(tree)
  const facts: ArticleFacts = {
    file,
    meta: checkedMeta,
    wordCount: walk.wordCount,
    headings: walk.headings,
    mentions: linked.mentions,
    images: walk.images,
    links: walk.links,
    conditions: [...walk.conditions],
  }
  const { drawings, labels } = walk
  const { closingList, undefinedLetters } = linked
  return { facts, tree, closingList, undefinedLetters, drawings, labels, readBy: parsed.readBy }
}

function reportNesting({ tooDeep, isRefused }: ParsedMarkdown, walk: ArticleWalk, report: Report): void {
  if (isRefused) reportTooDeep(walk.file, report)
  const [first] = tooDeep
  if (!first) return
  walk.find('articles/deep-nesting', placeOf(first), 'Unexpected depth or number of signs, expected fewer in one paragraph')
}

/** What the native parser could not read was read by remark-parse: nothing is lost but time. */
function reportFailure({ failure }: ParsedMarkdown, walk: ArticleWalk): void {
  if (failure === undefined) return
  const message = `Unexpected failure of the native parser (${failure}), expected a tree`
  walk.find('articles/native-parser-failed', undefined, message)
}

function link(tree: Root, walk: ArticleWalk, meta: ArticleMeta, { settings, index }: ArticleContext, report: Report) {
  return linkGlossary(
    tree,
    {
      file: walk.file,
      source: walk.source,
      index,
      ...sensesOf(meta, settings),
      ignore: settings.linking.ignore,
      sectionDepth: settings.linking.sectionDepth,
    },
    report,
  )
}

/** What an article's front matter and its series say of letters with several meanings. */
export function sensesOf({ senses, series }: ArticleMeta, settings: Settings) {
  return { senses, seriesSenses: settings.series.find(({ id }) => id === series)?.senses ?? {} }
}

/** The same article gives the same output whatever ends its lines. */
function useLineFeeds(node: Nodes): void {
  if ('value' in node) node.value = node.value.replace(/\r\n?/g, '\n')
  if (node.type === 'audiencePassage') for (const child of node.otherwise) useLineFeeds(child)
  if ('children' in node) for (const child of node.children) useLineFeeds(child)
}
