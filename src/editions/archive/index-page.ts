import type { Report } from '../../diagnostics/index.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import { authorsAddress, seriesFragment, seriesListAddress, tagsAddress, titlesAddress } from './addresses.ts'
import {
  articleScope,
  issueScope,
  nameScope,
  type ListedArticle,
  type ListedIssue,
  type ListedName,
} from './listed.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { publicationThings } from './structured-data.ts'
import { pageWords } from './words-language.ts'

/** What the archive's first page shows. It does not grow with the archive. */
export interface IndexPage {
  site: ArchiveSite
  /** The newest issue and its articles in the order of the mailing. */
  latest?: { issue: ListedIssue; preheader: string; articles: readonly ListedArticle[] } | undefined
  /** The newest articles, without those of the newest issue. */
  articles: readonly ListedArticle[]
  /** Newest first. */
  years: readonly ListedYear[]
  series: Shortened<ListedSeries>
  tags: Shortened<ListedName>
  authors: Shortened<ListedName>
}

/** A year of the archive; nothing stands for what carries no date. */
export interface ListedYear extends Omit<ListedName, 'name'> {
  year: number | undefined
}

export interface ListedSeries extends ListedName {
  /** As articles name it. */
  id: string
  description?: string | undefined
}

/** The beginning of a list, and whether there is more of it. */
export interface Shortened<T> {
  shown: readonly T[]
  isWhole: boolean
}

const root = './'

/** The page at `/`: the newest issue and articles, and the ways to all others. */
export function renderIndexPage(data: IndexPage, engine: TemplateEngine, report: Report): string | undefined {
  const { site, latest, articles, years, series, tags, authors } = data
  const head = {
    kind: 'index',
    description: site.settings.description,
    address: '',
    things: publicationThings(site),
  } as const
  const scope = {
    latest: latest ? latestScope(latest) : null,
    articles: articles.map((article) => articleScope(article, root)),
    years: years.map((year) => yearScope(year, pageWords(site.settings.language).undated)),
    series: series.shown.map(seriesScope),
    tags: tags.shown.map((tag) => nameScope(tag, root)),
    authors: authors.shown.map((author) => nameScope(author, root)),
    more: {
      series: series.isWhole ? null : root + seriesListAddress(),
      tags: tags.isWhole ? null : root + tagsAddress(),
      authors: authors.isWhole ? null : root + authorsAddress(),
      titles: root + titlesAddress(),
    },
  }
  return engine.render('index', { ...pageScope(site, head, root), ...scope }, report)
}

function latestScope({ issue, preheader, articles }: NonNullable<IndexPage['latest']>): object {
  return {
    ...issueScope(issue, root),
    preheader,
    articles: articles.map((article) => articleScope(article, root)),
  }
}

/** The fragments are those that the page had when it listed everything. */
function yearScope({ year, address, count }: ListedYear, undated: string): object {
  return {
    id: year === undefined ? 'undated' : `year-${year}`,
    title: year === undefined ? undated : String(year),
    url: root + address,
    count,
  }
}

function seriesScope(series: ListedSeries): object {
  return {
    ...nameScope(series, root),
    id: seriesFragment(series.id),
    description: series.description ?? null,
  }
}
