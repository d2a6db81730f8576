import type { Chart, ChartArrow, ChartBox } from './chart.ts'
import { hasLeftwardLetters, type WritingDirection } from '../text/writing-direction.ts'
import { nameOf } from './chart-text.ts'

const leftToRightMark = '\u200E'
const rightToLeftMark = '\u200F'
const marks = /[\u200E\u200F]/

/** An arrow from the side of what it starts at. */
export interface ChartRelation {
  /** `→`, `↔` or `—`; it points the way that the words run. */
  sign: string
  /** May be empty. */
  label: string
  target: string
}

/** A box or a group with all that the picture says of it. */
export interface ChartItem {
  name: string
  sentences: string[]
  relations: ChartRelation[]
  /** What lies in a group. */
  items: ChartItem[]
}

/**
 * The chart as a nested list: groups, their boxes, and what each box leads to. Nothing of the chart is left out. The
 * direction is that of the publication, in which the words will stand.
 */
export function describeChart(chart: Chart, direction: WritingDirection = 'ltr'): ChartItem[] {
  const names = new Map([
    ...chart.groups.map(({ id, title }) => [id, title || id] as const),
    ...chart.boxes.map((box) => [box.id, nameOf(box)] as const),
  ])
  const relations = new Map<string, ChartRelation[]>()
  for (const arrow of chart.arrows) {
    if (arrow.line === 'hidden') continue
    const { from, relation } = relationOf(arrow, names, direction)
    relations.set(from, [...(relations.get(from) ?? []), relation])
  }
  return itemsOf(chart, undefined, relations)
}

/** Every relation in one line, for the description of the picture: `A → pays → B; B — C`. */
export function relateInWords(items: readonly ChartItem[]): string {
  const sentences = sentencesOf(items)
  const mark = marks.exec(sentences.join())?.[0] ?? ''
  return sentences.join(`;${mark} `)
}

function sentencesOf(items: readonly ChartItem[]): string[] {
  return items.flatMap(({ name, relations, items: inner }) => [
    ...relations.map(({ sign, label, target }) =>
      [name, sign, ...(label ? [label, sign] : []), target].join(' '),
    ),
    ...sentencesOf(inner),
  ])
}

function itemsOf(
  chart: Chart,
  group: string | undefined,
  relations: Map<string, ChartRelation[]>,
): ChartItem[] {
  const boxes = chart.boxes.filter((box) => box.group === group).map((box) => itemOf(box, relations))
  const groups = chart.groups
    .filter(({ parent }) => parent === group)
    .map(({ id, title, place }) => ({
      at: place.start.offset,
      item: {
        name: title,
        sentences: [],
        relations: relations.get(id) ?? [],
        items: itemsOf(chart, id, relations),
      },
    }))
  return [...boxes, ...groups].sort((one, other) => one.at - other.at).map(({ item }) => item)
}

function itemOf(box: ChartBox, relations: Map<string, ChartRelation[]>): { at: number; item: ChartItem } {
  const name = nameOf(box)
  const sentences = box.title === '' ? box.sentences.slice(1) : box.sentences
  const item = { name, sentences, relations: relations.get(box.id) ?? [], items: [] }
  return { at: box.place.start.offset, item }
}

/** An arrow whose only head is at its start is read from its other end. */
function relationOf(
  arrow: ChartArrow,
  names: Map<string, string>,
  direction: WritingDirection,
): { from: string; relation: ChartRelation } {
  const isBackwards = arrow.start !== 'none' && arrow.end === 'none'
  const [from, to] = isBackwards ? [arrow.to, arrow.from] : [arrow.from, arrow.to]
  const target = names.get(to) ?? to
  const isBoth = arrow.start !== 'none' && arrow.end !== 'none'
  const sign = isBoth ? '↔' : arrow.start === arrow.end ? '—' : direction === 'rtl' ? '←' : '→'
  const mark = markOf(`${names.get(from) ?? from} ${arrow.label} ${target}`, direction)
  return { from, relation: { sign: `${mark}${sign}${mark}`, label: arrow.label, target } }
}

/**
 * The mark that keeps names on their sides of a sign where their letters could run against the publication: between them
 * the sign would run as they do, and lead the other way (UAX 9). Nothing turns an arrow round by itself.
 */
function markOf(words: string, direction: WritingDirection): string {
  if (direction === 'rtl') return rightToLeftMark
  return hasLeftwardLetters(words) ? leftToRightMark : ''
}
