import type { Diagnostic } from '../diagnostics/index.ts'
import { lintGlossary } from '../glossary/index.ts'
import {
  forgetCache,
  isCacheDamage,
  lockWorkspace,
  openCache,
  openCacheForReading,
  recoverOutput,
  type Cache,
} from '../workspace/index.ts'
import { recordArticles, type ArticleRecords } from './article-records.ts'
import { createBlame } from './blame.ts'
import { checkParser } from './check-parser.ts'
import { checkTogether } from './check-together.ts'
import { collectDiagnostics, sortDiagnostics, type DiagnosticSink } from './collect-diagnostics.ts'
import { createImageHasher, type ImageHasher } from './image-hasher.ts'
import { keepResult, keptResult } from './kept-result.ts'
import { fingerprint, parseContent, readContent, type Content, type RawContent } from './load-content.ts'
import { loadOutputState } from './output-state.ts'
import { planArchive } from './plan-archive.ts'
import type { IssueSummary } from './issue-summary.ts'
import { planIssues } from './plan-issues.ts'
import { reportOutput } from './report.ts'
import { systemDiagnostic } from './system-diagnostic.ts'
import { makeOutputs, writeOutputs } from './write-outputs.ts'

export interface BuildOptions {
  /** The workspace's root, absolute. */
  root: string
  /** How many articles to make at a time. Default: 1. */
  jobs?: number
  /** Told how far the build is. */
  onProgress?: (stage: string, done: number, total: number) => void
  /** Called once if another build of the workspace runs, which is waited for. */
  onWait?: () => void
}

/** What a build found and made. */
export interface BuildResult {
  diagnostics: Diagnostic[]
  articles: ArticleSummary[]
  issues: IssueSummary[]
  /** How many articles remark-parse read because the native parser might read them differently. */
  routed: number
  /** The parts of `out/` that were replaced; none when nothing changed or an error stopped it. */
  replaced: string[]
}

export interface ArticleSummary {
  file: string
  slug: string
  title: string
}

/**
 * Builds a workspace: makes what changed since the last build and puts it in `out/`, each part whole or not at all.
 * An error in an article or issue stops the archive and the issues that use it, and nothing else.
 * Never throws for what a workspace holds.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  try {
    const unlock = await lockWorkspace(options.root, options.onWait ?? (() => undefined))
    try {
      return await buildLocked(options)
    } finally {
      unlock()
    }
  } catch (error) {
    const diagnostic = systemDiagnostic(error)
    if (!diagnostic) throw error
    return { ...nothing, diagnostics: [diagnostic] }
  }
}

/** A cache that turns out to be damaged is forgotten, and everything made again. */
async function buildLocked(options: BuildOptions): Promise<BuildResult> {
  recoverOutput(options.root)
  try {
    return await buildWithCache(options)
  } catch (error) {
    if (!isCacheDamage(error)) throw error
    forgetCache(options.root)
    return await buildWithCache(options)
  }
}

async function buildWithCache(options: BuildOptions): Promise<BuildResult> {
  const cache = openCache(options.root)
  try {
    const result = await run(options, cache, true)
    cache.save()
    return result
  } finally {
    cache.close()
  }
}

/** Finds what a build would find; writes nothing. */
export async function check(options: BuildOptions): Promise<BuildResult> {
  const cache = openCacheForReading(options.root)
  try {
    return await run(options, cache, false)
  } finally {
    cache.close()
  }
}

const nothing = { diagnostics: [], articles: [], issues: [], routed: 0, replaced: [] } satisfies BuildResult

async function run(options: BuildOptions, cache: Cache, write: boolean): Promise<BuildResult> {
  const { diagnostics, report } = collectDiagnostics()
  const raw = readContent(options.root, report)
  const images = createImageHasher(options.root)
  const print = fingerprint(raw)
  const kept = diagnostics.length === 0 ? keptResult(cache, print, images) : undefined
  if (kept && (!write || loadOutputState(options.root, cache).allIntact())) return { ...kept, replaced: [] }
  const result = await runFully({ options, cache, write, raw, images, diagnostics, report })
  const isClean = !result.diagnostics.some(({ severity }) => severity === 'error')
  if (write && isClean) keepResult(cache, print, images, result)
  return result
}

interface Run {
  options: BuildOptions
  cache: Cache
  write: boolean
  raw: RawContent
  images: ImageHasher
  /** What has been found so far; `report` adds to it. */
  diagnostics: Diagnostic[]
  report: DiagnosticSink
}

async function runFully(run: Run): Promise<BuildResult> {
  const { options, cache, raw, diagnostics, report } = run
  const content = parseContent(raw, cache, report)
  if (!content) return { ...nothing, diagnostics: sortDiagnostics(diagnostics) }
  const { records, unreadable } = await recordAndCheck(run, content)
  const published = records.filter(({ facts }) => !facts.meta.draft)
  const blame = createBlame(published, unreadable, diagnostics)
  const issues = await planIssues({
    content,
    records: published,
    cache,
    blame,
    onProgress: options.onProgress,
  })
  report.all(issues.diagnostics)
  const { made, logo } = issues
  for (const picture of made.flatMap(({ pictures }) => pictures)) {
    if ('image' in picture) run.images.note(picture.image.path, picture.image.hash)
  }
  if (logo) run.images.note(logo.path, logo.hash)
  const archive = planArchive({ content, records: published, issues: made, logo, cache, report })
  const outputs = [...archive, ...issues.outputs]
  const result = (replaced: string[]): BuildResult => ({
    diagnostics: sortDiagnostics(diagnostics),
    articles: published.map(({ file, facts }) => ({ file, slug: facts.meta.slug, title: facts.meta.title })),
    issues: issues.summaries,
    routed: records.filter(({ readBy }) => readBy === 'routed').length,
    replaced,
  })
  const state = loadOutputState(options.root, cache)
  const onFile = (done: number): void => options.onProgress?.('Files', done, outputs.length)
  const last = () => reportOutput(content, published, issues.summaries, sortDiagnostics(diagnostics), cache)
  if (!run.write) {
    await makeOutputs({ root: options.root, outputs, state, onFile })
    return result([])
  }
  const mayReplace = (): ReadonlySet<string> => blame.partsWithoutError()
  return result(await writeOutputs({ root: options.root, outputs, state, cache, onFile, last, mayReplace }))
}

/** Makes the articles and finds everything that is wrong before an edition is made. */
async function recordAndCheck(
  { options, cache, images, report }: Run,
  content: Content,
): Promise<ArticleRecords> {
  const onMade = (done: number, total: number): void => options.onProgress?.('Articles', done, total)
  const recorded = await recordArticles(content, cache, options.jobs ?? 1, images, onMade)
  const { records, unreadable } = recorded
  report.all(recorded.diagnostics)
  for (const record of records) report.all(record.diagnostics)
  checkParser(records, report)
  checkTogether(content, recorded, report)
  // What an article that cannot be read uses is not known.
  const used =
    unreadable.size > 0 ? undefined : new Set(records.flatMap(({ termCounts }) => Object.keys(termCounts)))
  lintGlossary(content.terms, used, report)
  return recorded
}
