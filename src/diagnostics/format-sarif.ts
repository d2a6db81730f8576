import type { Diagnostic } from './diagnostic.ts'
import { rules, type Severity } from './rules.ts'

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>

/** Findings as SARIF 2.1.0, which code hosts show beside the lines they are about. */
export function formatSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const ids = [...new Set(diagnostics.map(({ ruleId }) => ruleId))].sort()
  const driver = {
    name: 'tidings',
    version,
    rules: ids.map((id) => ({ id, help: { text: rules[id].note } })),
  }
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results: diagnostics.map(resultOf) }],
  }
  return JSON.stringify(sarif, null, 2)
}

function resultOf({
  ruleId,
  severity,
  message,
  note,
  file,
  line,
  column,
  endLine,
  endColumn,
}: Diagnostic): object {
  const region = { startLine: line, startColumn: column, endLine, endColumn }
  const uri = file.split('/').map(encodeURIComponent).join('/')
  return {
    ruleId,
    level: levels[severity],
    message: { text: `${message}. ${note}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  }
}
