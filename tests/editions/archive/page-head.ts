import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'

/** What a page's head says, read as a browser reads it. */
export interface ReadHead {
  /** Property and content of each `<meta property>`. */
  openGraph: [string, string][]
  /** The `<link rel="alternate">`s: type → address. */
  feeds: Record<string, string>
  /** Name → content of each `<meta name>`. */
  named: Record<string, string>
}

export function headOf(html: string): ReadHead {
  const head: ReadHead = { openGraph: [], feeds: {}, named: {} }
  visit(fromHtml(html) as Nodes, 'element', ({ tagName, properties }: Element) => {
    const { property, content, name, rel, type, href } = properties as Record<string, string | string[]>
    if (tagName === 'meta' && property) head.openGraph.push([String(property), String(content)])
    if (tagName === 'meta' && name) head.named[String(name)] = String(content)
    if (tagName === 'link' && String(rel) === 'alternate') head.feeds[String(type)] = String(href)
  })
  return head
}

/** The things of a page's JSON-LD, in order. */
export function structuredDataOf(html: string): Record<string, unknown>[] {
  const things: Record<string, unknown>[] = []
  visit(fromHtml(html) as Nodes, 'element', ({ tagName, properties, children }: Element) => {
    if (tagName !== 'script' || properties['type'] !== 'application/ld+json') return
    const [text] = children
    const { '@context': context, '@graph': graph } = JSON.parse(
      text?.type === 'text' ? text.value : '{}',
    ) as {
      '@context': string
      '@graph': Record<string, unknown>[]
    }
    if (context !== 'https://schema.org') throw new Error(`Unexpected context ${context}`)
    things.push(...graph)
  })
  return things
}
