import {
  articleAddress,
  listAbbreviations,
  renderArticlePage,
  type IssueReference,
  type SharedPicture,
} from '../../editions/archive/index.ts'
import type { Issue } from '../../model/issue.ts'
import { readDetails } from '../kept-article.ts'
import { onceEach } from '../once.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { changedSinceMailed } from './changes-pages.ts'
import { articleReference, issueReference, listedArticle, ownPicture } from './listed.ts'
import type { Lists } from './lists.ts'
import { keptRelatedArticles } from './related-articles.ts'
import { seriesNeighbours } from './series-neighbours.ts'
import type { KeyedUses } from './use-index.ts'

/** A page for each article. */
export function articlePages(archive: Archive, { articles, reading }: Lists, index: KeyedUses): Output[] {
  const { records, site, engine, report, cache, terms, content } = archive
  const changed = changedSinceMailed(archive)
  const neighbours = seriesNeighbours(reading.map((place) => articles[place]!))
  const carriedBy = issuesBySlug(archive.published)
  const ledTo = (slug: string): (string | undefined)[] => {
    const { previous, next } = neighbours.get(slug) ?? {}
    return [previous?.facts.meta.slug, next?.facts.meta.slug]
  }
  const related = keptRelatedArticles(archive, articles, index, ledTo)
  const places = new Map(articles.map((record, place) => [record, place]))
  const textOfCover = onceEach((cover: SharedPicture) => JSON.stringify(cover))
  return records.map((record) => {
    const { facts, uses } = record
    const { slug } = facts.meta
    const { previous, next } = neighbours.get(slug) ?? {}
    const issues = carriedBy.get(slug) ?? []
    const mailedOn = changed.get(slug)?.record.mailedOn
    const cover = archive.covers.ofArticle(record)
    const likest = related[places.get(record)!]!.map((place) => articles[place]!)
    const own = { issues, mailedOn, cover }
    const shown = [
      issues.length > 0 ? JSON.stringify(issues) : '',
      mailedOn ?? '',
      cover ? textOfCover(cover) : '',
      ...[previous, next, ...likest].map((other) => other?.listedHash ?? ''),
    ]
    const key = [record.key, ...shown].join('\n')
    return page(archive, articleAddress(slug), key, () => {
      const { language } = site.settings
      const { headings, closingList } = readDetails(record, cache)
      const used = Array.from(uses.terms, (place) => content.terms[place]!.id)
      const abbreviations = listAbbreviations(used, closingList, terms, language)
      const body = cache.get('body', record.file)?.value ?? ''
      const picture = ownPicture(record)
      const around = { previous: articleReference(previous), next: articleReference(next) }
      const related = likest.map(listedArticle)
      const page = { site, facts: { ...facts, headings }, body, abbreviations, picture, related }
      return renderArticlePage({ ...page, ...own, ...around }, engine, report)
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
