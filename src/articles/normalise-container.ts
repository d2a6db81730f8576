import type { Nodes } from 'mdast'
import type { Place } from '../model/place.ts'
import type { AudiencePassage, Callout, CalloutKind } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { attributePlace, checkAttributes, isKnown, namePlace, type ContainerDirective } from './directive-shape.ts'
import { drawingOfContainer } from './normalise-drawing.ts'
import { placeOf, placeWithin } from './place-within.ts'
import { plainText } from './plain-text.ts'
import { readCondition } from './read-condition.ts'
import { isFence } from './stray-fences.ts'

/** Normalises what a container holds. */
type Content = ContainerDirective['children']
type NormaliseBlocks = (nodes: Content, walk: ArticleWalk) => Content

/** A callout, a passage, a chart, or what an unknown container holds. */
export function normaliseContainer(node: ContainerDirective, walk: ArticleWalk, blocks: NormaliseBlocks): Nodes[] {
  checkClosed(node, walk)
  if (!isKnown(node, walk)) return blocks(node.children, walk)
  checkAttributes(node, walk)
  if (node.name === 'audience') return normalisePassage(node, walk, blocks)
  if (node.name === 'otherwise') {
    const message = 'Unexpected `:::otherwise`, expected an `:::audience` passage before it'
    walk.find('articles/stray-otherwise', namePlace(node, walk), message)
    return blocks(node.children, walk)
  }
  if (node.name === 'chart') return drawingOfContainer(node, walk, blocks)
  const { title, content } = takeLabel(node)
  if (title) walk.labels.push({ text: title, place: placeOf(node.children[0]!) })
  const callout: Callout = {
    type: 'callout',
    kind: node.name as CalloutKind,
    ...(title && { title }),
    children: blocks(content, walk),
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

/** Parts whose fence ended the passage too, and behind which there is nothing but the fence that was meant to. */
const endedTogether = new WeakSet<ContainerDirective>()

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
  walk: ArticleWalk,
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
  if (!isAfter && isLoneFence(next) && part.position && !isClosed(part.position as Place, walk)) {
    endedTogether.add(part)
    return 1
  }
  return isAfter ? 1 : 0
}

function isLoneFence(node: Nodes | undefined): boolean {
  if (node?.type !== 'paragraph') return false
  const [only, ...others] = node.children
  return others.length === 0 && only?.type === 'text' && isFence(only.value)
}

function normalisePassage(node: ContainerDirective, walk: ArticleWalk, blocks: NormaliseBlocks): Nodes[] {
  if (node.children[0]?.data && 'directiveLabel' in node.children[0].data) {
    const message = 'Unexpected label on `:::audience`, expected only `when`'
    walk.find('articles/unknown-attribute', namePlace(node, walk), message)
  }
  const when = readWhen(node, walk)
  const part = otherwiseParts.get(node)
  walk.hasPassage = true
  walk.openPassages++
  const children = blocks(node.children, walk)
  if (part) {
    checkClosed(part, walk)
    checkAttributes(part, walk)
  }
  const otherwise = part ? blocks(part.children, walk) : []
  walk.openPassages--
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

/**
 * A box that is never closed takes in all that follows. Where it is a passage for some members, or lies in one, what
 * ends the passage was meant for something else, and words for some go to all, or those for all to some.
 */
function checkClosed(node: ContainerDirective, walk: ArticleWalk): void {
  const place = placeOf(node)
  if (!place || isClosed(place, walk)) return
  walk.hasUnclosed = true
  const isPassage = node.name === 'audience' || node.name === 'otherwise' || walk.openPassages > 0
  const isUnclear = isPassage && !endedTogether.has(node)
  const rule = isUnclear ? 'articles/unclear-passage' : 'articles/unclosed-directive'
  const message = `Unexpected end of \`:::${node.name}\` without a line of colons, expected \`:::\``
  walk.find(rule, namePlace(node, walk), message)
}

/** Whether it ends with a line of at least as many colons as it began with. */
function isClosed({ start, end }: Place, { source }: ArticleWalk): boolean {
  const begin = source.slice(start.offset, start.offset + 200)
  const opening = /^:+/.exec(begin)?.[0].length ?? 0
  const rest = source.slice(Math.max(start.offset + opening, end.offset - 200), end.offset)
  const closing = /(?:^|[\s>])(:{3,})[ \t]*$/.exec(rest)?.[1]
  return closing !== undefined && closing.length >= opening
}

