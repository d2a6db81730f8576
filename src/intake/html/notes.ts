import type { Element, Root } from 'hast'
import { isElement } from '../elements.ts'
import { saidBy, seenIn, wordsIn } from './seen-elements.ts'

/** The notes of a page, by the elements that make them. */
export interface PageNotes {
  /** The name of the note that a link calls for. */
  calls: Map<Element, string>
  /** The elements that hold a note, in the order of their first calls, with the note's name. */
  bodies: Map<Element, string>
  /** The links that lead from a note back to its call, which Markdown makes itself. */
  returns: Set<Element>
  /** The links to remarks of editors, and what holds these: comments of Google Docs. They are no words of the text. */
  remarks: Set<Element>
}

/** What a call looks like: `1`, `[1]`, `(iv)`, `*`; not the words of a table of contents. */
const callSign = /^[[(]?(?:\d{1,4}|[a-z]{1,4}|[*†‡§]{1,4})[\])]?$/i

interface Page {
  /** Each link to a place in the page, with its number in the order of reading. */
  links: Map<Element, number>
  parents: Map<Element, Element>
  byName: Map<string, Element>
}

interface Pair {
  call: Element
  back: Element
  target: string
}

/**
 * Finds notes by what Word, LibreOffice, Google Docs and others have in common: a link of one sign to a place with a
 * link back to it.
 */
export function notesOf(content: Root | Element): PageNotes {
  const page = pageOf(content)
  const pairs = pairsOf(page)
  const ends = new Map<Element, string | undefined>()
  for (const { call, back, target } of pairs) ends.set(call, undefined).set(back, target)
  const notes: PageNotes = { calls: new Map(), bodies: new Map(), returns: new Set(), remarks: new Set() }
  const names = new Map<string, string>()
  for (const { call, back, target } of pairs) {
    const body = bodyOf(back, page, ends)
    if (!body) continue
    notes.returns.add(back)
    if (/^cmnt\d/.test(target)) notes.remarks.add(call).add(body)
    else if (!notes.bodies.has(body)) {
      const name = String(notes.bodies.size + 1)
      notes.bodies.set(body, name)
      names.set(target, name)
    }
  }
  for (const link of page.links.keys()) {
    const name = names.get(targetOf(link))
    if (name !== undefined && callSign.test(wordsIn(link))) notes.calls.set(link, name)
  }
  return notes
}

function pageOf(content: Root | Element): Page {
  const page: Page = { links: new Map(), parents: new Map(), byName: new Map() }
  for (const node of seenIn(content)) {
    if (!isElement(node)) continue
    for (const child of node.children) if (isElement(child)) page.parents.set(child, node)
    for (const name of [saidBy(node, 'id'), saidBy(node, 'name')]) {
      if (name !== '' && !page.byName.has(name)) page.byName.set(name, node)
    }
    if (targetOf(node) !== '') page.links.set(node, page.links.size)
  }
  return page
}

/** The place in the page that a link leads to. */
function targetOf(node: Element): string {
  const href = node.tagName === 'a' ? saidBy(node, 'href').trim() : ''
  return href.startsWith('#') ? href.slice(1) : ''
}

function pairsOf(page: Page): Pair[] {
  const pairs: Pair[] = []
  for (const [back, number] of page.links) {
    const call = linkAt(page.byName.get(targetOf(back)))
    const callNumber = call && page.links.get(call)
    if (!call || callNumber === undefined || callNumber >= number) continue
    const target = targetOf(call)
    if (callSign.test(wordsIn(call)) && isWithin(back, page.byName.get(target), page))
      pairs.push({ call, back, target })
  }
  return pairs.toSorted((one, other) => page.links.get(one.call)! - page.links.get(other.call)!)
}

/** The link that a name stands for: it has the name itself, or the raised sign round it has. */
function linkAt(named: Element | undefined): Element | undefined {
  if (!named || named.tagName === 'a') return named
  if (!/^(?:sup|span)$/.test(named.tagName)) return undefined
  for (const node of seenIn(named)) if (isElement(node, 'a')) return node
  return undefined
}

function isWithin(inner: Element, outer: Element | undefined, page: Page): boolean {
  let at: Element | undefined = inner
  for (let level = 0; at && outer && level < 8; level++, at = page.parents.get(at))
    if (at === outer) return true
  return false
}

const blocks = new Set(['p', 'div', 'li', 'dd', 'td', 'section', 'blockquote'])

/** What holds a note: the block of its link, and what is round it as long as it holds no other end of a note. */
function bodyOf(
  back: Element,
  page: Page,
  ends: ReadonlyMap<Element, string | undefined>,
): Element | undefined {
  let body = back
  for (let at = page.parents.get(back); at; at = page.parents.get(at)) {
    const isBlock = blocks.has(body.tagName)
    if (isBlock && !/^(?:div|li|dd)$/.test(at.tagName)) break
    if (holdsAnother(at, ends.get(back), ends)) break
    body = at
    if (body.tagName === 'li' || body.tagName === 'dd') break
  }
  return blocks.has(body.tagName) ? body : undefined
}

/** Whether it holds a call, or a link back from another note. */
function holdsAnother(
  element: Element,
  target: string | undefined,
  ends: ReadonlyMap<Element, string | undefined>,
): boolean {
  for (const node of seenIn(element)) {
    if (isElement(node) && ends.has(node) && ends.get(node) !== target) return true
  }
  return false
}
