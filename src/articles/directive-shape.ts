import type { Nodes } from 'mdast'
import type {} from 'remark-directive'
import { closest } from '../diagnostics/index.ts'
import type { Place } from '../model/place.ts'
import { calloutKinds } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf, placeWithin } from './place-within.ts'

export type ContainerDirective = Extract<Nodes, { type: 'containerDirective' }>
export type LeafDirective = Extract<Nodes, { type: 'leafDirective' }>
export type TextDirective = Extract<Nodes, { type: 'textDirective' }>
type Directive = ContainerDirective | LeafDirective | TextDirective

const containerNames = [...calloutKinds, 'audience', 'otherwise', 'chart']
const leafNames = ['button', 'wordcloud']
const textNames = ['plain', 'term']
const namesOf = { containerDirective: containerNames, leafDirective: leafNames, textDirective: textNames }
const attributesOf: Record<string, string[]> = {
  audience: ['when'],
  button: ['href'],
  term: ['sense'],
  wordcloud: ['words', 'shape'],
  chart: ['type'],
}
const fences = { containerDirective: ':::', leafDirective: '::', textDirective: ':' }

/** Whether the directive is one of ours; reports one that is not, with the nearest that is. */
export function isKnown(node: Directive, walk: ArticleWalk): boolean {
  const names = namesOf[node.type]
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

/** Reports attributes that the directive does not take. */
export function checkAttributes(node: Directive, walk: ArticleWalk): void {
  const allowed = attributesOf[node.name] ?? []
  for (const name of Object.keys(node.attributes ?? {})) {
    if (allowed.includes(name)) continue
    const near = closest(name, allowed)
    const expected = near ? `\`${near}\`` : allowed.length > 0 ? `only \`${allowed.join('`, `')}\`` : 'none'
    const message = `Unexpected attribute \`${name}\` of \`${fences[node.type]}${node.name}\`, expected ${expected}`
    walk.find('articles/unknown-attribute', namePlace(node, walk), message)
  }
}

/** The colons and the name. */
export function namePlace(node: Directive, walk: ArticleWalk): Place | undefined {
  const place = placeOf(node)
  if (!place) return undefined
  const written = /^:+[^\s[{]*/.exec(walk.source.slice(place.start.offset, place.start.offset + 200))?.[0] ?? ''
  return placeWithin(walk.source, place.start, place.start.offset, place.start.offset + written.length)
}

/** The place of an attribute's value, and whether it stands in the source letter for letter. */
export function attributePlace(
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
