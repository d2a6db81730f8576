import type { Diagnostic } from '../diagnostics/index.ts'
import { createGlossaryIndex } from '../glossary/matcher/index.ts'
import type { Cache } from '../workspace/files/index.ts'
import type { Background } from '../figures/index.ts'
import type { ArticleRecord } from './article-records.ts'
import type { Blame } from './blame.ts'
import { hasTextCloud } from './background.ts'
import { checkLinks, type LinkTargets } from './check-links.ts'
import { collectDiagnostics } from './collect-diagnostics.ts'
import { hashOf } from './hash.ts'
import { inspectImage, type InspectedImage } from './inspect-image.ts'
import type { IssueMaterial } from './issue-material.ts'
import type { IssueSummary, MadeIssue } from './issue-summary.ts'
import { keptIssueFiles } from './kept-issue-files.ts'
import type { Content, IssueSource } from './load-content.ts'
import { once } from './once.ts'
import { pictureOutput } from './picture-output.ts'
import type { SourceVetter } from './source-vetter.ts'
import type { Output } from './write-outputs.ts'

export interface IssuePlan {
  content: Content
  /** The articles that are published. */
  records: readonly ArticleRecord[]
  /** What the links of introductions may lead to. */
  targets: LinkTargets
  /** What clouds are weighed against; nothing where there are none. */
  background: Background | undefined
  cache: Cache
  vetter: SourceVetter
  blame: Blame
  onProgress: ((stage: string, done: number, total: number) => void) | undefined
}

export interface PlannedIssues {
  outputs: Output[]
  /** The issues that have editions. */
  made: MadeIssue[]
  summaries: IssueSummary[]
  diagnostics: Diagnostic[]
  logo: InspectedImage | undefined
}

/** Makes the editions of every issue that no error stops; those of the others stay as they are in `out/`. */
export async function planIssues({
  content,
  records,
  targets,
  background,
  cache,
  vetter,
  blame,
  onProgress,
}: IssuePlan): Promise<PlannedIssues> {
  const { root } = content
  const issues = content.issues.filter(({ issue }) => !issue.draft)
  const { diagnostics, report } = collectDiagnostics()
  const logo = await inspectLogo(content, report)
  const material = once(() => issueMaterial({ content, records, background, vetter, cache }, logo))
  const outputs = new Map<string, Output>()
  const made: MadeIssue[] = []
  for (const [index, source] of issues.entries()) {
    onProgress?.('Issues', index, issues.length)
    const issue = blame.stopsIssue(source.issue) ? undefined : await takeOrMake(material(), source)
    const found = issue ? findingsOf(issue, source, targets) : []
    report.all(found)
    const isGood = issue && !found.some(({ severity }) => severity === 'error')
    if (isGood) made.push(issue)
    const files = isGood ? outputsOf(issue, root) : keptIssueFiles(root, source.issue.id)
    for (const output of files) outputs.set(output.file, output)
  }
  for (const id of content.brokenIssues) {
    for (const output of keptIssueFiles(root, id)) outputs.set(output.file, output)
  }
  cache.keepOnly('issue', new Set(issues.map(({ issue }) => issue.id)))
  return {
    outputs: [...outputs.values()],
    made,
    summaries: made.map(({ summary }) => summary),
    diagnostics,
    logo,
  }
}

/** What issues are made from; `records` are the articles that they may carry. */
export function issueMaterial(
  {
    content,
    records,
    background,
    vetter,
    cache,
  }: Pick<IssuePlan, 'content' | 'records' | 'background' | 'vetter' | 'cache'>,
  logo: InspectedImage | undefined,
): IssueMaterial {
  const index = once(() => createGlossaryIndex(content.terms))
  return {
    content,
    recordOfSlug: new Map(records.map((record) => [record.facts.meta.slug, record])),
    slugs: new Map(records.map(({ file, facts }) => [file.normalize('NFC'), facts.meta.slug])),
    terms: new Map(content.terms.map((term) => [term.id, term])),
    get index() {
      return index()
    },
    logo,
    vetter,
    cache,
    background,
  }
}

async function takeOrMake(material: IssueMaterial, source: IssueSource): Promise<MadeIssue> {
  const { content, recordOfSlug, slugs, logo, cache } = material
  const key = hashOf(
    content.hashes.common,
    content.hashes.emailTemplates,
    source.hash,
    logo?.hash ?? '',
    // The introduction may link to any article.
    JSON.stringify([...slugs]),
    // A cloud of the issue's words depends on all articles.
    hasTextCloud(source.source) ? JSON.stringify(material.background) : '',
    ...source.issue.articles.map(({ slug }) => recordOfSlug.get(slug)?.key ?? ''),
  )
  const kept = cache.get('issue', source.issue.id)
  if (kept?.key === key) return JSON.parse(kept.value) as MadeIssue
  // What makes letters is loaded when one is made.
  const { makeIssue } = await import('./make-issue.ts')
  const made = await makeIssue(material, source)
  // Pictures of the introduction are not part of the key: such an issue is made each time.
  if (!made.hasOwnPictures) cache.put('issue', source.issue.id, { key, value: JSON.stringify(made) })
  return made
}

/** The links are looked at each time: what stands in the articles that they lead to is no part of the issue. */
function findingsOf(
  { diagnostics, links, fragments }: MadeIssue,
  { file }: IssueSource,
  targets: LinkTargets,
): Diagnostic[] {
  const found = collectDiagnostics()
  checkLinks({ file, links, fragments }, targets, found.report)
  return [...diagnostics, ...found.diagnostics]
}

/** Looks at the publication's logo, if there is one. */
export async function inspectLogo(
  { root, settings, logoPlace }: Content,
  report: Parameters<typeof inspectImage>[3],
): Promise<InspectedImage | undefined> {
  const { logo } = settings.brand
  if (logo === undefined) return undefined
  return inspectImage(root, logo, logoPlace(), report)
}

function outputsOf({ summary, files, pictures }: MadeIssue, root: string): Output[] {
  const own = Object.entries(files).map(([name, text]): Output => {
    return { file: `email/${summary.id}/${name}`, key: hashOf(text), make: () => text }
  })
  return [...own, ...pictures.map((picture) => pictureOutput(root, picture))]
}
