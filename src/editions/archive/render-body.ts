import { toHtml } from 'hast-util-to-html'
import { toHast, type Handler, type State } from 'mdast-util-to-hast'
import type { Nodes, Root } from 'mdast'
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
  const handlers = { ...createHandlers(context), unsearched: unsearched(tree) }
  // The only raw HTML is what the build has drawn.
  return toHtml(toHast({ type: 'unsearched' } as unknown as Root, { handlers }), { allowDangerousHtml: true })
}

/**
 * Stands for the tree while `toHast` searches it for definitions, which takes as long as all that comes after; our
 * own search finds the same.
 */
function unsearched(tree: Root): Handler {
  return (state: State) => {
    noteDefinitions(tree, state)
    return state.one(tree, undefined)
  }
}

/** Of definitions with one name the first counts. */
function noteDefinitions(node: Nodes, state: State): void {
  if (node.type === 'definition') {
    const id = node.identifier.toUpperCase()
    if (!state.definitionById.has(id)) state.definitionById.set(id, node)
  } else if (node.type === 'footnoteDefinition') {
    const id = node.identifier.toUpperCase()
    if (!state.footnoteById.has(id)) state.footnoteById.set(id, node)
  }
  if ('children' in node) for (const child of node.children) noteDefinitions(child, state)
}
