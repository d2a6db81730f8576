/** The build API: what `tidings build` and `tidings check` do, for programs. */
export { build, check } from './press/index.ts'
export type { BuildOptions, BuildResult, IssueSummary, VariantSummary } from './press/index.ts'
export type { Diagnostic, Severity } from './diagnostics/index.ts'
