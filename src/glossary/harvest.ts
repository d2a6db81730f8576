import type { Nodes, Parent, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Term } from '../model/term.ts'
import { blockText } from './harvest-block.ts'
import { findDefinitions } from './harvest-find.ts'
import { firstParagraphs, inDefinitionList, inLines, inTable } from './harvest-lists.ts'
import type { LaidOut } from './harvest-lists.ts'
import { isAttendance, MAYBE_PERSON } from './person-names.ts'
import { createSentenceCase } from './sentence-case.ts'
import { createSourcePlaces } from './source-places.ts'
import type { SourcePlaces } from './source-places.ts'
import { foldExpansion } from './fold-expansion.ts'

/** An article as harvest reads it. */
export interface HarvestInput {
  /** From the workspace's root, with forward slashes. */
  file: string
  source: string
  /** As remark-parse with GFM, directives and definition lists gives it. */
  tree: Root
}

/** Another expansion of the same letters in the glossary. */
export interface HarvestConflict {
  expansion: string
  file: string
  line: number
  column: number
}

/** A definition that an author wrote, at the first place where it is surest. */
export interface HarvestedDefinition {
  term: string
  expansion: string
  file: string
  /** Where the letters stand, counted from 1. */
  line: number
  column: number
  /** The same in UTF-16 units from the start of the source. */
  offset: number
  /** From 0 to 1. */
  confidence: number
  conflict?: HarvestConflict
  /** Whether the glossary has it already. */
  known: boolean
}

/** Below this a finding is more likely wrong than right. */
const LIKELY = 0.5

/** Every definition in the articles, once for each expansion, by file and place. */
export function harvest(inputs: HarvestInput[], terms: Term[]): HarvestedDefinition[] {
  const found = new Map<string, HarvestedDefinition>()
  const persons = new Set<string>()
  const byLetters = termsByLetters(terms)
  for (const { file, source, tree } of inputs) {
    const inMidSentence = createSentenceCase(source, (word) => byLetters.has(word))
    for (const one of inTree(tree, createSourcePlaces(source))) {
      if (one.confidence < LIKELY || [...one.letters].length < 2) continue
      const expansion = inMidSentence(one.expansion, one.lead)
      const key = `${one.letters}\n${foldExpansion(expansion)}`
      if (one.isPerson && one.confidence <= MAYBE_PERSON) persons.add(key)
      const known = found.get(key)
      if (known) known.confidence = Math.max(known.confidence, rounded(one.confidence))
      else found.set(key, compared({ ...one, expansion }, file, byLetters.get(one.letters) ?? []))
    }
  }
  // Who is a person in one place is one wherever the name stands.
  for (const key of persons) {
    const known = found.get(key)
    if (known) known.confidence = Math.min(known.confidence, MAYBE_PERSON)
  }
  return [...found.values()]
}

function termsByLetters(terms: Term[]): Map<string, Term[]> {
  const map = new Map<string, Term[]>()
  for (const term of terms) {
    for (const letters of new Set([term.term, ...term.also]))
      map.set(letters, [...(map.get(letters) ?? []), term])
  }
  return map
}

function compared(one: LaidOut, file: string, terms: Term[]): HarvestedDefinition {
  const known = terms.some((term) => foldExpansion(term.expansion) === foldExpansion(one.expansion))
  const other = known ? undefined : terms[0]
  const { line, column, offset } = one.point
  return {
    term: one.letters,
    expansion: one.expansion,
    file,
    line,
    column,
    offset,
    confidence: rounded(one.confidence),
    ...(other && { conflict: { expansion: other.expansion, ...placeOf(other) } }),
    known,
  }
}

function placeOf({ place }: Term): Omit<HarvestConflict, 'expansion'> {
  return { file: place.file, line: place.start.line, column: place.start.column }
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100
}

/** All findings of a tree, in the order of the text; of two at one place the surer. */
function inTree(tree: Root, places: SourcePlaces): LaidOut[] {
  const found: LaidOut[] = []
  visitBlocks(tree, places, { heading: '', found })
  const byPlace = new Map<number, LaidOut>()
  for (const one of found) {
    const known = byPlace.get(one.point.offset)
    if (!known || known.confidence < one.confidence) byPlace.set(one.point.offset, one)
  }
  return [...byPlace.values()].sort((a, b) => a.point.offset - b.point.offset)
}

interface Walk {
  /** The last heading. */
  heading: string
  found: LaidOut[]
}

const LIST_HEADING = /abbreviation|acronym|glossary|initials/iu

/** Visits a block, and doubts names that stand together in it. */
function visitBlocks(node: Nodes, places: SourcePlaces, walk: Walk): void {
  const from = walk.found.length
  readBlock(node, places, walk)
  const isNamed = LIST_HEADING.test(walk.heading)
  if (node.type !== 'root' && !isNamed) doubtPersons(walk.found, from, isAttendance(walk.heading))
}

/** Several names with initials beside each other are people, and one where a heading says who was there. */
function doubtPersons(found: LaidOut[], from: number, isList: boolean): void {
  const persons = found.slice(from).filter(({ isPerson }) => isPerson)
  const pairs = new Set(persons.map(({ letters }) => letters))
  if (pairs.size < 2 && !isList) return
  for (const one of persons) one.confidence = Math.min(one.confidence, MAYBE_PERSON)
}

function readBlock(node: Nodes, places: SourcePlaces, walk: Walk): void {
  const isNamed = LIST_HEADING.test(walk.heading)
  if (node.type === 'heading') walk.heading = toString(node)
  if (node.type === 'table') walk.found.push(...inTable(node, places))
  if (node.type === 'list') walk.found.push(...inLines(firstParagraphs(node.children), places, isNamed))
  if (node.type === 'defList') walk.found.push(...inDefinitionList(node, places))
  if (node.type === 'paragraph') walk.found.push(...inLines([node], places, isNamed))
  if (!('children' in node)) return
  if (holdsText(node)) return (walk.found.push(...inProse(node, places)), undefined)
  node.children.forEach((child) => visitBlocks(child, places, walk))
}

/** Blocks whose children are text: paragraphs, headings, cells, terms of a definition list, labels of a directive. */
function holdsText(node: Nodes): boolean {
  return (
    node.type === 'paragraph' ||
    node.type === 'heading' ||
    node.type === 'tableCell' ||
    node.type === 'defListTerm' ||
    node.type === 'leafDirective'
  )
}

function inProse(node: Parent, places: SourcePlaces): LaidOut[] {
  const block = blockText(node, places)
  return findDefinitions(block.text).map(({ letters, expansion, start, confidence, lead, isPerson }) => ({
    letters,
    expansion,
    confidence,
    lead,
    isPerson,
    point: block.pointOf(start),
  }))
}
