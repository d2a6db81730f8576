import type { FootnoteReference, Image, ImageReference, Link, LinkReference, Nodes, PhrasingContent, Text } from 'mdast'
import type {} from 'remark-directive'
import type { ArticleWalk } from './article-walk.ts'
import { checkImage } from './check-image.ts'
import { checkLink } from './check-link.ts'
import { normaliseTextDirective } from './normalise-text-directive.ts'
import { pairInlineHtml } from './pair-inline-html.ts'
import { placeOf, placeWithin } from './place-within.ts'
import { findUnreadLinks } from './unread-links.ts'

/** Normalises running text: references, links, pictures, inline HTML and directives. */
export function normalisePhrasing(nodes: PhrasingContent[], walk: ArticleWalk): PhrasingContent[] {
  const paired = nodes.some((node) => node.type === 'html') ? pairInlineHtml(nodes, walk) : nodes
  let result: PhrasingContent[] | undefined
  for (let index = 0; index < paired.length; index++) {
    const node = paired[index]!
    if (node.type === 'text' && node.value.includes(']')) findUnreadLinks(node, paired[index + 1], walk)
    const normal = normaliseNode(node, walk)
    if (normal === node) result?.push(node)
    else {
      result ??= paired.slice(0, index)
      if (Array.isArray(normal)) result.push(...normal)
      else if (normal) result.push(normal)
    }
  }
  return result ?? paired
}

type Normal = PhrasingContent | PhrasingContent[] | undefined

function normaliseNode(node: PhrasingContent, walk: ArticleWalk): Normal {
  switch (node.type) {
    case 'text':
      walk.wordCount += countWords(node.value)
      if (node.value.includes('[^')) reportUndefinedNotes(node, walk)
      return node
    case 'inlineCode':
      walk.wordCount += countWords(node.value)
      return node
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'inlineElement':
      node.children = normalisePhrasing(node.children, walk)
      return node
    case 'link':
      return normaliseLink(node, walk)
    case 'linkReference':
      return resolveLink(node, walk)
    case 'image':
      return checkImage(node, walk)
    case 'imageReference':
      return resolveImage(node, walk)
    case 'footnoteReference':
      return normaliseNoteReference(node, walk)
    case 'textDirective':
      node.children = normalisePhrasing(node.children, walk)
      return normaliseTextDirective(node, walk)
    default:
      return node
  }
}

function normaliseLink(node: Link, walk: ArticleWalk): Normal {
  node.children = normalisePhrasing(node.children, walk)
  return checkLink(node, walk)
}

function resolveLink(node: LinkReference, walk: ArticleWalk): Normal {
  const definition = walk.definitions.get(node.identifier)
  if (!definition) return asWritten(node, walk)
  walk.usedDefinitions.add(definition)
  if (node.referenceType === 'full') walk.namedDefinitions.add(definition)
  const { url, title } = definition
  return normaliseLink({ type: 'link', url, title: title ?? null, children: node.children, ...placed(node) }, walk)
}

function resolveImage(node: ImageReference, walk: ArticleWalk): Normal {
  const definition = walk.definitions.get(node.identifier)
  if (!definition) return asWritten(node, walk)
  walk.usedDefinitions.add(definition)
  walk.namedDefinitions.add(definition)
  const { url, title } = definition
  const image: Image = { type: 'image', url, title: title ?? null, alt: node.alt ?? null, ...placed(node) }
  return checkImage(image, walk)
}

/** A node that takes the position of another. */
function placed({ position }: Nodes): Pick<Nodes, 'position'> {
  return position ? { position } : {}
}

function asWritten(node: PhrasingContent, walk: ArticleWalk): Text {
  const { start, end } = placeOf(node)!
  return { type: 'text', value: walk.source.slice(start.offset, end.offset), ...placed(node) }
}

function normaliseNoteReference(node: FootnoteReference, walk: ArticleWalk): Normal {
  const note = walk.notes.get(node.identifier)
  if (!note) return asWritten(node, walk)
  walk.notesInOrder.add(note)
  return node
}

/** The parser leaves `[^name]` as text where no note of that name exists. */
function reportUndefinedNotes(node: Text, walk: ArticleWalk): void {
  const whole = placeOf(node)
  for (const { 0: written, index } of node.value.matchAll(/\[\^[^\]\s]+\]/g)) {
    const start = (whole?.start.offset ?? 0) + index
    const isLiteral = walk.source.startsWith(written, start)
    const place = whole && isLiteral ? placeWithin(walk.source, whole.start, start, start + written.length) : whole
    const message = `Unexpected reference \`${written}\` to no footnote, expected a line \`${written}: …\``
    walk.find('articles/undefined-footnote', place, message)
  }
}

/** Stretches between white space. */
export function countWords(text: string): number {
  let count = 0
  let isInWord = false
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const isSpace = unit <= 32 || unit === 160
    if (!isSpace && !isInWord) count++
    isInWord = !isSpace
  }
  return count
}
