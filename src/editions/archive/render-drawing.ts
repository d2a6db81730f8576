import type { ElementContent } from 'hast'
import type { Drawing } from '../../model/tree.ts'
import type { Messages } from '../../templates/index.ts'
import { drawingParts } from '../drawing-parts.ts'
import type { State } from './body-state.ts'
import { element, text, wrap } from './hast.ts'

/**
 * A drawing inline, for wide and for narrow columns (the stylesheet shows one of them), and the same in words below its caption.
 * Without a drawing for narrow columns the words stand there.
 */
export function drawing(state: State, node: Drawing, messages: Messages): ElementContent {
  const { caption, words, alt } = drawingParts(node, messages)
  const { kind, drawn } = node
  const blocks = wrap(state.all({ type: 'blockquote', children: words }), true)
  const children: ElementContent[] = []
  if (drawn) {
    const wide = drawn.narrow === undefined ? 'drawing-only' : 'drawing-wide'
    children.push(svg(wide, drawn.wide), text('\n'))
    if (drawn.narrow !== undefined) children.push(svg('drawing-narrow', drawn.narrow), text('\n'))
  } else children.push(...blocks)
  const below: ElementContent[] = state.all({ type: 'paragraph', children: caption })
  if (drawn && words.length > 0) {
    const summary = element('summary', {}, [text(messages[`${kind}InWords`])])
    below.push(text('\n'), element('details', { className: ['drawing-words'] }, [summary, ...blocks]))
  }
  if (below.length > 0) children.push(element('figcaption', {}, below))
  return element(
    'figure',
    { className: ['drawing', `drawing-${kind}`], ...(drawn && { ariaLabel: alt }) },
    children,
  )
}

/** What a picture says is said in words below, where search finds it once. */
function svg(className: string, value: string): ElementContent {
  return element('div', { className: [className] }, [{ type: 'raw', value }])
}
