export {
  createGlossaryIndex,
  expansionFor,
  findTerms,
  formatExpansion,
  isExpanded,
  isMarked,
  lintGlossary,
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
export { remarkGlossary, type RemarkGlossaryOptions, type TermInput } from './remark-glossary.ts'
export { findDefinitions, type FoundDefinition } from './harvest-find.ts'
export { harvestedTerms, harvestRows, proposeYaml, type HarvestRow } from './harvest-propose.ts'
export { harvest, type HarvestConflict, type HarvestedDefinition, type HarvestInput } from './harvest.ts'
export { readTermList } from './import-list.ts'
export type { ImportedTerm } from './imported-term.ts'
export { expansionBefore, isExpansionOf, type ExpansionMatch } from './match-expansion.ts'
export { mergeTerms, type MergeConflict, type MergeOptions, type MergeResult } from './merge-terms.ts'
