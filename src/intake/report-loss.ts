import type { Report, RuleId } from '../diagnostics/index.ts'

/** Tells what an import could not take over, or took over otherwise than it stood there. */
export type ReportLoss = (rule: Extract<RuleId, `intake/${string}`>, message: string, note?: string) => void

/** Findings of a document have no line: their words say where. */
export function reportLossOf(file: string, report: Report): ReportLoss {
  return (rule, message, note) => report({ rule, message, file, ...(note !== undefined && { note }) })
}
