import { issueAddress, renderIssuePage } from '../../editions/archive/index.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { issueReference, listedArticle } from './listed.ts'
import { lastMailings } from './mailed-pages.ts'

/** A page for each issue. */
export function issuePages(archive: Archive): Output[] {
  const { published, issues, records, site, engine, report } = archive
  const madeById = new Map(issues.map((made) => [made.summary.id, made]))
  const mailed = lastMailings(archive)
  const recordOfSlug = new Map(records.map((record) => [record.facts.meta.slug, record]))
  return published.map((issue, index) => {
    const { id, number, title, date, subject, preheader } = issue
    const articles = issue.articles
      .map(({ slug }) => recordOfSlug.get(slug))
      .filter((record) => record !== undefined)
      .map(listedArticle)
    const data = {
      issue: { id, number, title, date, subject, preheader },
      contentHash: madeById.get(id)?.summary.contentHash,
      introduction: madeById.get(id)?.introduction ?? '',
      articles,
      mail: mailed.has(id) ? 'mail/' : undefined,
      cover: archive.covers.ofSeries(issue.series),
      previous: issueReference(published[index - 1]),
      next: issueReference(published[index + 1]),
    }
    return page(archive, issueAddress(id), JSON.stringify(data), () =>
      renderIssuePage({ site, ...data }, engine, report),
    )
  })
}
