import {
  namesAddress,
  renderListPage,
  renderNamesPage,
  renderTitlesPage,
  titlesAddress,
  type ListedName,
  type ListPage,
  type ListReference,
  type NamesPage,
} from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { listedArticle, listedIssue } from './listed.ts'
import { listedAuthor, listedSeries, listedTag, listedYear, type Lists, type YearGroup } from './lists.ts'
import type { NameGroup } from './name-groups.ts'
import { readingOrder } from './order.ts'

/** A page for each year, series, tag and author, one for all of each kind, and the page of all titles. */
export function listPages(archive: Archive, lists: Lists): Output[] {
  const { series, tags, authors, years } = lists
  return [
    ...years.map((_year, index) => yearPage(archive, years, index)),
    ...series.map((group) => seriesPage(archive, group)),
    ...tags.map((group) => namePage(archive, 'tag', group, listedTag(group))),
    ...authors.map((group) => namePage(archive, 'author', group, listedAuthor(group))),
    ...namesPages(archive, lists),
    titlesPage(archive, lists),
  ]
}

/** The years stand newest first, so the next one is the one before in the list. */
function yearPage(archive: Archive, years: readonly YearGroup[], index: number): Output {
  const group = years[index]!
  const data = {
    kind: 'year' as const,
    name: group.year === undefined ? undefined : String(group.year),
    address: listedYear(group).address,
    issues: group.issues.map(listedIssue),
    previous: yearReference(years[index + 1]),
    next: yearReference(years[index - 1]),
  }
  return listPage(archive, data, group.articles)
}

function yearReference(group: YearGroup | undefined): ListReference | undefined {
  if (group?.year === undefined) return undefined
  return { name: String(group.year), address: listedYear(group).address }
}

function seriesPage(archive: Archive, group: NameGroup): Output {
  const { name, address } = listedSeries(group)
  const { description } = group
  const cover = archive.covers.ofSeries(group.slug)
  const data = { kind: 'series' as const, name, address, description, cover, issues: [] }
  const inOrder = readingOrder(group.records).map((place) => group.records[place]!)
  return listPage(archive, data, inOrder)
}

function namePage(archive: Archive, kind: 'tag' | 'author', group: NameGroup, listed: ListedName): Output {
  const { name, address } = listed
  return listPage(archive, { kind, name, address, issues: [] }, group.records)
}

function listPage(
  archive: Archive,
  data: Omit<ListPage, 'site' | 'articles'>,
  records: readonly ArticleRecord[],
): Output {
  const { site, engine, report } = archive
  const key = `${JSON.stringify(data)}\n${listedKey(records)}`
  return page(archive, data.address, key, () =>
    renderListPage({ site, ...data, articles: records.map(listedArticle) }, engine, report),
  )
}

function namesPages(archive: Archive, { tags, authors, series }: Lists): Output[] {
  return [
    namesPage(archive, 'tags', tags.map(listedTag)),
    namesPage(archive, 'authors', authors.map(listedAuthor)),
    namesPage(archive, 'allSeries', series.map(listedSeries)),
  ]
}

function namesPage(archive: Archive, kind: NamesPage['kind'], names: readonly ListedName[]): Output {
  const { site, engine, report } = archive
  return page(archive, namesAddress(kind), JSON.stringify(names), () =>
    renderNamesPage({ site, kind, names }, engine, report),
  )
}

function titlesPage(archive: Archive, lists: Lists): Output {
  const { site, engine, report } = archive
  return page(archive, titlesAddress(), listedKey(lists.articles), () =>
    renderTitlesPage({ site, articles: lists.articles.map(listedArticle) }, engine, report),
  )
}

/** Of all that is shown of these articles, in their order. */
function listedKey(articles: readonly ArticleRecord[]): string {
  return articles.map(({ listedHash }) => listedHash).join(' ')
}
