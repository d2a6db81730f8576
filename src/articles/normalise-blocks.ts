import type { BlockContent, FootnoteDefinition, Heading, Nodes, Paragraph, PhrasingContent, Root } from 'mdast'
import type {} from 'remark-directive'
import type { Figure } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { captionedFigures, figureOf, reportLostCaptions } from './captions.ts'
import { checkFigure } from './check-image.ts'
import { checkAddress } from './check-link.ts'
import { collapseSpaces } from './collapse-spaces.ts'
import { convertBlockHtml } from './convert-block-html.ts'
import { keepNumbers } from './list-numbers.ts'
import { attachOtherwise, normaliseContainer } from './normalise-container.ts'
import { drawingOfCode } from './normalise-drawing.ts'
import { normaliseLeaf } from './normalise-leaf.ts'
import { normalisePhrasing } from './normalise-phrasing.ts'
import { takeStrayFences, takeStrayRows } from './stray-fences.ts'
import { widenTable } from './normalise-table.ts'
import { OpenElements, saysLanguage } from './open-elements.ts'
import { reportLongHeading, notePastedLines } from './pasted-lines.ts'
import { placeOf } from './place-within.ts'
import { plainText } from './plain-text.ts'
import { reportUnusedAddresses } from './unused-addresses.ts'

/** Brings the whole tree into the form that `model/tree.ts` describes, in one walk. */
export function normaliseTree(tree: Root, walk: ArticleWalk): void {
  const body = normaliseBlocks(tree.children, walk)
  const notes: FootnoteDefinition[] = []
  for (const note of walk.notesInOrder) {
    note.children = normaliseBlocks(note.children, walk, false)
    notes.push(note)
  }
  for (const note of walk.notes.values()) {
    if (walk.notesInOrder.has(note)) continue
    const message = `Unexpected footnote \`[^${note.label ?? note.identifier}]\` that nothing refers to, expected a reference`
    walk.find('articles/unused-footnote', placeOf(note), message)
  }
  reportUnusedAddresses(walk)
  reportLostCaptions(walk)
  tree.children = [...body, ...notes]
}

/** Normalises flow content; pictures that stand alone become figures, but in a list only those with a caption. */
export function normaliseBlocks<T extends Nodes>(nodes: readonly T[], walk: ArticleWalk, mayBeFigure = true): T[] {
  const result: Nodes[] = []
  let open: OpenElements | undefined
  for (let index = 0; index < nodes.length; index++) {
    const node: Nodes = nodes[index]!
    const before = result.length
    if (node.type === 'containerDirective') {
      index += attachOtherwise(node, nodes, index, walk)
      result.push(...normaliseContainer(node, walk, normaliseBlocks))
    } else {
      const normal = normaliseBlock(node, walk, mayBeFigure)
      if (Array.isArray(normal)) result.push(...normal)
      else if (normal) result.push(normal)
    }
    if (node.type === 'html' && (open || saysLanguage(node))) (open ??= new OpenElements()).follow(node, result.slice(before))
    else open?.give(result.slice(before))
  }
  open?.reportUnclosed(walk)
  return result as T[]
}

function normaliseBlock(node: Nodes, walk: ArticleWalk, mayBeFigure: boolean): Nodes | Nodes[] | undefined {
  switch (node.type) {
    case 'paragraph':
      return normaliseParagraph(node, walk, mayBeFigure)
    case 'heading':
      return normaliseHeading(node, walk)
    case 'blockquote':
      node.children = normaliseBlocks(node.children, walk)
      return node
    case 'list':
      keepNumbers(node, walk)
      node.children = normaliseBlocks(node.children, walk, false)
      return node
    case 'listItem':
    case 'defList':
    case 'defListDescription':
    case 'tableRow':
      node.children = normaliseBlocks<Nodes>(node.children, walk, false) as never
      return node
    case 'table':
      takeStrayRows(node, walk)
      node.children = normaliseBlocks(node.children, walk, false)
      widenTable(node, walk)
      return node
    case 'tableCell':
      if (node.data?.holdsBlocks) node.children = normaliseBlocks<Nodes>(node.children, walk, false) as never
      else node.children = normalisePhrasing(node.children, walk)
      return node
    case 'defListTerm':
      node.children = normalisePhrasing(node.children, walk)
      return node
    case 'html':
      return normaliseBlocks(convertBlockHtml(node, walk), walk, mayBeFigure)
    case 'figure':
      return normaliseFigure(node, walk)
    case 'leafDirective':
      return normaliseLeaf(node, walk, normalisePhrasing(node.children, walk))
    case 'yaml':
    case 'definition':
    case 'footnoteDefinition':
      return undefined
    case 'code':
      return drawingOfCode(node, walk) ?? node
    case 'thematicBreak':
      return node
    default:
      return normalisePhrasing([node as PhrasingContent], walk)
  }
}

function normaliseParagraph(node: Paragraph, walk: ArticleWalk, mayBeFigure: boolean): BlockContent | BlockContent[] | undefined {
  if (takeFences(node, walk)) return undefined
  notePastedLines(node, walk)
  const image = mayBeFigure ? loneImage(node) : undefined
  node.children = normalisePhrasing(node.children, walk)
  if (node.children.every((child) => child.type === 'text' && child.value.trim() === '')) return undefined
  const [only] = node.children
  if (image && only?.type === 'image') return figureOf(only, walk)
  return (walk.captioned.size > 0 && captionedFigures(node, walk)) || node
}

/** A picture that is all there is in its paragraph, as written or through a reference. */
function loneImage(node: Paragraph): boolean {
  const [only] = node.children
  if (node.children.length !== 1 || !only) return false
  return only.type === 'image' || only.type === 'imageReference' || (only.type === 'html' && /^<img\s/i.test(only.value))
}

const almostDirective = /^:{2,}[ \t]*\p{L}/u

/** Reports a directive that could not be read as one, and fences left over; says whether that is all there is. */
function takeFences(node: Paragraph, walk: ArticleWalk): boolean {
  const [first] = node.children
  if (first?.type === 'text' && almostDirective.test(first.value)) {
    const written = first.value.split('\n', 1)[0]!.trim()
    const message = `Unexpected text \`${written.slice(0, 60)}\`, expected a directive like \`:::note[Title]\``
    walk.find('articles/malformed-directive', placeOf(first), message)
    walk.hasUnclosed ||= first.value.startsWith(':::')
  }
  return takeStrayFences(node, walk)
}

function normaliseFigure(node: Figure, walk: ArticleWalk): BlockContent | undefined {
  node.children = normalisePhrasing(node.children, walk)
  if (node.link && !checkAddress(node.link.url, placeOf(node), walk)) delete node.link
  return checkFigure(node, walk)
}

function normaliseHeading(node: Heading, walk: ArticleWalk): Heading | undefined {
  takeStrayFences(node, walk)
  reportLongHeading(node, walk)
  node.children = normalisePhrasing(node.children, walk)
  const text = collapseSpaces(plainText(node).trim())
  if (text === '') {
    walk.find('articles/empty-heading', placeOf(node), 'Unexpected heading without words, expected words')
    return undefined
  }
  checkDepth(node, walk)
  const id = walk.slug(text)
  node.data = { ...node.data, id }
  walk.headings.push({ id, depth: node.depth, text, line: node.position?.start.line ?? 1 })
  return node
}

function checkDepth(node: Heading, walk: ArticleWalk): void {
  const { depth } = node
  if (depth === 1) {
    node.depth = 2
    walk.find('articles/level-1-heading', placeOf(node), 'Unexpected heading of level 1, expected level 2 or deeper')
  } else if (depth > walk.lastDepth + 1) {
    const message = `Unexpected heading of level ${depth} after level ${walk.lastDepth}, expected level ${walk.lastDepth + 1} at most`
    walk.find('articles/skipped-heading', placeOf(node), message)
  }
  walk.lastDepth = node.depth
}
