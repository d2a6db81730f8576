import { DOMParser, XMLSerializer, type Document, type Element, type Node } from '@xmldom/xmldom'

export type { Document, Element } from '@xmldom/xmldom'

/** The namespaces of ISO/IEC 29500, transitional and strict, and those that Word has besides. */
const namespaces = {
  w: [
    'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    'http://purl.oclc.org/ooxml/wordprocessingml/main',
  ],
  a: ['http://schemas.openxmlformats.org/drawingml/2006/main', 'http://purl.oclc.org/ooxml/drawingml/main'],
  wp: [
    'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing',
  ],
  pic: [
    'http://schemas.openxmlformats.org/drawingml/2006/picture',
    'http://purl.oclc.org/ooxml/drawingml/picture',
  ],
  m: [
    'http://schemas.openxmlformats.org/officeDocument/2006/math',
    'http://purl.oclc.org/ooxml/officeDocument/math',
  ],
  mc: ['http://schemas.openxmlformats.org/markup-compatibility/2006'],
  v: ['urn:schemas-microsoft-com:vml'],
  c: ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'http://purl.oclc.org/ooxml/drawingml/chart'],
  dgm: [
    'http://schemas.openxmlformats.org/drawingml/2006/diagram',
    'http://purl.oclc.org/ooxml/drawingml/diagram',
  ],
  rel: ['http://schemas.openxmlformats.org/package/2006/relationships'],
} as const

const prefixes = new Map<string, string>(
  Object.entries(namespaces).flatMap(([prefix, uris]) => uris.map((uri) => [uri, prefix] as const)),
)

/** Reads a part of a document; nothing where it is no XML. Entities of the part's own are not followed. */
export function parseXml(bytes: Uint8Array): Document | undefined {
  try {
    const text = new TextDecoder(bytes[0] === 0xff || bytes[0] === 0xfe ? 'utf-16' : 'utf-8').decode(bytes)
    const document = new DOMParser({ onError: throwErrors }).parseFromString(text, 'text/xml')
    return document.documentElement ? document : undefined
  } catch {
    return undefined
  }
}

function throwErrors(level: 'warning' | 'error' | 'fatalError', message: string): void {
  if (level !== 'warning') throw new Error(message)
}

export function serializeXml(document: Document): Uint8Array {
  return new TextEncoder().encode(new XMLSerializer().serializeToString(document))
}

/** `w:p` for a paragraph, whatever prefix the document has; an element of another namespace keeps its own name. */
export function nameOf(element: Element): string {
  const prefix = prefixes.get(element.namespaceURI ?? '')
  return prefix === undefined ? element.tagName : `${prefix}:${element.localName}`
}

/** The elements straight inside, those of one name if it is given. */
export function childrenOf(parent: Element, name?: string): Element[] {
  const found: Element[] = []
  for (let node: Node | null = parent.firstChild; node; node = node.nextSibling)
    if (isElement(node) && (name === undefined || nameOf(node) === name)) found.push(node)
  return found
}

/** The first element of a name straight inside, or at the end of a path of names. */
export function childOf(parent: Element | undefined, ...path: string[]): Element | undefined {
  let element = parent
  for (const name of path) element = element && childrenOf(element, name)[0]
  return element
}

/** All elements of some names inside, in the order of the document. */
export function elementsIn(parent: Element, ...names: string[]): Element[] {
  const found: Element[] = []
  const waiting = childrenOf(parent).toReversed()
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    if (names.includes(nameOf(element))) found.push(element)
    waiting.push(...childrenOf(element).toReversed())
  }
  return found
}

/** How many elements lie in each other at most. */
export function depthOf(root: Element): number {
  let deepest = 0
  const waiting: [Element, number][] = [[root, 1]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [element, depth] = next
    deepest = Math.max(deepest, depth)
    for (const child of childrenOf(element)) waiting.push([child, depth + 1])
  }
  return deepest
}

/** The nearest element of a name round one. */
export function elementAround(element: Element, ...names: string[]): Element | undefined {
  let node: Node | null = element.parentNode
  while (node && !(isElement(node) && names.includes(nameOf(node)))) node = node.parentNode
  return (node as Element | null) ?? undefined
}

/** An attribute by its name without prefix: `val` of `w:val`. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  if (!element) return undefined
  for (const attribute of element.attributes) if (attribute.localName === name) return attribute.value
  return undefined
}

/** A switch such as `w:b`: on when it is there, unless it says otherwise (§17.17.4). */
export function isOn(element: Element | undefined): boolean {
  return element !== undefined && !['0', 'false', 'off', 'none'].includes(attributeOf(element, 'val') ?? '')
}

/** A switch that an attribute is: off unless it says that it is on. */
export function isOnAttribute(element: Element, name: string): boolean {
  return ['1', 'true', 'on'].includes(attributeOf(element, name) ?? '')
}

/** The same element with another content, of the same namespace as a neighbour. */
export function makeElement(like: Element, name: string, attributes: Record<string, string> = {}): Element {
  const document = like.ownerDocument!
  const element = document.createElementNS(like.namespaceURI, `${like.prefix}:${name}`)
  for (const [key, value] of Object.entries(attributes))
    element.setAttributeNS(like.namespaceURI, `${like.prefix}:${key}`, value)
  return element
}

/** Text boxes in the form in which the converter reads them. */
export function wordsFrame(contents: readonly Element[]): Element {
  const picture = makeElement(contents[0]!, 'pict')
  for (const content of contents) {
    const box = picture.ownerDocument!.createElementNS('urn:schemas-microsoft-com:vml', 'v:textbox')
    box.appendChild(content)
    picture.appendChild(box)
  }
  return picture
}

/** Words as a run holds them. */
export function textElement(like: Element, words: string): Element {
  const text = makeElement(like, 't')
  text.appendChild(like.ownerDocument!.createTextNode(words))
  return text
}

/** Words as a paragraph holds them. */
export function runOf(like: Element, words: string): Element {
  const run = makeElement(like, 'r')
  run.appendChild(textElement(like, words))
  return run
}

export function remove(element: Element): void {
  element.parentNode?.removeChild(element)
}

/** What stands in an element takes its place. */
export function unwrap(element: Element): void {
  while (element.firstChild) element.parentNode!.insertBefore(element.firstChild, element)
  remove(element)
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}
