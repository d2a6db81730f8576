import type { ElementContent } from 'hast'
import type { State } from 'mdast-util-to-hast'
import type { GlossaryMention } from '../../model/tree.ts'
import type { BodyContext } from './body-context.ts'
import { element, text } from './hast.ts'

/**
 * A mention: its letters, or a link to their entry. The expansion is part of the link's text, so that everything that
 * reads the page reads it; the stylesheet shows it on hover and focus and in print, and its class tells it is ours.
 */
export function glossaryMention(state: State, node: GlossaryMention, context: BodyContext): ElementContent[] {
  const letters = state.all(node)
  const mark = node.mention.where === 'prose' ? context.mark(node.mention) : undefined
  if (!mark) return letters
  const link = element('a', { className: ['term'], href: mark.href }, letters)
  if (!node.mention.definedHere) link.children.push(expansion(mark.expansion))
  return [link]
}

/** The brackets stand in elements of their own, because a bubble does without them. */
function expansion(words: string): ElementContent {
  const [open, close] = [element('span', {}, [text(' (')]), element('span', {}, [text(')')])]
  return element('span', { className: ['expansion'] }, [open, text(words), close])
}
