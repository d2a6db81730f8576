import type { Definition, FootnoteDefinition, Image, Nodes, Paragraph, Root } from 'mdast'
import type { Report, RuleId } from '../diagnostics/index.ts'
import type { ArticleLink, HeadingFact, ImageUse, Label } from '../model/article.ts'
import type { Place } from '../model/place.ts'
import type { Settings } from '../model/settings.ts'
import type { Drawing } from '../model/tree.ts'
import { createSlugger } from './slugger.ts'

/** What one walk over an article knows and gathers. */
export interface ArticleWalk {
  file: string
  /** The text that positions count in. */
  source: string
  settings: Settings
  /** The first of each name: the others are never used. */
  definitions: Map<string, Definition>
  allDefinitions: Definition[]
  /** Those that a reference leads to. */
  usedDefinitions: Set<Definition>
  /** Those that are surely meant as addresses: a picture's, and one that is named behind other words, as in `[the rules][name]`. */
  namedDefinitions: Set<Definition>
  notes: Map<string, FootnoteDefinition>
  /** The footnotes referred to so far, in that order. */
  notesInOrder: Set<FootnoteDefinition>
  slug: (text: string) => string
  wordCount: number
  headings: HeadingFact[]
  images: ImageUse[]
  /** The pictures with a caption that is not shown, unless they become figures. */
  captioned: Set<Image>
  links: ArticleLink[]
  drawings: Drawing[]
  /** See `Article`. */
  labels: Label[]
  conditions: Set<string>
  /** Paragraphs that were pasted as something else. */
  pasted: { node: Paragraph; kind: 'a table' | 'a list' }[]
  /** The level of the heading before. */
  lastDepth: number
  /** Whether a box without an end, or one that could not be read, was found, which explains a fence that is left over. */
  hasUnclosed: boolean
  /** Whether there was a passage for some members. */
  hasPassage: boolean
  /** How many of those passages, and of the parts for everybody else, are open. */
  openPassages: number
  find: (rule: RuleId, place: Place | undefined, message: string, note?: string) => void
}

/** Begins a walk; gathers the definitions of links and footnotes, which may stand after their use. */
export function startWalk(
  tree: Root,
  { file, source }: { file: string; source: string },
  settings: Settings,
  report: Report,
): ArticleWalk {
  const walk: ArticleWalk = {
    file,
    source,
    settings,
    definitions: new Map(),
    allDefinitions: [],
    usedDefinitions: new Set(),
    namedDefinitions: new Set(),
    notes: new Map(),
    notesInOrder: new Set(),
    slug: createSlugger(),
    wordCount: 0,
    headings: [],
    images: [],
    captioned: new Set(),
    links: [],
    drawings: [],
    labels: [],
    conditions: new Set(),
    pasted: [],
    lastDepth: 1,
    hasUnclosed: false,
    hasPassage: false,
    openPassages: 0,
    find: (rule, place, message, note) => report({ rule, message, file, place, ...(note !== undefined && { note }) }),
  }
  if (source.includes(']:')) gatherDefinitions(tree, walk)
  return walk
}

const containers = new Set(['root', 'blockquote', 'list', 'listItem', 'containerDirective', 'footnoteDefinition'])

function gatherDefinitions(node: Nodes, walk: ArticleWalk): void {
  if (node.type === 'definition') {
    walk.allDefinitions.push(node)
    if (!walk.definitions.has(node.identifier)) walk.definitions.set(node.identifier, node)
  } else if (node.type === 'footnoteDefinition' && !walk.notes.has(node.identifier)) {
    walk.notes.set(node.identifier, node)
  }
  const isContainer = containers.has(node.type) || node.type === 'defList' || node.type === 'defListDescription'
  if (isContainer && 'children' in node) for (const child of node.children) gatherDefinitions(child, walk)
}
