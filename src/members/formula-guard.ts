/** What makes a spreadsheet take a cell for a formula, also in the wide forms of East Asian keyboards. */
const looksLikeFormula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u
const isGuarded = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u

/** The cell with an apostrophe before it where a spreadsheet would take it for a formula. */
export function guardFormula(cell: string): string {
  return looksLikeFormula.test(cell) ? `'${cell}` : cell
}

/** The cell without the apostrophe of `guardFormula`, of which this is the inverse. */
export function unguardFormula(cell: string): string {
  return isGuarded.test(cell) ? cell.slice(1) : cell
}
