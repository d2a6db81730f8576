import {
  renderIndexPage,
  type IndexPage,
  type ListedSeries,
  type Shortened,
} from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { listedArticle, listedIssue } from './listed.ts'
import { listedAuthor, listedSeries, listedTag, listedYear, type Lists } from './lists.ts'
import type { NameGroup } from './name-groups.ts'

/** What the first page shows at most, so that it does not grow with the archive. */
const mostArticles = 20
const mostSeries = 30
const mostNames = 40

/** The archive's first page. */
export function indexPage(archive: Archive, lists: Lists): Output {
  const { site, engine, report } = archive
  const latest = latestIssue(archive, lists)
  const inLatest = new Set(latest?.articles.map(({ slug }) => slug))
  const data: Omit<IndexPage, 'site'> = {
    latest,
    articles: lists.articles
      .filter(({ facts }) => !inLatest.has(facts.meta.slug))
      .slice(0, mostArticles)
      .map(listedArticle),
    years: lists.years.map(listedYear),
    series: shortened(lists.series.map(asSeries), mostSeries),
    tags: mostUsed(lists.tags, listedTag),
    authors: mostUsed(lists.authors, listedAuthor),
  }
  return page(archive, '', JSON.stringify(data), () => renderIndexPage({ site, ...data }, engine, report))
}

function latestIssue({ records }: Archive, { issues }: Lists): IndexPage['latest'] {
  const [issue] = issues
  if (!issue) return undefined
  const bySlug = new Map(records.map((record) => [record.facts.meta.slug, record]))
  const articles = issue.articles
    .map(({ slug }) => bySlug.get(slug))
    .filter((record): record is ArticleRecord => record !== undefined)
  return { issue: listedIssue(issue), preheader: issue.preheader, articles: articles.map(listedArticle) }
}

function asSeries(group: NameGroup): ListedSeries {
  return { ...listedSeries(group), id: group.id, description: group.description }
}

function shortened<T>(all: readonly T[], most: number): Shortened<T> {
  return { shown: all.slice(0, most), isWhole: all.length <= most }
}

/** Those with the most articles, in the order they had. */
function mostUsed<T>(groups: readonly NameGroup[], listed: (group: NameGroup) => T): Shortened<T> {
  const kept = new Set(
    [...groups].sort((one, other) => other.records.length - one.records.length).slice(0, mostNames),
  )
  return {
    shown: groups.filter((group) => kept.has(group)).map(listed),
    isWhole: groups.length <= mostNames,
  }
}
