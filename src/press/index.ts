export { build, check } from './build.ts'
export type { ArticleSummary, BuildOptions, BuildResult } from './build.ts'
export type { IssueSummary, VariantSummary } from './plan-issues.ts'
export { reportSchema } from './report-schema.ts'
