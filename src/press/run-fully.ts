import path from 'node:path'
import { vetter as ownVetter } from '../articles/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import { lintGlossary } from '../glossary/matcher/index.ts'
import type { Cache } from '../workspace/files/index.ts'
import { recordArticles, type ArticleRecords } from './article-records.ts'
import { createBlame } from './blame.ts'
import { nothingMade, type BuildResult } from './build-result.ts'
import type { BuildOptions } from './build.ts'
import { linkTargets, type LinkTargets } from './check-links.ts'
import { checkParser } from './check-parser.ts'
import { checkTogether } from './check-together.ts'
import { collectDiagnostics, sortDiagnostics, type DiagnosticSink } from './collect-diagnostics.ts'
import { prepareDefinitions } from './definitions.ts'
import type { ImageHasher } from './image-hasher.ts'
import { parseContent, type Content } from './load-content.ts'
import type { OutputState } from './output-state.ts'
import { planArchive } from './plan-archive.ts'
import { planIssues } from './plan-issues.ts'
import type { RawContent } from './read-content.ts'
import { reportOutput } from './report.ts'
import { createSourceVetter, type SourceVetter } from './source-vetter.ts'
import { createSweep } from './sweep-heap.ts'
import { usedTerms } from './term-uses.ts'
import { makeOutputs, writeOutputs } from './write-outputs.ts'

/** What a build knows before it begins. */
export interface Run {
  options: BuildOptions
  cache: Cache
  write: boolean
  raw: RawContent
  images: ImageHasher
  /** What was found while the content was read. */
  findings: readonly Finding[]
  /** What the last build left. */
  state: OutputState
}

/** Makes everything that the cache does not hold as it would now be, and puts it in `out/` if it is to be written. */
export async function runFully(run: Run): Promise<BuildResult> {
  const { options, cache, raw, state } = run
  const { diagnostics, report } = collectDiagnostics()
  for (const finding of run.findings) report(finding)
  for (const file of raw.misnamed) report({ rule: 'workspace/misnamed-file', ...misnamed(file), file })
  const content = await parseContent(raw, cache, report)
  if (!content) return nothingMade(sortDiagnostics(diagnostics))
  const sweep = createSweep(content.articles.length)
  const { vetter = ownVetter } = options
  const sourceVetter = createSourceVetter(content.settings, cache, vetter)
  const recorded = await recordAndCheck(run, content, { vetter: sourceVetter, sweep, report })
  const { records, unreadable, background, targets } = recorded
  checkParser(records, report, vetter)
  const published = records.filter(({ facts }) => !facts.meta.draft)
  const blame = createBlame(published, unreadable, diagnostics)
  const issues = await planIssues({
    content,
    records: published,
    targets,
    background,
    cache,
    vetter: sourceVetter,
    blame,
    onProgress: options.onProgress,
  })
  report.all(issues.diagnostics)
  const { made, logo } = issues
  for (const picture of made.flatMap(({ pictures }) => pictures)) {
    if ('image' in picture) run.images.note(picture.image.path, picture.image.hash)
  }
  if (logo) run.images.note(logo.path, logo.hash)
  await prepareDefinitions(content, cache, vetter)
  const archive = planArchive({ content, records: published, issues: made, logo, cache, report })
  const outputs = [...archive, ...issues.outputs]
  const result = (replaced: string[]): BuildResult => ({
    diagnostics: sortDiagnostics(diagnostics),
    articles: published.map(({ file, facts }) => ({ file, slug: facts.meta.slug, title: facts.meta.title })),
    issues: issues.summaries,
    routed: records.filter(({ readBy }) => readBy === 'routed').length,
    replaced,
  })
  const onFile = (done: number): void => {
    sweep()
    options.onProgress?.('Files', done, outputs.length)
  }
  const last = () =>
    reportOutput({
      content,
      records: published,
      issues: issues.summaries,
      diagnostics: sortDiagnostics(diagnostics),
      cache,
      state,
    })
  if (!run.write) {
    await makeOutputs({ root: options.root, outputs, state, onFile })
    return result([])
  }
  const mayReplace = (): ReadonlySet<string> => blame.partsWithoutError()
  return result(await writeOutputs({ root: options.root, outputs, state, cache, onFile, last, mayReplace }))
}

function misnamed(file: string): { message: string; note?: string } {
  const name = path.posix.basename(file)
  if (/\.m[^.]+$|\.md\.txt$/i.test(name))
    return {
      message: `Unexpected name \`${name}\`, expected one that ends in \`.md\`: the file is passed over`,
    }
  return {
    message: `Unexpected \`${name}\` among the articles, expected Markdown: the file is passed over`,
    note: 'Move it out of `articles/`; if it is to be one, make an article of it with `tidings articles import`.',
  }
}

/** Makes the articles and finds everything that is wrong before an edition is made. */
async function recordAndCheck(
  { options, cache, images }: Run,
  content: Content,
  { vetter, sweep, report }: { vetter: SourceVetter; sweep: () => void; report: DiagnosticSink },
): Promise<ArticleRecords & { targets: LinkTargets }> {
  const onMade = (done: number, total: number): void => {
    sweep()
    options.onProgress?.('Articles', done, total)
  }
  const recorded = await recordArticles(content, cache, options.jobs ?? 1, images, vetter, onMade)
  const { records, unreadable } = recorded
  report.all(recorded.diagnostics)
  for (const record of records) report.all(record.diagnostics)
  const targets = linkTargets(recorded, cache)
  checkTogether(content, recorded, { cache, targets }, report)
  // What an article that cannot be read uses is not known.
  const used = unreadable.size > 0 ? undefined : usedTerms(records, content.issues, content.terms)
  lintGlossary(content.terms, used, report)
  return { ...recorded, targets }
}
