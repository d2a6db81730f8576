import type { Diagnostic } from '../diagnostics/index.ts'
import type { IssueSummary } from './issue-summary.ts'

/** What a build found and made. */
export interface BuildResult {
  diagnostics: Diagnostic[]
  articles: ArticleSummary[]
  issues: IssueSummary[]
  /** How many articles remark-parse read because the native parser might read them differently. */
  routed: number
  /** The parts of `out/` that were replaced; none when nothing changed or an error stopped it. */
  replaced: string[]
}

export interface ArticleSummary {
  file: string
  slug: string
  title: string
}

/** The result of a build that could not begin. */
export function nothingMade(diagnostics: Diagnostic[]): BuildResult {
  return { diagnostics, articles: [], issues: [], routed: 0, replaced: [] }
}
