import type { Report } from '../../diagnostics/index.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import { articleScope, issueScope, type ListedArticle, type ListedIssue } from './listed.ts'
import { rootFrom } from './root-from.ts'
import { pageScope, type ArchiveSite, type SharedPicture } from './site.ts'
import { breadcrumbs } from './structured-data.ts'
import { pageWords } from './words-language.ts'

/** What the page of a year, a series, a tag or an author shows. */
export interface ListPage {
  site: ArchiveSite
  kind: 'year' | 'series' | 'tag' | 'author'
  /** Its heading; nothing for what carries no date. */
  name: string | undefined
  address: string
  description?: string | undefined
  issues: readonly ListedIssue[]
  /** In the order in which they are shown. */
  articles: readonly ListedArticle[]
  /** What links to it show: the picture of a series. */
  cover?: SharedPicture | undefined
  /** The pages before and after it, by time. */
  previous?: ListReference | undefined
  next?: ListReference | undefined
}

export interface ListReference {
  name: string
  address: string
}

/** A longer list does without summaries, so that a page stays light. */
const mostSummaries = 200

/** The page at `/years/<year>/`, `/series/<name>/`, `/tags/<name>/` or `/authors/<name>/`. */
export function renderListPage(data: ListPage, engine: TemplateEngine, report: Report): string | undefined {
  const { site, kind, name, address, description, issues, articles, cover, previous, next } = data
  const root = rootFrom(address)
  const words = pageWords(site.settings.language)
  const title = name ?? words.undated
  const head = {
    kind,
    title,
    description,
    address,
    picture: cover,
    things: [breadcrumbs(site, [{ name: title, address }])],
    ...((kind === 'series' || kind === 'tag') && { feed: { home: address, name: title } }),
  }
  const isLong = articles.length > mostSummaries
  const list = {
    kind,
    title,
    description: description ?? null,
    count: articles.length,
    isLong,
    issues: issues.map((issue) => issueScope(issue, root)),
    articles: articles.map((article) =>
      articleScope(isLong ? { ...article, summary: undefined } : article, root),
    ),
    previous: referenceScope(previous, root),
    next: referenceScope(next, root),
  }
  return engine.render('list', { ...pageScope(site, head, root), list }, report)
}

function referenceScope(reference: ListReference | undefined, root: string): object | null {
  return reference ? { title: reference.name, url: root + reference.address } : null
}
