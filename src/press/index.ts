export { build, check } from './build.ts'
export type { BuildOptions } from './build.ts'
export type { ArticleSummary, BuildResult } from './build-result.ts'
export type { IssueSummary, VariantSummary } from './issue-summary.ts'
