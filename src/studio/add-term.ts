import { stringify } from 'yaml'
import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { termId } from '../glossary/index.ts'
import { mergeIntoGlossary } from '../press/glossary/index.ts'
import { glossaryFile, loadGlossary } from '../workspace/index.ts'
import { RequestProblem } from './problem.ts'
import type { NewTerm, TermAnswer } from './wire.ts'

const longestLetters = 100
const longestExpansion = 500

/** Adds a term to the glossary, which keeps its comments and its order; what it explains already stays as it is. */
export async function addTerm(root: string, given: NewTerm): Promise<TermAnswer> {
  const term = inOneLine('letters', given.letters, longestLetters)
  const expansion = inOneLine('what they stand for', given.expansion, longestExpansion)
  const findings: Finding[] = []
  const asGlossary = { file: glossaryFile, source: stringify([{ term, expansion }]) }
  if (!loadGlossary(asGlossary, termId, (finding) => findings.push(finding)))
    return { added: false, diagnostics: findings.map(toDiagnostic) }
  const start = { line: 1, column: 1, offset: 0 }
  const place = { file: glossaryFile, start, end: start }
  const terms = [{ term, expansion, also: [], replacedBy: [], replaces: [], tags: [], place }]
  const { added, diagnostics } = await mergeIntoGlossary(root, terms, true)
  return { added: added.length > 0 || diagnostics.length === 0, diagnostics }
}

function inOneLine(what: string, given: string, longest: number): string {
  const text = given.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (text !== '' && text.length <= longest) return text
  throw new RequestProblem(
    422,
    `Unexpected ${text === '' ? 'empty field' : `${text.length} characters`} for ${what}, expected 1 to ${longest} characters`,
    'Fill in both fields: the letters, and what they stand for.',
  )
}
