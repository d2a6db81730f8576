import { closest } from '../../diagnostics/index.ts'
import type { ChartBox } from './chart.ts'
import { note, type ChartCursor } from './chart-cursor.ts'
import type { ChartDraft } from './chart-draft.ts'

/** Slips in shorter names cannot be told from names that are meant to be different. */
const shortestSlip = 6

/** A name without a box of its own that is nearly the name of another box is probably a slip. */
export function checkNames(draft: ChartDraft, cursor: ChartCursor): void {
  const known = [...draft.described, ...draft.groups.keys()]
  const folded = new Map(known.map((id) => [id.toLowerCase(), id]))
  for (const box of draft.boxes.values()) {
    if (draft.described.has(box.id) || draft.groups.has(box.id)) continue
    const twin = folded.get(box.id.toLowerCase()) ?? slipOf(box.id, known)
    if (twin !== undefined) noteTwin(cursor, box, twin)
    else folded.set(box.id.toLowerCase(), box.id)
  }
}

function slipOf(id: string, known: readonly string[]): string | undefined {
  if (id.length < shortestSlip) return undefined
  const twin = closest(
    id,
    known.filter((other) => Math.abs(other.length - id.length) < 2),
  )
  const isNumbered = twin !== undefined && twin.replace(/\d/g, '') === id.replace(/\d/g, '')
  return isNumbered ? undefined : twin
}

function noteTwin(cursor: ChartCursor, { id, place }: ChartBox, twin: string): void {
  const range = [place.start.offset, place.end.offset] as const
  note(
    cursor,
    'figures/chart-similar-names',
    range,
    `Unexpected box \`${id}\` beside \`${twin}\`, expected one of them`,
  )
}
