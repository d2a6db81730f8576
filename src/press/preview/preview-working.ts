import type { Diagnostic } from '../../diagnostics/index.ts'
import { checkTogether } from '../check-together.ts'
import { linkTargets } from '../check-links.ts'
import { sortDiagnostics } from '../collect-diagnostics.ts'
import type { IssueMaterial } from '../issue-material.ts'
import { inspectLogo, issueMaterial } from '../plan-issues.ts'
import { readArticles, type ReadArticles } from '../read-articles.ts'
import { isIssue } from '../read-content.ts'
import { filesBeside } from './files-beside.ts'
import { nothingShown, type Looking, type Shown } from './looking.ts'
import { workingArticle } from './working-article.ts'
import { workingIssue } from './working-issue.ts'
import type { PreviewRequest } from '../../model/preview.ts'
import type { WorkingPreview } from './working-preview.ts'

/**
 * Shows how a text that is being written would look if it were saved, as an article or an issue, and what is wrong with
 * it. Writes nothing, waits for no build, and never throws for what is written.
 */
export async function previewWorking(root: string, request: PreviewRequest): Promise<WorkingPreview> {
  const { file } = request
  const { used, diagnostics } = await readArticles(root, (read) => lookAt(read, request), {
    unsaved: request,
    choose: ({ issues }, slugs) => filesBeside(request, issues, slugs),
  })
  const { letters, ...shown } = used ?? nothingShown
  return {
    ...shown,
    letters: letters.map(({ id, label }) => ({ id, label })),
    ...(!shown.edition && { elsewhere: sortDiagnostics(diagnostics.filter(isElsewhere)) }),
    diagnostics: sortDiagnostics(diagnostics.filter((found) => found.file === file)),
  }
}

/** What other articles and issues say stops no text but themselves. */
function isElsewhere({ file, severity }: Diagnostic): boolean {
  return severity === 'error' && !/^articles\/.*\.md$/.test(file)
}

async function lookAt(read: ReadArticles, request: PreviewRequest): Promise<Shown> {
  const { content, cache, report } = read
  report.all(read.diagnostics)
  checkTogether(content, read, { cache, targets: linkTargets(read, cache) }, report)
  const logo = await inspectLogo(content, report)
  const looking: Looking = { ...request, read, logo, material: materialOf(read, request.file, logo) }
  return isIssue(request.file) ? await workingIssue(looking) : await workingArticle(looking)
}

/** What letters are made from. They may carry drafts, but links to these lead nowhere; the text goes before others. */
function materialOf(read: ReadArticles, file: string, logo: Looking['logo']): IssueMaterial {
  const drafts = read.records.filter(({ facts }) => facts.meta.draft)
  const published = read.records.filter(({ facts }) => !facts.meta.draft)
  const material = issueMaterial({ ...read, records: published }, logo)
  const { recordOfSlug } = material
  for (const record of drafts) {
    if (!recordOfSlug.has(record.facts.meta.slug)) recordOfSlug.set(record.facts.meta.slug, record)
  }
  for (const record of read.records)
    if (record.file === file) recordOfSlug.set(record.facts.meta.slug, record)
  return material
}
