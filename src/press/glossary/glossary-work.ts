import path from 'node:path'
import { parseMarkdown } from '../../articles/index.ts'
import type { Diagnostic, Report } from '../../diagnostics/index.ts'
import {
  harvest,
  mergeTerms,
  readTermList,
  termId,
  type HarvestedDefinition,
  type ImportedTerm,
} from '../../glossary/index.ts'
import type { Term } from '../../model/term.ts'
import {
  glossaryFile,
  openCacheForReading,
  readAnyText,
  readSource,
  replaceFile,
  reportUnwritable,
  type SourceFile,
} from '../../workspace/files/index.ts'
import { collectDiagnostics, sortDiagnostics, type DiagnosticSink } from '../collect-diagnostics.ts'
import { parseContent } from '../load-content.ts'
import { readArticles, type ReadArticles } from '../read-articles.ts'
import { readContent, type RawContent } from '../read-content.ts'
import { termsOfIssues } from '../term-uses.ts'

/** A term and how much the articles use it. */
export interface TermUse {
  term: Term
  /** Mentions in articles that are not drafts. */
  mentions: number
  articles: number
  /** Whether an issue that is no draft uses it in its own words, such as its introduction. */
  inIssues: boolean
}

export interface GlossaryUse {
  terms: TermUse[]
  diagnostics: Diagnostic[]
}

/** Every term of a workspace's glossary with its use, in the glossary's order. */
export async function glossaryUse(root: string): Promise<GlossaryUse> {
  const { used = [], diagnostics } = await readArticles(root, countUses)
  return { terms: used, diagnostics: sortDiagnostics(diagnostics) }
}

function countUses({ content, records }: ReadArticles): TermUse[] {
  const issues = content.issues.filter(({ issue }) => !issue.draft)
  const ofIssues = termsOfIssues(issues, content.terms)
  const terms = content.terms.map((term) => {
    return { term, mentions: 0, articles: 0, inIssues: ofIssues.has(term.id) }
  })
  for (const { facts, uses } of records) {
    if (facts.meta.draft) continue
    for (const [index, place] of uses.terms.entries()) {
      const use = terms[place]!
      use.mentions += uses.counts[index]!
      use.articles++
    }
  }
  return terms
}

export interface HarvestResult {
  found: HarvestedDefinition[]
  diagnostics: Diagnostic[]
}

/** Finds definitions in articles: in those named (paths from the root), or in all. Drafts are read too. */
export async function harvestArticles(root: string, only?: readonly string[]): Promise<HarvestResult> {
  const { diagnostics, report } = collectDiagnostics()
  const cache = openCacheForReading(root)
  try {
    const raw = readContent(root, report)
    const content = await parseContent(raw, cache, report)
    const files = only ?? raw.articles.map(({ file }) => file)
    const articles = files.map((file) => readSource(root, file, report)).filter(isRead)
    const inputs = articles.map(({ file, source }) => ({ file, source, tree: parseMarkdown(source) }))
    return { found: harvest(inputs, content?.terms ?? []), diagnostics: sortDiagnostics(diagnostics) }
  } finally {
    cache.close()
  }
}

export interface MergeReport {
  added: string[]
  changed: string[]
  diagnostics: Diagnostic[]
}

/**
 * Reads a list of terms (a file of any folder, or its text) and merges it into the workspace's glossary. A list that is a
 * glossary itself has to be a sound one: nothing of it is merged else.
 */
export async function importGlossary(
  root: string,
  given: string | { file: string; source: string },
  write: boolean,
): Promise<MergeReport> {
  const { diagnostics, report } = collectDiagnostics()
  const list = typeof given === 'string' ? readAnyText(given, report) : given
  if (!list || (isGlossary(list.source) && !(await isSoundGlossary(list, report)))) {
    return { added: [], changed: [], diagnostics: sortDiagnostics(diagnostics) }
  }
  const merged = await mergeIntoGlossary(root, readTermList(list.source, list.file, report), write)
  return { ...merged, diagnostics: [...sortDiagnostics(diagnostics), ...merged.diagnostics] }
}

/** Whether a text has entries in YAML with the keys of our own, as a workspace's glossary has. */
function isGlossary(text: string): boolean {
  return /^- +\{? *\w+:\s/mu.test(text) && ownKeys.every((key) => key.test(text))
}

const ownKeys = [/(?:^[ -]*|[{,] *)term:\s/mu, /(?:^[ -]*|[{,] *)expansion:\s/mu]

async function isSoundGlossary(list: Pick<SourceFile, 'file' | 'source'>, report: Report): Promise<boolean> {
  const { loadGlossary } = await import('../../workspace/index.ts')
  return loadGlossary(list, termId, report) !== undefined
}

/**
 * Merges terms into the workspace's glossary, which keeps its comments and order. Writes nothing where there is
 * nothing to add, the file is not sound, or `write` is false.
 */
export async function mergeIntoGlossary(
  root: string,
  terms: ImportedTerm[],
  write: boolean,
): Promise<MergeReport> {
  const { diagnostics, report } = collectDiagnostics()
  const raw = readContent(root, report)
  const isSound = await isReadable(raw, report)
  if (!raw.glossary || !isSound) return { added: [], changed: [], diagnostics: sortDiagnostics(diagnostics) }
  // Looking at it takes a moment, in which somebody may write: what is merged into is what is there now.
  if (write && hashOfGlossary(root) !== raw.glossary.hash) return mergeIntoGlossary(root, terms, write)
  const merging = collectDiagnostics()
  const merged = mergeTerms(raw.glossary.source, terms, { file: glossaryFile, report: merging.report })
  if (write && merged.text !== raw.glossary.source && !writeGlossary(root, merged.text, merging.report))
    return { added: [], changed: [], diagnostics: sortDiagnostics(merging.diagnostics) }
  return { added: merged.added, changed: merged.changed, diagnostics: sortDiagnostics(merging.diagnostics) }
}

/** As `readContent` has it where there is none. */
function hashOfGlossary(root: string): string {
  return readSource(root, glossaryFile, () => undefined)?.hash ?? 'none'
}

function writeGlossary(root: string, text: string, report: Report): boolean {
  try {
    replaceFile(path.join(root, glossaryFile), text)
    return true
  } catch (error) {
    reportUnwritable(error, glossaryFile, report)
    return false
  }
}

async function isReadable(raw: RawContent, report: DiagnosticSink): Promise<boolean> {
  const cache = openCacheForReading(raw.root)
  try {
    return (await parseContent(raw, cache, report)) !== undefined
  } finally {
    cache.close()
  }
}

function isRead(file: SourceFile | undefined): file is SourceFile {
  return file !== undefined
}
