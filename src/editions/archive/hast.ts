import type { Element, ElementContent, Properties } from 'hast'
import type { Node } from 'unist'

/** A hast element. */
export function element(tagName: string, properties: Properties, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children }
}

/** The element that a node became, with what was said of the node where it was HTML: language, what a head heads. */
export function withData(made: Element, { data }: Node): Element {
  if (data?.hProperties) Object.assign(made.properties, data.hProperties)
  return made
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
