import { stringify } from 'yaml'
import { toDiagnostic, type Diagnostic, type Finding, type Report } from '../diagnostics/index.ts'
import { lintGlossary, termId } from '../glossary/matcher/index.ts'
import { mergeIntoGlossary } from '../press/glossary/index.ts'
import { glossaryFile, loadGlossary, readSource } from '../workspace/index.ts'
import { oneLine } from './one-line.ts'
import { RequestProblem } from './problem.ts'
import type { NewTerm, TermAnswer } from './wire.ts'

const longestLetters = 100
const longestExpansion = 500

/**
 * Adds a term to the glossary, which keeps its comments and its order; what it explains already stays as it is. One that
 * would make an error of the glossary, and stop every build, is not added.
 */
export async function addTerm(root: string, given: NewTerm): Promise<TermAnswer> {
  const term = fieldOf('the letters', given.letters, longestLetters)
  const expansion = fieldOf('what they stand for', given.expansion, longestExpansion)
  const wrong = errorsWith(root, stringify([{ term, expansion }]))
  if (wrong.length > 0) return { added: false, diagnostics: wrong }
  const start = { line: 1, column: 1, offset: 0 }
  const place = { file: glossaryFile, start, end: start }
  const terms = [{ term, expansion, also: [], replacedBy: [], replaces: [], tags: [], place }]
  const { added, diagnostics } = await mergeIntoGlossary(root, terms, true)
  return { added: added.length > 0 || diagnostics.length === 0, diagnostics }
}

/** The errors that the glossary would have with this entry and has not without it. */
function errorsWith(root: string, entry: string): Diagnostic[] {
  const findings: Finding[] = []
  const report: Report = (finding) => findings.push(finding)
  const fresh = loadGlossary({ file: glossaryFile, source: entry }, termId, report)
  const source = readSource(root, glossaryFile, () => undefined)
  const present = (source && loadGlossary(source, termId, () => undefined)) ?? []
  const isKnown = present.some((known) => fresh?.some(({ term }) => term === known.term))
  // Letters that are there are the merge's: it compares what they stand for.
  if (fresh && !isKnown) lintGlossary([...present, ...fresh], undefined, report)
  const before = new Set<string>()
  lintGlossary(present, undefined, ({ message }) => before.add(message))
  return findings
    .map(toDiagnostic)
    .filter(({ severity, message }) => severity === 'error' && !before.has(message))
}

function fieldOf(what: string, given: string, longest: number): string {
  const text = oneLine(given)
  if (text !== '' && text.length <= longest) return text
  throw new RequestProblem(
    422,
    `Unexpected ${text === '' ? 'empty field' : `${text.length} characters`} for ${what}, expected 1 to ${longest} characters`,
    'Fill in both fields: the letters, and what they stand for.',
  )
}
