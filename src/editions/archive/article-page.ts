import type { Report } from '../../diagnostics/index.ts'
import type { ArticleFacts } from '../../model/article.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import { abbreviationsHtml, type Abbreviation } from './abbreviations.ts'
import { articleAddress, authorAddress, issueAddress, seriesPageAddress, tagAddress } from './addresses.ts'
import { changedOn, correctionsOf } from './changed-on.ts'
import { conditionLabel } from './condition-label.ts'
import { contentsHtml } from './contents.ts'
import { absolute } from './absolute.ts'
import { articleThing, breadcrumbs } from './structured-data.ts'
import type { ListedArticle } from './listed.ts'
import { pageScope, type ArchiveSite, type PageHead, type SharedPicture, type SitePicture } from './site.ts'
import { pageWords } from './words-language.ts'

/** What an article's page shows. */
export interface ArticlePage {
  site: ArchiveSite
  facts: Omit<ArticleFacts, 'mentions'>
  /** From `renderArticleBody`. */
  body: string
  /** From `listAbbreviations`. */
  abbreviations: readonly Abbreviation[]
  /** The article's own picture, where it has one. */
  picture?: SitePicture | undefined
  /** What links to it show where it has none: made for it, or its series'. */
  cover?: SharedPicture | undefined
  /** The articles before and after it in its series. */
  previous?: ArticleReference | undefined
  next?: ArticleReference | undefined
  /** The issues that carried it, in order. */
  issues: readonly IssueReference[]
  /** When it was mailed last, where its words have changed since: `2026-12-01`. */
  mailedOn?: string | undefined
  /** Others that are like it, the likest first. */
  related?: readonly ListedArticle[] | undefined
}

export interface ArticleReference {
  slug: string
  title: string
}

export interface IssueReference {
  id: string
  title: string
  number?: number | undefined
  date?: string | undefined
}

const root = '../../'

/** How fast an adult reads for information, in silence. */
const wordsPerMinute = 230

/** The page at `/articles/<slug>/`. Reports what is wrong in its template, and then gives nothing. */
export function renderArticlePage(
  data: ArticlePage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const scope = { ...pageScope(data.site, articleHead(data), root), article: articleScope(data) }
  return engine.render('article', scope, report)
}

function articleHead(data: ArticlePage): PageHead {
  const { site, facts, issues } = data
  const { meta } = facts
  const { title, series, date, updated, corrections, tags, slug } = meta
  const section = series === undefined ? undefined : seriesTitle(series, site.settings.series)
  const isChanged = updated !== undefined || (corrections ?? []).length > 0
  const changed = isChanged ? changedOn(meta) : undefined
  const own = data.picture && { ...data.picture, alt: meta.imageAlt ?? '' }
  const picture = own ?? data.cover
  const shown = picture ?? site.cover
  const image = shown && absolute(site.settings, shown.file)
  return {
    kind: 'article',
    title,
    description: meta.summary,
    address: meta.canonicalUrl ?? articleAddress(slug),
    picture,
    article: { date, changed, section, tags },
    things: [
      articleThing({ site, facts, section, image, issues }),
      breadcrumbs(site, [
        ...(section !== undefined && series !== undefined
          ? [{ name: section, address: seriesPageAddress(series) }]
          : []),
        { name: title, address: articleAddress(slug) },
      ]),
    ],
  }
}

function articleScope({
  site,
  facts,
  body,
  abbreviations,
  picture,
  previous,
  next,
  issues,
  mailedOn,
  related = [],
}: ArticlePage): object {
  const { meta } = facts
  const { settings } = site
  const corrections = correctionsOf(meta)
  return {
    title: meta.title,
    summary: meta.summary ?? null,
    date: meta.date ?? null,
    updated: meta.updated ?? null,
    authors: meta.authors.join(', ') || null,
    authorLinks: meta.authors.map((name) => ({ name, url: root + authorAddress(name) })),
    readingMinutes: Math.max(1, Math.round(facts.wordCount / wordsPerMinute)),
    corrections: corrections.map(({ date, text }) => ({ date, text })),
    correctedOn: corrections.at(-1)?.date ?? null,
    tags: meta.tags.map((title) => ({ title, url: root + tagAddress(title) })),
    series: meta.series === undefined ? null : seriesScope(meta.series, settings.series),
    audience:
      meta.audience === undefined ? null : conditionLabel(meta.audience, pageWords(settings.language)),
    firstPublished: meta.canonicalUrl ?? null,
    picture: picture ? { ...picture, url: root + picture.file, alt: meta.imageAlt ?? '' } : null,
    bodyHtml: body,
    contentsHtml: contentsHtml(body, facts.headings),
    abbreviationsHtml: abbreviationsHtml(abbreviations, root),
    previous: referenceScope(previous),
    next: referenceScope(next),
    changedSince: mailedOn === undefined ? null : { date: mailedOn, url: 'changes/' },
    related: related.map((article) => ({ ...referenceScope(article), date: article.date ?? null })),
    issues: issues.map(({ id, title }) => ({ title, url: root + issueAddress(id) })),
  }
}

function seriesScope(series: string, known: ArchiveSite['settings']['series']): object {
  return { title: seriesTitle(series, known), url: root + seriesPageAddress(series) }
}

function seriesTitle(series: string, known: ArchiveSite['settings']['series']): string {
  return known.find(({ id }) => id === series)?.title ?? series
}

function referenceScope(article: ArticleReference | undefined): object | null {
  return article ? { title: article.title, url: root + articleAddress(article.slug) } : null
}
