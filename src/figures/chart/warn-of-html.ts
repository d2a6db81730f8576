import { note, type ChartCursor } from './chart-cursor.ts'
import type { Written } from './read-quoted.ts'

/** Tags other than `<br>` are shown as they are written. */
export function warnOfHtml(cursor: ChartCursor, { text, place }: Written): void {
  const tag = /<(?!br\s*\/?>)\/?[a-z][^<>\n]*>/i.exec(text)
  if (!tag) return
  const start = place.start.offset + tag.index
  const range = [start, start + tag[0].length] as const
  note(cursor, 'figures/chart-html', range, `Unexpected HTML \`${tag[0]}\`, expected plain words or \`<br>\``)
}
