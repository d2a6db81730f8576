import type { Chart, ChartArrow, ChartBox, ChartGroup, Direction } from './chart.ts'
import { note, type ChartCursor } from './chart-cursor.ts'
import { readText } from './chart-text.ts'
import type { BoxMention } from './read-box.ts'

/** More are never kept: two lists of names joined by `&` make a product. */
const mostArrows = 2000

/** A chart while it is read. */
export interface ChartDraft {
  title?: string
  description?: string
  direction: Direction
  boxes: Map<string, ChartBox>
  groups: Map<string, ChartGroup>
  arrows: ChartArrow[]
  /** The groups that are open here, the innermost last. */
  open: ChartGroup[]
  /** Boxes that were given a text of their own. */
  described: Set<string>
}

export function startDraft(direction: Direction): ChartDraft {
  return {
    direction,
    boxes: new Map(),
    groups: new Map(),
    arrows: [],
    open: [],
    described: new Set(),
  }
}

/** A box is where it is first named inside a group; its last text counts, as in Mermaid. */
export function addMention(draft: ChartDraft, { id, place, shape, written }: BoxMention): void {
  const group = draft.open.at(-1)?.id
  const box: ChartBox = draft.boxes.get(id) ?? { id, shape: 'box', title: id, sentences: [], place }
  draft.boxes.set(id, box)
  if (box.group === undefined && group !== undefined) box.group = group
  if (!written || !shape) return
  const text = readText(written.text)
  const isEmpty = text.title === '' && text.sentences.length === 0
  Object.assign(box, isEmpty ? {} : text, { shape })
  draft.described.add(id)
}

/** Adds an arrow, or reports that there are more than anybody can follow. */
export function addArrow(draft: ChartDraft, cursor: ChartCursor, arrow: ChartArrow): void {
  if (draft.arrows.length === mostArrows) {
    const { start, end } = arrow.place
    const message = `Unexpected more than ${mostArrows} arrows, expected a chart that people can follow`
    note(
      cursor,
      'figures/chart-syntax',
      [start.offset, end.offset],
      message,
      'Divide the chart into several.',
    )
  }
  draft.arrows.push(arrow)
}

export function isFull({ arrows }: ChartDraft): boolean {
  return arrows.length > mostArrows
}

/** The chart as it is drawn: names of groups are no boxes, and a group without boxes is one. */
export function finishDraft(draft: ChartDraft): Chart {
  for (const id of draft.groups.keys()) draft.boxes.delete(id)
  for (const group of [...draft.groups.values()].toReversed()) {
    if (!isEmptyGroup(draft, group)) continue
    draft.groups.delete(group.id)
    draft.boxes.set(group.id, boxOf(group))
  }
  const { title, description, direction } = draft
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    direction,
    boxes: [...draft.boxes.values()],
    groups: [...draft.groups.values()],
    arrows: draft.arrows.slice(0, mostArrows),
  }
}

function isEmptyGroup({ boxes, groups }: ChartDraft, { id }: ChartGroup): boolean {
  const lies = [...boxes.values()].some(({ group }) => group === id)
  return !lies && ![...groups.values()].some(({ parent }) => parent === id)
}

function boxOf({ id, title, parent, place }: ChartGroup): ChartBox {
  const text = { title: title || id, sentences: [] }
  return { id, shape: 'box', ...text, ...(parent !== undefined && { group: parent }), place }
}
