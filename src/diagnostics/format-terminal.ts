import type { Diagnostic } from './diagnostic.ts'
import type { Severity } from './rules.ts'

/** How findings are printed. */
export interface TerminalOptions {
  /** Whether to colour. Default: no. */
  colour?: boolean
}

/** The codes that begin and end a style; `styleText` of `node:util` would load much of Node for them. */
const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies Record<Severity, string>

/** So many findings of one rule that are only for information are printed: hundreds would hide what must be done. */
const mostInfos = 5

/**
 * Findings as lines for people: place, severity, what, rule, way out; a sum at the end. Of those that are only for
 * information the first of each rule, and how many more there are.
 */
export function formatTerminal(
  diagnostics: readonly Diagnostic[],
  { colour = false }: TerminalOptions = {},
): string {
  const paint = (style: keyof typeof styles, text: string): string =>
    colour ? `\u001B[${styles[style][0]}m${text}\u001B[${styles[style][1]}m` : text
  const { shown, left } = fewInfos(diagnostics)
  const lines = shown.flatMap((diagnostic) => {
    const { file, line, column, severity, message, ruleId, note, related } = diagnostic
    return [
      `${paint('bold', `${file}:${line}:${column}`)} ${paint(colours[severity], severity)} ${printable(message)} ${paint('dim', ruleId)}`,
      ...(related
        ? [`    ${related.file}:${related.line}:${related.column} ${printable(related.message)}`]
        : []),
      `    ${paint('dim', '→')} ${printable(note)}`,
    ]
  })
  for (const [rule, count] of left) {
    lines.push(
      `${count} more for information ${paint('dim', rule)}`,
      `    ${paint('dim', '→')} See all with --json.`,
    )
  }
  return [...lines, sumUp(diagnostics)].join('\n')
}

/** The findings to print, and of each rule how many are left out. */
function fewInfos(diagnostics: readonly Diagnostic[]): { shown: Diagnostic[]; left: Map<string, number> } {
  const counts = new Map<string, number>()
  const left = new Map<string, number>()
  const shown = diagnostics.filter(({ severity, ruleId }) => {
    if (severity !== 'info') return true
    const count = (counts.get(ruleId) ?? 0) + 1
    counts.set(ruleId, count)
    if (count > mostInfos) left.set(ruleId, count - mostInfos)
    return count <= mostInfos
  })
  return { shown, left }
}

/** "2 errors, 1 warning". */
export function sumUp(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length
  const part = (number: number, word: string): string[] =>
    number > 0 ? [`${number} ${word}${number > 1 ? 's' : ''}`] : []
  const parts = [...part(count('error'), 'error'), ...part(count('warning'), 'warning')]
  const notes = count('info')
  if (notes > 0) parts.push(`${notes} for information`)
  return parts.length > 0 ? parts.join(', ') : 'Nothing to report'
}

/** What came from a file must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
