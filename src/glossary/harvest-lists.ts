/** Definitions that the layout gives: tables, definition lists, list items and lines of "letters, expansion". */
import type { ListItem, Paragraph, Root, Table } from 'mdast'
import type { Point } from '../model/place.ts'
import { blockText } from './harvest-block.ts'
import { splitLine } from './import-lines.ts'
import { columnNamed } from './import-csv.ts'
import { splitNotes } from './import-notes.ts'
import { isCapitals, looksLikeLetters, singularPair } from './letters.ts'
import { expansionConfidence } from './match-expansion.ts'
import { mayBePerson } from './person-names.ts'
import type { SourcePlaces } from './source-places.ts'

/** A definition by its layout. */
export interface LaidOut {
  letters: string
  expansion: string
  point: Point
  confidence: number
  /** The text in front of the expansion; empty where it begins a line or a cell. */
  lead: string
  /** Whether it may be a person with the initials. */
  isPerson?: boolean
}

/** A pair of cells or of sides of a line, before it is judged. */
interface Pair {
  letters: string
  expansion: string
  point: Point
}

/** How sure a pair is whose letters do not fit, where its neighbours do or a heading says what the list is. */
const BY_NEIGHBOURS = 0.7
/** How sure a pair is whose letters fit, at the least. */
const BY_LAYOUT = 0.9
const LIKELY = 0.5
/** Alone among other lines, letters have to fit this well, and more than one word. */
const ALONE = 0.75

/** Judges pairs that stand together: letters that do not fit are taken too, if most of the others fit. */
function judge(pairs: Pair[], isNamed: boolean, mayStandAlone: boolean): LaidOut[] {
  const rated = pairs
    .filter(({ letters }) => looksLikeLetters(letters) && /\p{Lu}/u.test(letters))
    .map((pair) => ({ ...pair, confidence: expansionConfidence(pair.letters, pair.expansion) }))
  const fitting = rated.filter((pair) => pair.confidence >= LIKELY).length
  const isTrusted = isNamed || (fitting > 0 && fitting * 2 > pairs.length)
  const takesAll = isNamed || (isTrusted && fitting > 1)
  return rated.flatMap((pair) => {
    const isFit = pair.confidence >= (isTrusted ? LIKELY : ALONE) && /[\s-]/u.test(pair.expansion)
    if (isFit && (isTrusted || mayStandAlone)) {
      return [folded({ ...pair, confidence: Math.max(pair.confidence, BY_LAYOUT) }, isNamed)]
    }
    const isShape = isCapitals(pair.letters.split(' ')[0] ?? '')
    return takesAll && isShape ? [folded({ ...pair, confidence: BY_NEIGHBOURS }, isNamed)] : []
  })
}

function folded(pair: Omit<LaidOut, 'lead'>, isNamed: boolean): LaidOut {
  const isPerson = !isNamed && mayBePerson(pair.letters, pair.expansion, '')
  return { ...pair, ...singularPair(pair.letters, pair.expansion), lead: '', isPerson }
}

/** The two columns of a table that hold letters and expansions, if it has such. */
export function inTable(table: Table, places: SourcePlaces): LaidOut[] {
  const [head, ...rows] = table.children.map((row) => row.children.map((cell) => blockText(cell, places)))
  const names = (head ?? []).map((cell) => columnNamed(cell.text))
  const width = head?.length ?? 0
  let best: LaidOut[] = []
  for (let left = 0; left < width; left++) {
    for (let right = 0; right < width; right++) {
      if (left === right) continue
      const isNamed = names[left] === 'term' && names[right] === 'expansion'
      const pairs = rows.flatMap((cells) => pairOf(cells[left], cells[right]))
      const found = judge(pairs, isNamed, false)
      if (found.length > best.length || (isNamed && found.length === best.length)) best = found
    }
  }
  return best
}

type Cell = ReturnType<typeof blockText>

function pairOf(left: Cell | undefined, right: Cell | undefined): Pair[] {
  const letters = left?.text.trim() ?? ''
  const expansion = splitNotes((right?.text ?? '').replace(/\s+/gu, ' ')).expansion
  if (!left || letters === '' || expansion === '') return []
  return [{ letters, expansion, point: left.pointOf(left.text.indexOf(letters)) }]
}

/** Lines of one list, or of one paragraph, that each give letters and expansion. */
export function inLines(blocks: Paragraph[], places: SourcePlaces, isNamed: boolean): LaidOut[] {
  const lines = blocks.flatMap((paragraph) => {
    const block = blockText(paragraph, places)
    return [...block.text.matchAll(/[^\n]+/gu)].map((line) => ({ block, text: line[0], from: line.index }))
  })
  const pairs = lines.flatMap(({ block, text, from }) => {
    const sides = /^.{1,60}?(?:\s{2,}|\t|\s*[:=–—]\s*|\s-\s)\S|^[^\s,]{2,14}, /u.test(text)
      ? splitLine(text)
      : undefined
    if (!sides) return []
    const at = text.indexOf(sides.term)
    const point = block.pointOf(from + Math.max(0, at))
    return [{ letters: sides.term, expansion: firstClause(sides), point }]
  })
  const isAll = pairs.length > 1 && pairs.length * 2 > lines.length
  return judge(pairs, isNamed && isAll, true)
}

/** The expansion without what is said after it: up to a semicolon or full stop, if that much fits. */
function firstClause({ term, expansion }: { term: string; expansion: string }): string {
  const whole = splitNotes(expansion).expansion.replace(/[.;,]$/u, '')
  const first = whole.split(/[.;]\s|\s[–—-]\s|: /u)[0] ?? whole
  return expansionConfidence(term, first) > expansionConfidence(term, whole) + 0.05 ? first : whole
}

/** The first paragraph of each item of a list. */
export function firstParagraphs(items: ListItem[]): Paragraph[] {
  return items.flatMap((item) => {
    const first = item.children[0]
    return first?.type === 'paragraph' ? [first] : []
  })
}

/** Terms and meanings of a definition list; the letters may be on either side. */
export function inDefinitionList(
  list: Extract<Root['children'][number], { type: 'defList' }>,
  places: SourcePlaces,
): LaidOut[] {
  const pairs: Pair[] = []
  let term: Cell | undefined
  for (const child of list.children) {
    if (child.type === 'defListTerm') term = blockText(child, places)
    else if (term) {
      const first = child.children[0]
      const meaning = first?.type === 'paragraph' ? blockText(first, places) : undefined
      const [pair] = pairOf(term, meaning)
      const [turned] = pairOf(meaning, term)
      if (turned && expansionConfidence(turned.letters, turned.expansion) >= LIKELY) pairs.push(turned)
      else if (pair)
        pairs.push({ ...pair, expansion: firstClause({ term: pair.letters, expansion: pair.expansion }) })
      term = undefined
    }
  }
  return judge(pairs, false, true)
}
