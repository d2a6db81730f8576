import type { FootnoteDefinition, Nodes, Parent, Root } from 'mdast'
import type {} from 'remark-directive'
import { followTags, type HtmlState } from './html-state.ts'
import type { TreeEdits } from './tree-edits.ts'
import { readRun, type Run, type Standing } from './visible-run.ts'

/** What is met on the way through an article, in the order of reading: footnotes come last. */
export interface ArticleVisitor {
  run: (run: Run) => void
  /** A heading that begins a section, or the footnotes. */
  section: () => void
  /** A passage that only some members read begins or ends. */
  enterPassage: () => void
  leavePassage: () => void
}

interface Level {
  children: readonly Nodes[]
  index: number
  where: Standing
  inClosingList: boolean
  isPassage: boolean
}

const PHRASING = new Set([
  ...['text', 'emphasis', 'strong', 'delete', 'link', 'linkReference', 'inlineCode', 'break', 'image'],
  ...[
    'imageReference',
    'footnoteReference',
    'textDirective',
    'glossaryMention',
    'inlineElement',
    'inlineMath',
  ],
])

/** Goes through the tree without recursion, so no depth of nesting is too deep. */
export function walkArticle(
  root: Root,
  sectionDepth: number,
  visitor: ArticleVisitor,
  edits: TreeEdits,
): void {
  const notes: FootnoteDefinition[] = []
  const walk = {
    levels: [levelOf(root.children, 'prose')],
    html: { links: 0, code: 0 },
    notes,
    sectionDepth,
    edits,
  }
  runLevels(walk, visitor)
  if (notes.length === 0) return
  visitor.section()
  for (const note of notes) {
    walk.levels.push(levelOf(note.children, 'prose'))
    runLevels(walk, visitor)
  }
}

interface Walk {
  levels: Level[]
  html: HtmlState
  notes: FootnoteDefinition[]
  sectionDepth: number
  edits: TreeEdits
}

function levelOf(children: readonly Nodes[], where: Standing): Level {
  return { children, index: 0, where, inClosingList: false, isPassage: false }
}

function runLevels(walk: Walk, visitor: ArticleVisitor): void {
  const { levels } = walk
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.isPassage && level.index === 0) visitor.enterPassage()
    const node = level.children[level.index++]
    if (node)
      visit(walk, visitor, node, node.data?.abbreviationList ? { ...level, inClosingList: true } : level)
    else {
      levels.pop()
      if (level.isPassage) visitor.leavePassage()
    }
  }
}

function visit(walk: Walk, visitor: ArticleVisitor, node: Nodes, level: Level): void {
  const { where } = level
  switch (node.type) {
    case 'paragraph':
      return readInto(walk, visitor, node, isLabel(node) ? 'heading' : where, level)
    case 'heading':
      if (node.depth <= walk.sectionDepth) visitor.section()
      return readInto(walk, visitor, node, 'heading', level)
    case 'html':
      return followTags(walk.html, node.value)
    case 'footnoteDefinition':
      return void walk.notes.push(node)
    case 'audiencePassage':
      enter(walk, node.otherwise, level, true)
      return enter(walk, node.children, level, true)
    case 'containerDirective':
      return enter(walk, node.children, level, node.name === 'audience' || node.name === 'otherwise')
    case 'button':
      return readInto(walk, visitor, node, 'link', level)
    case 'leafDirective':
      return readInto(walk, visitor, node, 'href' in (node.attributes ?? {}) ? 'link' : where, level)
    default:
      if (!('children' in node)) return
      if (holdsPhrasing(node)) readInto(walk, visitor, node, where, level)
      else enter(walk, node.children as Nodes[], level)
  }
}

/** The title of a directive: `:::note[Title]`. */
function isLabel(node: Nodes): boolean {
  return (node.data as { directiveLabel?: boolean } | undefined)?.directiveLabel === true
}

function holdsPhrasing(node: Parent): boolean {
  if (node.data?.holdsBlocks) return false
  return node.type === 'tableCell' || node.children.some((child) => PHRASING.has(child.type))
}

function enter(walk: Walk, children: readonly Nodes[], level: Level, isPassage = false): void {
  const { where, inClosingList } = level
  walk.levels.push({ children, index: 0, where, inClosingList, isPassage })
}

function readInto(walk: Walk, visitor: ArticleVisitor, node: Parent, where: Standing, level: Level): void {
  const standing = walk.html.code > 0 ? 'none' : walk.html.links > 0 ? 'link' : where
  const run = readRun(node, standing, walk.html, walk.edits)
  run.inClosingList = level.inClosingList
  if (run.pieces.length > 0) visitor.run(run)
}
