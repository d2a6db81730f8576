import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { Cache } from '../workspace/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { hashOf } from './hash.ts'
import type { Content } from './load-content.ts'
import type { IssueSummary } from './issue-summary.ts'
import { usedTerms } from './term-uses.ts'
import { toolRoot } from './tool.ts'
import type { Output } from './write-outputs.ts'

/**
 * `out/report.json`: what was built, every diagnostic, every mention (`report-schema.ts`). The articles' mentions
 * come from the cache as they stand in the file, because parsing and printing them again would take longest.
 */
export function reportOutput(
  content: Content,
  records: readonly ArticleRecord[],
  issues: readonly IssueSummary[],
  diagnostics: readonly Diagnostic[],
  cache: Cache,
): Output {
  const head = JSON.stringify(reportHead(content, records, issues, diagnostics), null, 2)
  const key = hashOf(head, ...records.map(({ key }) => key))
  return {
    file: 'report.json',
    key,
    make: () => ({ pieces: () => reportPieces(head, records, cache) }),
  }
}

function reportHead(
  { settings, terms }: Content,
  records: readonly ArticleRecord[],
  issues: readonly IssueSummary[],
  diagnostics: readonly Diagnostic[],
): object {
  const used = usedTerms(records, terms)
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

function* reportPieces(head: string, records: readonly ArticleRecord[], cache: Cache): Generator<string> {
  yield `${head.slice(0, -2)},\n  "articles": [\n`
  for (const [index, record] of records.entries()) {
    yield `${index === 0 ? '' : ',\n'}${articleRow(record, cache)}`
  }
  yield '\n  ]\n}\n'
}

function articleRow({ file, facts }: ArticleRecord, cache: Cache): string {
  const { slug, title } = facts.meta
  const head = JSON.stringify({ file, slug, title, wordCount: facts.wordCount })
  return `${head.slice(0, -1)},"mentions":[\n${cache.get('mentions', file)?.value ?? ''}\n]}`
}
