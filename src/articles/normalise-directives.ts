import type { BlockContent, DefinitionContent, Nodes, Paragraph, PhrasingContent, Text } from 'mdast'
import type {} from 'remark-directive'
import { closest } from '../diagnostics/index.ts'
import type { Place } from '../model/place.ts'
import { calloutKinds, type AudiencePassage, type Button, type Callout, type CalloutKind } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { checkAddress } from './check-link.ts'
import { normaliseBlocks } from './normalise-blocks.ts'
import { normalisePhrasing } from './normalise-phrasing.ts'
import { placeOf, placeWithin } from './place-within.ts'
import { plainText } from './plain-text.ts'
import { readCondition } from './read-condition.ts'

type ContainerDirective = Extract<Nodes, { type: 'containerDirective' }>
type LeafDirective = Extract<Nodes, { type: 'leafDirective' }>
type TextDirective = Extract<Nodes, { type: 'textDirective' }>
type Directive = ContainerDirective | LeafDirective | TextDirective

const containerNames = [...calloutKinds, 'audience', 'otherwise']
const leafNames = ['button']
const textNames = ['plain', 'term']
const attributesOf: Record<string, string[]> = { audience: ['when'], button: ['href'], term: ['sense'] }
const fences = { containerDirective: ':::', leafDirective: '::', textDirective: ':' }

/** A callout, a passage, or what an unknown container holds. */
export function normaliseContainer(node: ContainerDirective, walk: ArticleWalk): Nodes[] {
  checkClosed(node, walk)
  if (!isKnown(node, containerNames, walk)) return normaliseBlocks(node.children, walk)
  checkAttributes(node, walk)
  if (node.name === 'audience') return normalisePassage(node, walk)
  if (node.name === 'otherwise') {
    const message = 'Unexpected `:::otherwise`, expected an `:::audience` passage before it'
    walk.find('articles/stray-otherwise', namePlace(node, walk), message)
    return normaliseBlocks(node.children, walk)
  }
  const { title, content } = takeLabel(node)
  const callout: Callout = {
    type: 'callout',
    kind: node.name as CalloutKind,
    ...(title && { title }),
    children: normaliseBlocks(content, walk),
    ...(node.position && { position: node.position }),
  }
  return [callout]
}

function takeLabel(node: ContainerDirective): { title: string; content: ContainerDirective['children'] } {
  const [first, ...rest] = node.children
  if (first?.type !== 'paragraph' || !first.data?.directiveLabel) return { title: '', content: node.children }
  return { title: plainText(first).trim(), content: rest }
}

/** Where `attachOtherwise` leaves the part for everybody else. */
const otherwiseParts = new WeakMap<ContainerDirective, ContainerDirective>()

/**
 * What members for whom the condition is not true read may be written in two ways: inside the passage, whose fence
 * then needs more colons, or as a box of its own straight after the passage:
 *
 *     ::::audience{when='region = Wales'}        :::audience{when='region = Wales'}
 *     For Wales.                                 For Wales.
 *     :::otherwise                               :::
 *     For the others.                            :::otherwise
 *     :::                                        For the others.
 *     ::::                                       :::
 *
 * Finds it and says how many of the following siblings it took.
 */
export function attachOtherwise(
  node: ContainerDirective,
  siblings: readonly Nodes[],
  index: number,
): number {
  if (node.name !== 'audience') return 0
  const isOtherwise = (child: Nodes | undefined) => child?.type === 'containerDirective' && child.name === 'otherwise'
  const inside = node.children.filter(isOtherwise) as ContainerDirective[]
  const next = siblings[index + 1]
  const isAfter = inside.length === 0 && isOtherwise(next)
  const [part] = isAfter ? [next as ContainerDirective] : inside
  if (!part) return 0
  otherwiseParts.set(node, part)
  node.children = node.children.filter((child) => child !== part)
  return isAfter ? 1 : 0
}

function normalisePassage(node: ContainerDirective, walk: ArticleWalk): Nodes[] {
  if (node.children[0]?.data && 'directiveLabel' in node.children[0].data) {
    const message = 'Unexpected label on `:::audience`, expected only `when`'
    walk.find('articles/unknown-attribute', namePlace(node, walk), message)
  }
  const when = readWhen(node, walk)
  const part = otherwiseParts.get(node)
  const children = normaliseBlocks(node.children, walk) as (BlockContent | DefinitionContent)[]
  if (part) {
    checkClosed(part, walk)
    checkAttributes(part, walk)
  }
  const otherwise = part ? normaliseBlocks(part.children, walk) : []
  if (when === undefined) return [...children, ...otherwise]
  const passage: AudiencePassage = { type: 'audiencePassage', when, otherwise, children }
  if (node.position) passage.position = part ? { start: node.position.start, end: laterEnd(node, part) } : node.position
  return [passage]
}

function laterEnd(node: ContainerDirective, part: ContainerDirective) {
  const [end, other] = [node.position!.end, part.position?.end]
  return other && other.offset! > end.offset! ? other : end
}

function readWhen(node: ContainerDirective, walk: ArticleWalk): string | undefined {
  const written = node.attributes?.['when']
  if (!written?.trim()) {
    const message = 'Unexpected `:::audience` without a condition, expected `when`'
    walk.find('articles/missing-attribute', namePlace(node, walk), message)
    return undefined
  }
  const { place, isLiteral } = attributePlace(node, 'when', written, walk)
  const condition = readCondition(written, walk.settings, (rule, offset, length, message, note) => {
    const start = (place?.start.offset ?? 0) + offset
    const exact = place && isLiteral ? placeWithin(walk.source, place.start, start, start + length) : place
    walk.find(rule, exact, message, note)
  })
  if (condition !== undefined) walk.conditions.add(condition)
  return condition
}

/** A button, or the words of an unknown leaf. */
export function normaliseLeaf(node: LeafDirective, walk: ArticleWalk): Nodes | undefined {
  const isButton = isKnown(node, leafNames, walk)
  const children = normalisePhrasing(node.children, walk)
  const position = node.position && { position: node.position }
  const words: Paragraph | undefined = children.length > 0 ? { type: 'paragraph', children, ...position } : undefined
  if (!isButton) return words
  checkAttributes(node, walk)
  const url = node.attributes?.['href']?.trim()
  const place = namePlace(node, walk)
  if (!words || plainText(words).trim() === '') {
    walk.find('articles/missing-label', place, 'Unexpected button without words, expected a label')
    return undefined
  }
  if (!url) {
    walk.find('articles/missing-attribute', place, 'Unexpected button without an address, expected `href`')
    return words
  }
  if (!checkAddress(url, attributePlace(node, 'href', url, walk).place ?? place, walk)) return words
  return { type: 'button', url, children: withoutLinks(children), ...position } satisfies Button
}

/** A button is a link already, so links in its words are only words. */
function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'link' ? node.children : [node]))
}

/** `:plain[…]` and `:term[…]` stay for the glossary; an unknown one stays as the text it was. */
export function normaliseTextDirective(node: TextDirective, walk: ArticleWalk): PhrasingContent | PhrasingContent[] {
  const isOurs = isKnown(node, textNames, walk)
  node.children = normalisePhrasing(node.children, walk)
  if (isOurs) {
    checkAttributes(node, walk)
    return node
  }
  const start = placeOf(node)!.start.offset
  const end = placeOf(node)!.end.offset
  const first = node.children[0] && placeOf(node.children[0])
  const last = node.children.at(-1) && placeOf(node.children.at(-1)!)
  const before = asText(walk, start, first?.start.offset ?? end)
  return first && last ? [before, ...node.children, asText(walk, last.end.offset, end)] : [before]
}

function asText(walk: ArticleWalk, start: number, end: number): Text {
  return { type: 'text', value: walk.source.slice(start, end) }
}

function isKnown(node: Directive, names: string[], walk: ArticleWalk): boolean {
  if (names.includes(node.name)) return true
  const fence = fences[node.type]
  const own = [...containerNames, ...leafNames, ...textNames].find((name) => name === node.name)
  const near = own ?? closest(node.name, names)
  const right = near && (containerNames.includes(near) ? ':::' : leafNames.includes(near) ? '::' : ':')
  const expected = near ? `\`${right}${near}\`` : names.map((name) => `\`${fence}${name}\``).join(', ')
  const message = `Unexpected directive \`${fence}${node.name}\`, expected ${expected}`
  walk.find('articles/unknown-directive', namePlace(node, walk), message)
  return false
}

function checkAttributes(node: Directive, walk: ArticleWalk): void {
  const allowed = attributesOf[node.name] ?? []
  for (const name of Object.keys(node.attributes ?? {})) {
    if (allowed.includes(name)) continue
    const near = closest(name, allowed)
    const expected = near ? `\`${near}\`` : allowed.length > 0 ? `only \`${allowed.join('`, `')}\`` : 'none'
    const message = `Unexpected attribute \`${name}\` of \`${fences[node.type]}${node.name}\`, expected ${expected}`
    walk.find('articles/unknown-attribute', namePlace(node, walk), message)
  }
}

/** A box that is never closed takes in all that follows. */
function checkClosed(node: ContainerDirective, walk: ArticleWalk): void {
  const place = placeOf(node)
  if (!place || /(?:^|[\s>]):{3,}[ \t]*$/.test(walk.source.slice(Math.max(place.start.offset + 3, place.end.offset - 200), place.end.offset))) return
  walk.hasUnclosed = true
  const message = `Unexpected end of \`:::${node.name}\` without a line of colons, expected \`:::\``
  walk.find('articles/unclosed-directive', namePlace(node, walk), message)
}

/** The colons and the name. */
function namePlace(node: Directive, walk: ArticleWalk): Place | undefined {
  const place = placeOf(node)
  if (!place) return undefined
  const written = /^:+[^\s[{]*/.exec(walk.source.slice(place.start.offset, place.start.offset + 200))?.[0] ?? ''
  return placeWithin(walk.source, place.start, place.start.offset, place.start.offset + written.length)
}

/** The place of an attribute's value, and whether it stands in the source letter for letter. */
function attributePlace(
  node: Directive,
  name: string,
  value: string,
  walk: ArticleWalk,
): { place: Place | undefined; isLiteral: boolean } {
  const whole = placeOf(node)
  if (!whole) return { place: undefined, isLiteral: false }
  const lineEnd = /[\r\n]|$/.exec(walk.source.slice(whole.start.offset))!.index
  const line = walk.source.slice(whole.start.offset, whole.start.offset + lineEnd)
  const match = new RegExp(`[{\\s]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'{}]+))`).exec(line)
  const raw = match && (match[1] ?? match[2] ?? match[3] ?? '')
  if (!match || raw === null) return { place: namePlace(node, walk), isLiteral: false }
  const quote = match[3] === undefined ? 1 : 0
  const start = whole.start.offset + match.index + match[0].length - quote - raw.length
  return { place: placeWithin(walk.source, whole.start, start, start + raw.length), isLiteral: raw === value }
}
