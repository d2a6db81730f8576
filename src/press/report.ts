import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Diagnostic } from '../diagnostics/index.ts'
import { outputFolder, type Cache } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { hashOf } from './hash.ts'
import type { Content } from './load-content.ts'
import type { IssueSummary } from './issue-summary.ts'
import type { OutputState } from './output-state.ts'
import { findRows, rowPieces, type WrittenRows } from './report-rows.ts'
import { usedTerms } from './term-uses.ts'
import { toolRoot } from './tool.ts'
import type { Output } from './write-outputs.ts'

const file = 'report.json'

/** What the report is made of. */
export interface ReportParts {
  content: Content
  records: readonly ArticleRecord[]
  issues: readonly IssueSummary[]
  diagnostics: readonly Diagnostic[]
  cache: Cache
  /** What the last build left. */
  state: OutputState
}

/**
 * `out/report.json`: what was built, every diagnostic, every mention (`report-schema.ts`). The row of an article that
 * has not changed comes from the last report, the mentions of another from the cache, as they stand in the file:
 * parsing and printing them again would take longest.
 */
export function reportOutput(parts: ReportParts): Output {
  const head = JSON.stringify(reportHead(parts), null, 2)
  const key = hashOf(head, ...parts.records.map(({ key }) => key))
  return { file, key, make: () => ({ pieces: () => reportPieces(parts, head, key) }) }
}

function reportHead({ content, records, issues, diagnostics }: ReportParts): object {
  const { settings, terms } = content
  const sources = content.issues.filter(({ issue }) => !issue.draft)
  const used = usedTerms(records, sources, terms)
  const { version } = JSON.parse(readFileSync(path.join(toolRoot, 'package.json'), 'utf8')) as {
    version: string
  }
  return {
    tool: `tidings ${version}`,
    publication: settings.title,
    policies: settings.linking.policy,
    issues,
    unusedTerms: terms.map(({ id }) => id).filter((id) => !used.has(id)),
    diagnostics,
  }
}

function* reportPieces(parts: ReportParts, head: string, key: string): Generator<string | Uint8Array> {
  const { records, cache } = parts
  const beforeRows = `${head.slice(0, -2)},\n  "articles": [\n`
  const rows = records.map((record) => ({ key: record.key, text: () => articleRow(record, cache) }))
  const lengths: [string, number][] = []
  yield beforeRows
  yield* rowPieces(rows, lastRows(parts), (row, bytes) => lengths.push([row, bytes]))
  yield '\n  ]\n}\n'
  const kept: KeptRows = { start: Buffer.byteLength(beforeRows), lengths }
  cache.put('state', 'report-rows', { key, value: JSON.stringify(kept) })
}

/** Where the rows of a report stand; kept under the key of the report. */
interface KeptRows {
  start: number
  lengths: [key: string, bytes: number][]
}

/** The rows of the last report, if it is still as it was written. */
function lastRows({ content, cache, state }: ReportParts): WrittenRows | undefined {
  const entry = cache.get('state', 'report-rows')
  if (!entry || entry.key !== state.get(file)?.key || !state.isIntact(file)) return undefined
  const { start, lengths } = JSON.parse(entry.value) as KeptRows
  return findRows(path.join(content.root, outputFolder, file), start, lengths)
}

function articleRow({ file, facts }: ArticleRecord, cache: Cache): string {
  const { slug, title } = facts.meta
  const head = JSON.stringify({ file, slug, title, wordCount: facts.wordCount })
  return `${head.slice(0, -1)},"mentions":[\n${cache.get('mentions', file)?.value ?? ''}\n]}`
}
