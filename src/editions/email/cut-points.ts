import type { Root, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Article } from '../../model/article.ts'
import type { Cut, IssueInput } from '../issue-input.ts'
import { keepPlace } from '../keep-place.ts'
import { mailedBlocks } from '../mailed-part.ts'

/** A place where the letter could end, and how much of the issue's content stands before it. */
export interface CutPoint {
  cut: Cut
  /** Whether a section or an article begins here. */
  atSection: boolean
  /** A measure of the content before this place, in characters of its tree; only ratios count. */
  weightBefore: number
}

/** Every place where a letter could end, from the first to the last. */
export function cutPoints({ articles, settings }: IssueInput): CutPoint[] {
  const points: CutPoint[] = []
  let weight = 0
  for (const [index, { article, as, url }] of articles.entries()) {
    if (as !== 'full') continue
    const anchors = sectionAnchors(article)
    let anchor: string | undefined
    for (const [block, node] of mailedBlocks(article.tree).entries()) {
      if (node.type === 'heading') anchor = anchors.get(node) ?? anchor
      const place = block === 0 || anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`
      const continueUrl = keepPlace(url + place, settings)
      const atSection = block === 0 ? index > 0 : node.type === 'heading'
      points.push({ cut: { article: index, block, continueUrl }, atSection, weightBefore: weight })
      weight += weightOf(node)
    }
  }
  return points
}

/** The fragment of each heading: as the tree says, else by its words among the article's headings. */
function sectionAnchors({ facts, tree }: Article): Map<RootContent, string> {
  const anchors = new Map<RootContent, string>()
  let next = 0
  for (const node of headingsOf(tree)) {
    const text = toString(node)
    const own = (node.data as { hProperties?: { id?: unknown } } | undefined)?.hProperties?.id
    const found = facts.headings.findIndex((fact, index) => index >= next && fact.text === text)
    if (found >= 0) next = found + 1
    const id = typeof own === 'string' ? own : facts.headings[found]?.id
    if (id !== undefined) anchors.set(node, id)
  }
  return anchors
}

function headingsOf(tree: Root): RootContent[] {
  return tree.children.filter((node) => node.type === 'heading')
}

/** Text and the markup round it: about what a node takes in HTML. */
function weightOf(node: RootContent): number {
  let weight = 0
  const add = (part: RootContent): void => {
    weight += 'value' in part ? part.value.length : 60
    if ('children' in part) for (const child of part.children) add(child)
  }
  add(node)
  return weight
}
