export {
  expansionFor,
  findTerms,
  formatExpansion,
  isExpanded,
  isMarked,
  linkGlossary,
  possibleTerms,
  termId,
  termsBeside,
  withoutAddresses,
  type GlossaryIndex,
  type LinkInput,
  type LinkResult,
  type TermPlace,
} from './matcher/index.ts'
export { createGlossaryIndex, harvest, lintGlossary } from './for-programs.ts'
export { remarkGlossary } from './remark-glossary.ts'
export type { RemarkGlossaryOptions } from './plugin-options.ts'
export type { TermInput } from './term-input.ts'
export type { Finding, Report } from '../diagnostics/index.ts'
export type { Mention } from '../model/mention.ts'
export type { Term } from '../model/term.ts'
export { findDefinitions, type FoundDefinition } from './harvest-find.ts'
export { harvestedTerms, harvestRows, proposeYaml, type HarvestRow } from './harvest-propose.ts'
export type { HarvestConflict, HarvestedDefinition, HarvestInput } from './harvest.ts'
export { readTermList } from './import-list.ts'
export type { ImportedTerm } from './imported-term.ts'
export { expansionBefore, isExpansionOf, type ExpansionMatch } from './match-expansion.ts'
export { mergeTerms, type MergeConflict, type MergeOptions, type MergeResult } from './merge-terms.ts'
