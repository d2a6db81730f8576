import type { Text } from '@codemirror/state'

/** Where a line and a column are in a text; its end where it has become shorter. */
export function offsetOf(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length
  const found = doc.line(Math.max(1, line))
  return Math.min(found.to, found.from + Math.max(0, column - 1))
}
