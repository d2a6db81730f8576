import { chartLimits, isDrawable, type Chart } from './chart.ts'
import { isAtEnd, note, startCursor, type ChartCursor } from './chart-cursor.ts'
import { finishDraft, startDraft } from './chart-draft.ts'
import type { ChartProblem } from './chart-problem.ts'
import { checkNames } from './check-names.ts'
import { noteEmpty, readHead, skipNotes } from './read-head.ts'
import { closeGroups, readStatement } from './read-statement.ts'

export interface ParsedChart {
  /** Nothing where there is no chart to draw. */
  chart?: Chart
  problems: ChartProblem[]
}

/** Reads Mermaid's `flowchart`. Never throws: what cannot be understood is reported and left out. */
export function parseChart(source: string): ParsedChart {
  const cursor = startCursor(source.replace(/\r\n?/g, '\n'))
  const chart = readChart(cursor)
  const problems = cursor.problems.toSorted((one, other) => one.place.start.offset - other.place.start.offset)
  return { ...(chart && { chart }), problems }
}

function readChart(cursor: ChartCursor): Chart | undefined {
  const head = readHead(cursor)
  if (!head) return undefined
  const draft = Object.assign(startDraft(head.direction), head)
  for (skipNotes(cursor); !isAtEnd(cursor); skipNotes(cursor)) readStatement(draft, cursor)
  closeGroups(draft, cursor)
  checkNames(draft, cursor)
  const chart = finishDraft(draft)
  if (chart.boxes.length === 0) {
    noteEmpty(cursor)
    return undefined
  }
  if (!isDrawable(chart)) noteSize(cursor, chart)
  return chart
}

function noteSize(cursor: ChartCursor, { boxes, arrows }: Chart): void {
  const message =
    `Unexpected ${boxes.length} boxes and ${arrows.length} arrows, ` +
    `expected at most ${chartLimits.boxes} and ${chartLimits.arrows}`
  note(cursor, 'figures/chart-too-many-boxes', [0, cursor.source.trimEnd().length], message)
}
