/** The door to the work on the glossary, apart from that of builds: who builds need not load it. */
export { glossaryUse, harvestArticles, importGlossary, mergeIntoGlossary } from './glossary-work.ts'
export type { GlossaryUse, HarvestResult, MergeReport, TermUse } from './glossary-work.ts'
