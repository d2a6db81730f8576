import {
  articleAddress,
  listAbbreviations,
  renderArticlePage,
  type IssueReference,
  type ListedArticle,
} from '../../editions/archive/index.ts'
import type { Issue } from '../../model/issue.ts'
import type { ArticleRecord } from '../article-records.ts'
import { readDetails } from '../kept-article.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { changedSinceMailed } from './changes-pages.ts'
import { issueReference, listedArticle, ownPicture } from './listed.ts'
import type { Lists } from './lists.ts'
import { keptRelatedArticles } from './related-articles.ts'
import { seriesNeighbours } from './series-neighbours.ts'
import type { UseIndex } from './use-index.ts'

/** A page for each article. */
export function articlePages(archive: Archive, { articles }: Lists, index: UseIndex): Output[] {
  const { records, site, engine, report, cache, terms, content } = archive
  const changed = changedSinceMailed(archive)
  const neighbours = seriesNeighbours(records)
  const carriedBy = issuesBySlug(archive.published)
  const ledTo = (slug: string): (string | undefined)[] => {
    const { previous, next } = neighbours.get(slug) ?? {}
    return [previous?.slug, next?.slug]
  }
  const related = relatedBySlug(articles, keptRelatedArticles(archive, articles, index, ledTo))
  return records.map((record) => {
    const { facts, uses } = record
    const { slug } = facts.meta
    const around = neighbours.get(slug) ?? {}
    const issues = carriedBy.get(slug) ?? []
    const mailedOn = changed.get(slug)?.record.mailedOn
    const cover = archive.covers.ofArticle(record)
    const likest = related.get(slug) ?? []
    const shown = { issues, mailedOn, cover, ...around }
    const key = [record.key, JSON.stringify(shown), ...likest.map(({ text }) => text)].join('\n')
    return page(archive, articleAddress(slug), key, () => {
      const { language } = site.settings
      const { headings, closingList } = readDetails(record, cache)
      const used = uses.terms.map((place) => content.terms[place]!.id)
      const abbreviations = listAbbreviations(used, closingList, terms, language)
      const body = cache.get('body', record.file)?.value ?? ''
      const picture = ownPicture(record)
      const related = likest.map(({ listed }) => listed)
      const page = { site, facts: { ...facts, headings }, body, abbreviations, picture, related, ...shown }
      return renderArticlePage(page, engine, report)
    })
  })
}

/** An article as others show it, and the same as text for their keys: many show one. */
interface RelatedArticle {
  listed: ListedArticle
  text: string
}

function relatedBySlug(
  articles: readonly ArticleRecord[],
  related: readonly (readonly number[])[],
): Map<string, RelatedArticle[]> {
  const shown = articles.map((record) => {
    const listed = listedArticle(record)
    return { listed, text: JSON.stringify(listed) }
  })
  return new Map(
    shown.map(({ listed }, index) => [listed.slug, related[index]!.map((other) => shown[other]!)]),
  )
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
