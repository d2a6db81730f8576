import type { Root as HastRoot } from 'hast'
import type { Root, RootContent } from 'mdast'
import type { Article } from '../../model/article.ts'
import { hastToHtml } from '../hast-to-html.ts'
import type { BodyContext } from './body-context.ts'
import { createHandlers } from './body-handlers.ts'
import { createState } from './body-state.ts'
import { wrap } from './hast.ts'
import { createFootnotes } from './render-footnotes.ts'

/**
 * An article's body as semantic HTML, its notes at the end. The author's closing list of abbreviations is left out,
 * because `listAbbreviations` has every entry of it. Depends on nothing but the article and what `context` answers.
 */
export function renderArticleBody(article: Article, context: BodyContext): string {
  return renderBlocks(article.tree, (node) => node.data?.abbreviationList !== true, context)
}

/** Any tree of the articles' room as HTML: an issue's introduction, a glossary entry's definition. */
export function renderProse(tree: Root, context: BodyContext): string {
  return renderBlocks(tree, () => true, context)
}

function renderBlocks(tree: Root, isShown: (node: RootContent) => boolean, context: BodyContext): string {
  const notes = createFootnotes(context.words)
  const state = createState(tree, createHandlers(context, notes))
  const shown = tree.children.filter(isShown)
  const children = state.all({ type: 'root', children: shown })
  const section = notes.section(state)
  const hast: HastRoot = { type: 'root', children: wrap(section ? [...children, section] : children) }
  // The only raw HTML is what the build has drawn.
  return hastToHtml(hast, { allowDangerousHtml: true })
}
