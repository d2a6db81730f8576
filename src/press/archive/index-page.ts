import { renderIndexPage } from '../../editions/archive/index.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { listedArticle, listedIssue } from './listed.ts'

/** The archive's first page. */
export function indexPage(archive: Archive): Output {
  const { site, engine, report } = archive
  const articles = archive.records.map(listedArticle)
  const issues = archive.published.map(listedIssue)
  const key = JSON.stringify([articles, issues])
  return page(archive, '', key, () => renderIndexPage({ site, articles, issues }, engine, report))
}
