/** The door for who makes articles: without what reads, proposes and changes lists of terms. */
export { createGlossaryIndex, type GlossaryIndex } from '../glossary-index.ts'
export { expansionFor, formatExpansion } from '../format-expansion.ts'
export { withoutAddresses } from '../inside-address.ts'
export { isExpanded, isMarked } from '../is-marked.ts'
export { linkGlossary, type LinkInput, type LinkResult } from '../link-glossary.ts'
export { findTerms, possibleTerms, termsBeside, type TermPlace } from '../find-terms.ts'
export { lintGlossary } from '../lint-glossary.ts'
export { termId } from '../term-id.ts'
