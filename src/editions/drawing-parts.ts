import type { BlockContent, Paragraph, PhrasingContent } from 'mdast'
import type { Drawing } from '../model/tree.ts'
import type { Messages } from '../templates/index.ts'

/** A drawing's parts, whatever the edition makes of them. */
export interface DrawingParts {
  caption: PhrasingContent[]
  /** What it tells, in words and tables. */
  words: BlockContent[]
  /** For those who do not see it: the name of its kind and what it tells. */
  alt: string
}

/** Takes a drawing apart. One that could not be drawn is what the author wrote. */
export function drawingParts(
  { kind, text, children, drawn, words }: Drawing,
  messages: Messages,
): DrawingParts {
  const caption = children.find((child): child is Paragraph => child.type === 'paragraph')
  const table = children.find((child) => child.type === 'table')
  const own: BlockContent[] = table ? [table] : text === undefined ? [] : [{ type: 'code', value: text }]
  return {
    caption: caption?.children ?? (drawn?.title ? [{ type: 'text', value: drawn.title }] : []),
    words: drawn && drawn.equivalent.length > 0 ? drawn.equivalent : (words ?? own),
    alt: [messages[kind], drawn?.alt].filter(Boolean).join(': '),
  }
}
