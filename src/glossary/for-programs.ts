/** What the press does with whole terms, for programs that give terms as a glossary's entries are. */
import type { Report } from '../diagnostics/index.ts'
import { createGlossaryIndex as indexOf, type GlossaryIndex } from './glossary-index.ts'
import { harvest as harvestWith, type HarvestedDefinition, type HarvestInput } from './harvest.ts'
import { lintGlossary as lint } from './lint-glossary.ts'
import { toTerms, type TermInput } from './term-input.ts'

/** Makes a glossary ready for `linkGlossary`: once, for every text. Throws a `TypeError` for what is no term. */
export function createGlossaryIndex(terms: readonly TermInput[]): GlossaryIndex {
  return indexOf(toTerms(terms))
}

/**
 * Checks the glossary itself and hands `report` what is wrong. `usedTermIds` are the terms that the texts use; without it
 * none is called unused. Throws a `TypeError` for what is no term.
 */
export function lintGlossary(
  terms: readonly TermInput[],
  usedTermIds: ReadonlySet<string> | undefined,
  report: Report,
): void {
  lint(toTerms(terms), usedTermIds, report)
}

/** Every definition in the articles, once for each expansion, by file and place. Throws a `TypeError` for what is no term. */
export function harvest(inputs: HarvestInput[], terms: readonly TermInput[]): HarvestedDefinition[] {
  return harvestWith(inputs, toTerms(terms))
}
