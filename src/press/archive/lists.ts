import {
  authorAddress,
  seriesPageAddress,
  tagAddress,
  yearAddress,
  type ListedName,
  type ListedYear,
} from '../../editions/archive/index.ts'
import type { Issue } from '../../model/issue.ts'
import type { Settings } from '../../model/settings.ts'
import type { ArticleRecord } from '../article-records.ts'
import { authorGroups, seriesGroups, tagGroups, type NameGroup } from './name-groups.ts'
import { newestFirst, readingOrder } from './order.ts'

/** Everything that lists of the archive are made from; gathered once for all of them. */
export interface Lists {
  /** Newest first. */
  articles: readonly ArticleRecord[]
  /** The places of these in the order of reading. */
  reading: readonly number[]
  /** Newest first. */
  issues: readonly Issue[]
  /** Newest first; what carries no date is at the end. */
  years: readonly YearGroup[]
  series: readonly NameGroup[]
  tags: readonly NameGroup[]
  authors: readonly NameGroup[]
}

export interface YearGroup {
  year: number | undefined
  articles: ArticleRecord[]
  issues: Issue[]
}

/** Gathers the lists. The articles of each but the series are newest first; `published` are in order of their dates. */
export function gatherLists(
  records: readonly ArticleRecord[],
  published: readonly Issue[],
  settings: Settings,
): Lists {
  const articles = [...records].sort(newestFirst)
  const issues = published.toReversed()
  return {
    articles,
    reading: readingOrder(articles),
    issues,
    years: yearsOf(articles, issues),
    series: seriesGroups(articles, settings),
    tags: tagGroups(articles, settings),
    authors: authorGroups(articles, settings),
  }
}

function yearsOf(articles: readonly ArticleRecord[], issues: readonly Issue[]): YearGroup[] {
  const articlesByYear = Map.groupBy(articles, ({ facts }) => yearOf(facts.meta.date))
  const issuesByYear = Map.groupBy(issues, ({ date }) => yearOf(date))
  const years = new Set([...articlesByYear.keys(), ...issuesByYear.keys()])
  return [...years]
    .sort((one, other) => (other ?? -1) - (one ?? -1))
    .map((year) => ({
      year,
      articles: articlesByYear.get(year) ?? [],
      issues: issuesByYear.get(year) ?? [],
    }))
}

function yearOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4))
}

/** A year as lists show it. */
export function listedYear({ year, articles, issues }: YearGroup): ListedYear {
  return { year, address: yearAddress(year), count: articles.length + issues.length }
}

/** A tag as lists show it; the address is made from any of its spellings. */
export function listedTag(group: NameGroup): ListedName {
  return listedName(group, tagAddress(group.slug))
}

export function listedAuthor(group: NameGroup): ListedName {
  return listedName(group, authorAddress(group.slug))
}

export function listedSeries(group: NameGroup): ListedName {
  return listedName(group, seriesPageAddress(group.slug))
}

function listedName({ name, records }: NameGroup, address: string): ListedName {
  return { name, address, count: records.length }
}
