import type { ElementContent } from 'hast'
import type { GlossaryMention } from '../../model/tree.ts'
import type { BodyContext } from './body-context.ts'
import type { State } from './body-state.ts'
import { element } from './hast.ts'

/**
 * A mention: its letters, or a link to their entry. What they stand for is the link's description and no text of the
 * page: those who hear it are told, the stylesheet shows it on hover, on focus and on paper, and what a reader copies
 * is what the author wrote.
 */
export function glossaryMention(state: State, node: GlossaryMention, context: BodyContext): ElementContent[] {
  const letters = state.all(node)
  const mark = node.mention.where === 'prose' ? context.mark(node.mention) : undefined
  if (!mark) return letters
  const description = node.mention.definedHere ? {} : { 'aria-description': mark.expansion }
  return [element('a', { className: ['term'], href: mark.href, ...description }, letters)]
}
