import { toHtml } from 'hast-util-to-html'
import { toHast } from 'mdast-util-to-hast'
import type { Root } from 'mdast'
import type { Article } from '../../model/article.ts'
import type { BodyContext } from './body-context.ts'
import { createHandlers } from './body-handlers.ts'

/**
 * An article's body as semantic HTML, its notes at the end. The author's closing list of abbreviations is left out,
 * because `listAbbreviations` has every entry of it. Depends on nothing but the article and what `context` answers.
 */
export function renderArticleBody(article: Article, context: BodyContext): string {
  return renderProse(article.tree, context)
}

/** Any Markdown tree as HTML: an issue's introduction, a glossary entry's definition. */
export function renderProse(tree: Root, context: BodyContext): string {
  // The only raw HTML is what the build has drawn.
  return toHtml(toHast(tree, { handlers: createHandlers(context) }), { allowDangerousHtml: true })
}
