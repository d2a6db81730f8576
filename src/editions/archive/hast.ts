import type { Element, ElementContent, Properties } from 'hast'

/** A hast element. */
export function element(tagName: string, properties: Properties, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children }
}

/** A hast text. */
export function text(value: string): ElementContent {
  return { type: 'text', value }
}

/** With a line end between every two nodes; around them, too, where they are loose. */
export function wrap(nodes: readonly ElementContent[], isLoose = false): ElementContent[] {
  const wrapped: ElementContent[] = []
  for (const node of nodes) {
    if (isLoose || wrapped.length > 0) wrapped.push(text('\n'))
    wrapped.push(node)
  }
  if (isLoose) wrapped.push(text('\n'))
  return wrapped
}
