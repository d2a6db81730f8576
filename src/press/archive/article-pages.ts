import {
  articleAddress,
  listAbbreviations,
  renderArticlePage,
  type IssueReference,
} from '../../editions/archive/index.ts'
import type { Issue } from '../../model/issue.ts'
import { readDetails } from '../kept-article.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { changedSinceMailed } from './changes-pages.ts'
import { issueReference, ownPicture } from './listed.ts'
import type { Lists } from './lists.ts'
import { relatedArticles } from './related-articles.ts'
import { seriesNeighbours } from './series-neighbours.ts'

/** A page for each article. */
export function articlePages(archive: Archive, { articles }: Lists): Output[] {
  const { records, site, engine, report, cache, terms, content } = archive
  const changed = changedSinceMailed(archive)
  const neighbours = seriesNeighbours(records)
  const carriedBy = issuesBySlug(archive.published)
  const isNeighbour = (slug: string, other: string): boolean => {
    const { previous, next } = neighbours.get(slug) ?? {}
    return previous?.slug === other || next?.slug === other
  }
  const likest = relatedArticles(articles, content.terms, isNeighbour)
  return records.map((record) => {
    const { facts, uses } = record
    const { slug } = facts.meta
    const around = neighbours.get(slug) ?? {}
    const issues = carriedBy.get(slug) ?? []
    const mailedOn = changed.get(slug)?.record.mailedOn
    const cover = archive.covers.ofArticle(record)
    const related = likest.get(slug) ?? []
    const shown = { issues, mailedOn, cover, related, ...around }
    const key = JSON.stringify([record.key, shown])
    return page(archive, articleAddress(slug), key, () => {
      const { language } = site.settings
      const { headings, closingList } = readDetails(record, cache)
      const used = uses.terms.map((place) => content.terms[place]!.id)
      const abbreviations = listAbbreviations(used, closingList, terms, language)
      const body = cache.get('body', record.file)?.value ?? ''
      const picture = ownPicture(record)
      const page = { site, facts: { ...facts, headings }, body, abbreviations, picture, ...shown }
      return renderArticlePage(page, engine, report)
    })
  })
}

function issuesBySlug(published: readonly Issue[]): Map<string, IssueReference[]> {
  const carriedBy = new Map<string, IssueReference[]>()
  for (const issue of published) {
    for (const { slug } of issue.articles) {
      const carriers = carriedBy.get(slug) ?? []
      carriers.push(issueReference(issue))
      carriedBy.set(slug, carriers)
    }
  }
  return carriedBy
}
