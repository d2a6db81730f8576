import type { Element, Nodes, Root } from 'hast'
import { isElement } from '../elements.ts'

/** What a property says in words; nothing where it has none. */
export function saidBy(element: Element, property: string): string {
  const value = element.properties[property]
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export function classesOf(element: Element): string[] {
  const value = element.properties['className']
  return Array.isArray(value) ? value.map(String) : []
}

export function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Elements that hold nothing for readers, with all that is in them. */
const notRead = namesIn(`
  script style template nav head title meta link base input select textarea button option optgroup datalist
  progress meter output noembed noframes frameset frame area param source track defs metadata annotation
  annotation-xml
`)

/** Whether a reader of the page sees nothing of an element: it is hidden, or it is for programs. */
export function isUnread(element: Element): boolean {
  if (notRead.has(element.tagName)) return true
  const { hidden, open, role } = element.properties
  if (element.tagName === 'dialog' && open === undefined) return true
  if (hidden !== undefined && hidden !== 'until-found') return true
  if (role === 'navigation' || classesOf(element).some((name) => /^MsoToc/i.test(name))) return true
  return /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)/i.test(saidBy(element, 'style'))
}

/** The nodes below this one that readers see, each before its children, without recursion. */
export function* seenIn(node: Root | Element): Generator<Nodes> {
  const waiting: Nodes[] = node.children.toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (isElement(next) && isUnread(next)) continue
    yield next
    if (isElement(next))
      for (let at = next.children.length - 1; at >= 0; at--) waiting.push(next.children[at]!)
  }
}

/** The words that readers see in it, in one line. */
export function wordsIn(node: Root | Element): string {
  let words = ''
  for (const part of seenIn(node)) if (part.type === 'text') words += part.value
  return words.replace(/\s+/g, ' ').trim()
}

/** Whether it shows any words or pictures. */
export function showsAnything(node: Root | Element): boolean {
  for (const part of seenIn(node)) {
    if (isElement(part, 'img') || (part.type === 'text' && /\S/.test(part.value))) return true
  }
  return false
}
