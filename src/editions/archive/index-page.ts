import type { Report } from '../../diagnostics/index.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import { messages } from '../../templates/index.ts'
import { articleAddress, issueAddress, seriesFragment } from './addresses.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { publicationThings } from './structured-data.ts'

/** What the archive's first page shows. */
export interface IndexPage {
  site: ArchiveSite
  articles: readonly ListedArticle[]
  issues: readonly ListedIssue[]
}

/** An article as lists show it. */
export interface ListedArticle {
  slug: string
  title: string
  date?: string | undefined
  summary?: string | undefined
  series?: string | undefined
}

/** An issue as lists show it. */
export interface ListedIssue {
  id: string
  title: string
  date: string
  number?: number | undefined
}

const root = './'

/** The page at `/`: every issue and article by year, newest first, and every series in its order of reading. */
export function renderIndexPage(data: IndexPage, engine: TemplateEngine, report: Report): string | undefined {
  const { settings } = data.site
  const head = {
    kind: 'index',
    description: settings.description,
    address: '',
    things: publicationThings(data.site),
  } as const
  const years = yearsOf(data, messages(settings.language).undated)
  const series = seriesOf(data)
  return engine.render('index', { ...pageScope(data.site, head, root), years, series }, report)
}

interface Year {
  id: string
  title: string
  issues: object[]
  articles: object[]
}

function yearsOf({ articles, issues }: IndexPage, undated: string): Year[] {
  const years = new Map<string, Year>()
  const yearOf = (date: string | undefined): Year => {
    const name = date?.slice(0, 4) ?? ''
    const year = years.get(name) ?? {
      id: name ? `year-${name}` : 'undated',
      title: name || undated,
      issues: [],
      articles: [],
    }
    years.set(name, year)
    return year
  }
  for (const issue of [...issues].sort(newestFirst)) {
    yearOf(issue.date).issues.push({
      ...issue,
      number: issue.number ?? null,
      url: root + issueAddress(issue.id),
    })
  }
  for (const article of [...articles].sort(newestFirst))
    yearOf(article.date).articles.push(articleScope(article))
  return [...years].sort(([one], [other]) => (one < other ? 1 : -1)).map(([, year]) => year)
}

/** Undated last; those of one day by title, so that the order never depends on how files were read. */
function newestFirst(one: ListedArticle | ListedIssue, other: ListedArticle | ListedIssue): number {
  return (
    compare(other.date ?? '', one.date ?? '') ||
    compare(one.title, other.title) ||
    compare(keyOf(one), keyOf(other))
  )
}

function keyOf(listed: ListedArticle | ListedIssue): string {
  return 'slug' in listed ? listed.slug : listed.id
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function articleScope({ slug, title, date, summary }: ListedArticle): object {
  return { title, date: date ?? null, summary: summary ?? null, url: root + articleAddress(slug) }
}

interface Series {
  id: string
  title: string
  description: string | null
  articles: object[]
}

/** The settings' series in their order, then others by name; each begins with its oldest article. */
function seriesOf({ site, articles }: IndexPage): Series[] {
  const found = new Map<string, Series>()
  for (const { id, title, description } of site.settings.series) {
    found.set(seriesFragment(id), {
      id: seriesFragment(id),
      title,
      description: description ?? null,
      articles: [],
    })
  }
  const unknown = new Map<string, Series>()
  for (const article of [...articles].sort((one, other) => newestFirst(other, one))) {
    if (article.series === undefined) continue
    const id = seriesFragment(article.series)
    const series = found.get(id) ??
      unknown.get(id) ?? { id, title: article.series, description: null, articles: [] }
    if (!found.has(id)) unknown.set(id, series)
    series.articles.push(articleScope(article))
  }
  const others = [...unknown.values()].sort((one, other) => compare(one.title, other.title))
  return [...found.values(), ...others].filter((series) => series.articles.length > 0)
}
