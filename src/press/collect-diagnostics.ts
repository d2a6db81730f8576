import { toDiagnostic, type Diagnostic, type Finding } from '../diagnostics/index.ts'

/** Takes findings, and diagnostics that were made elsewhere. */
export interface DiagnosticSink {
  (finding: Finding): void
  all: (diagnostics: readonly Diagnostic[]) => void
}

/** A list of diagnostics and the function that fills it. */
export function collectDiagnostics(): { diagnostics: Diagnostic[]; report: DiagnosticSink } {
  const diagnostics: Diagnostic[] = []
  const report = Object.assign((finding: Finding): void => void diagnostics.push(toDiagnostic(finding)), {
    all: (more: readonly Diagnostic[]): void => void diagnostics.push(...more),
  })
  return { diagnostics, report }
}

/** What is wrong in a draft stops nobody, so it only asks for a look. */
export function asDraft(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic
}

/** By file, place and rule, each once: the same findings print the same whatever order they came in. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byText = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]))
  return [...byText.values()].sort(
    (one, other) =>
      compare(one.file, other.file) ||
      one.line - other.line ||
      one.column - other.column ||
      compare(one.ruleId, other.ruleId) ||
      compare(one.message, other.message),
  )
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
