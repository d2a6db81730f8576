import type { RuleId } from '../../diagnostics/index.ts'
import type { Place } from '../../model/place.ts'

/** What is wrong with a chart; its place counts within the chart's own text. */
export interface ChartProblem {
  rule: Extract<RuleId, `figures/chart-${string}`>
  place: Place
  message: string
  /** A better way out than the rule's own. */
  note?: string
}
