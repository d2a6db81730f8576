import type { Report } from '../diagnostics/index.ts'
import {
  articleAddress,
  issueAddress,
  listAbbreviations,
  renderArticlePage,
  renderGlossaryPage,
  renderIndexPage,
  renderIssuePage,
  renderNotFoundPage,
  renderRedirectPage,
  renderStylesheet,
  seriesFragment,
  type ArchiveSite,
  type ArticleReference,
  type IssueReference,
  type ListedArticle,
  type ListedIssue,
} from '../editions/archive/index.ts'
import { createTemplates, type TemplateEngine } from '../templates/index.ts'
import type { Issue } from '../model/issue.ts'
import type { Term } from '../model/term.ts'
import type { Cache } from '../workspace/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { readDefinitions } from './definitions.ts'
import { hashOf } from './hash.ts'
import type { InspectedImage } from './inspect-image.ts'
import type { MadeIssue } from './issue-summary.ts'
import type { Content } from './load-content.ts'
import { pictureOutput } from './picture-output.ts'
import { archiveImage, logoImage } from './publish-image.ts'
import type { Output } from './write-outputs.ts'

export interface ArchivePlan {
  content: Content
  /** The articles that are published. */
  records: readonly ArticleRecord[]
  /** The issues that have editions. */
  issues: readonly MadeIssue[]
  logo: InspectedImage | undefined
  cache: Cache
  report: Report
}

/** What the pages are planned from. */
interface Archive extends ArchivePlan {
  site: ArchiveSite
  engine: TemplateEngine
  terms: Map<string, Term>
  /** Issues that are published, in order of their dates. */
  published: Issue[]
  /** Of what every page depends on. */
  common: string
}

/** The files of the archive: each page's key says what it depends on, so that a build makes only those that change. */
export function planArchive(plan: ArchivePlan): Output[] {
  const { content, records, issues, logo, report } = plan
  const stylesheet = renderStylesheet(
    content.settings,
    content.templates.get('templates/archive/style.css') ?? '',
  )
  const styleFile = `assets/style.${hashOf(stylesheet).slice(0, 8)}.css`
  const archive: Archive = {
    ...plan,
    site: { settings: content.settings, stylesheet: styleFile, logo: logo && sitePicture(logoImage(logo)) },
    engine: createTemplates({
      files: content.templates,
      root: 'templates/archive',
      language: content.settings.language,
    }),
    terms: new Map(content.terms.map((term) => [term.id, term])),
    published: content.issues
      .map(({ issue }) => issue)
      .filter(({ draft }) => !draft)
      .sort(byDate),
    common: hashOf(content.hashes.common, content.hashes.archiveTemplates, logo?.hash ?? ''),
  }
  const pictures = new Map(
    [
      ...records.flatMap(({ images }) => images.map(archiveImage)),
      ...issues.flatMap((issue) => issue.pictures),
      ...(logo ? [logoImage(logo)] : []),
    ].map((picture) => [picture.file, picture]),
  )
  return [
    { file: `archive/${styleFile}`, key: styleFile, make: () => stylesheet },
    indexPage(archive),
    glossaryPage(archive),
    ...articlePages(archive),
    ...issuePages(archive),
    ...redirectPages(archive),
    page(archive, '404.html', '', () => renderNotFoundPage({ site: archive.site }, archive.engine, report)),
    ...[...pictures.values()].map((picture) => pictureOutput(content.root, picture)),
  ]
}

function page({ common }: Archive, address: string, key: string, make: () => string | undefined): Output {
  const file = `archive/${decodeURIComponent(address)}${address === '' || address.endsWith('/') ? 'index.html' : ''}`
  return { file, key: hashOf(common, key), make }
}

function indexPage(archive: Archive): Output {
  const { site, engine, report } = archive
  const articles = archive.records.map(listedArticle)
  const issues = archive.published.map(listedIssue)
  const key = JSON.stringify([articles, issues])
  return page(archive, '', key, () => renderIndexPage({ site, articles, issues }, engine, report))
}

/** Newest first, as every list of the archive. */
function glossaryPage(archive: Archive): Output {
  const { site, engine, report, content, cache } = archive
  const records = [...archive.records].sort(
    (one, other) =>
      byDate(other.facts.meta, one.facts.meta) || compare(one.facts.meta.slug, other.facts.meta.slug),
  )
  const articles = records.map(listedArticle)
  const usedIn = new Map<string, number[]>(content.terms.map(({ id }) => [id, []]))
  for (const [index, { termCounts }] of records.entries()) {
    for (const id of Object.keys(termCounts)) usedIn.get(id)?.push(index)
  }
  const key = JSON.stringify([articles, [...usedIn.values()]])
  return page(archive, 'glossary/', key, () => {
    const definitions = readDefinitions(content, cache)
    const entries = content.terms.map((term) => {
      return { term, definition: definitions.get(term.id), usedIn: usedIn.get(term.id) ?? [] }
    })
    return renderGlossaryPage({ site, entries, articles }, engine, report)
  })
}

function articlePages(archive: Archive): Output[] {
  const { records, site, engine, report, cache, terms, published } = archive
  const neighbours = seriesNeighbours(records)
  const carriedBy = new Map<string, IssueReference[]>()
  for (const { id, title, articles } of published) {
    for (const { slug } of articles) {
      const carriers = carriedBy.get(slug) ?? []
      carriers.push({ id, title })
      carriedBy.set(slug, carriers)
    }
  }
  return records.map((record) => {
    const { facts, closingList } = record
    const { slug } = facts.meta
    const around = neighbours.get(slug) ?? {}
    const issues = carriedBy.get(slug) ?? []
    const key = JSON.stringify([record.key, around, issues])
    return page(archive, articleAddress(slug), key, () => {
      const { language } = site.settings
      const abbreviations = listAbbreviations(Object.keys(record.termCounts), closingList, terms, language)
      const body = cache.get('body', record.file)?.value ?? ''
      const picture = ownPicture(record)
      return renderArticlePage(
        { site, facts, body, abbreviations, picture, issues, ...around },
        engine,
        report,
      )
    })
  })
}

function ownPicture({ facts, images }: ArticleRecord): ReturnType<typeof sitePicture> | undefined {
  const use = facts.images.find(({ url }) => url === facts.meta.image)
  const image = images.find(({ path }) => path === use?.path)
  return image && sitePicture(archiveImage(image))
}

interface Neighbours {
  previous?: ArticleReference | undefined
  next?: ArticleReference | undefined
}

/** The articles before and after each in its series, oldest first. */
function seriesNeighbours(records: readonly ArticleRecord[]): Map<string, Neighbours> {
  const inSeries = records.filter(({ facts }) => facts.meta.series !== undefined)
  const series = Map.groupBy(inSeries, ({ facts }) => seriesFragment(facts.meta.series ?? ''))
  const neighbours = new Map<string, Neighbours>()
  for (const members of series.values()) {
    members.sort(
      (one, other) =>
        byDate(one.facts.meta, other.facts.meta) || compare(one.facts.meta.slug, other.facts.meta.slug),
    )
    for (const [index, { facts }] of members.entries()) {
      neighbours.set(facts.meta.slug, {
        previous: reference(members[index - 1]),
        next: reference(members[index + 1]),
      })
    }
  }
  return neighbours
}

function reference(record: ArticleRecord | undefined): ArticleReference | undefined {
  return record && { slug: record.facts.meta.slug, title: record.facts.meta.title }
}

function issuePages(archive: Archive): Output[] {
  const { published, issues, records, site, engine, report } = archive
  const madeById = new Map(issues.map((made) => [made.summary.id, made]))
  const recordOfSlug = new Map(records.map((record) => [record.facts.meta.slug, record]))
  return published.map((issue, index) => {
    const { id, number, title, date, preheader } = issue
    const articles = issue.articles
      .map(({ slug }) => recordOfSlug.get(slug))
      .filter((record) => record !== undefined)
      .map(listedArticle)
    const data = {
      issue: { id, number, title, date, preheader },
      contentHash: madeById.get(id)?.summary.contentHash,
      introduction: madeById.get(id)?.introduction ?? '',
      articles,
      previous: issueReference(published[index - 1]),
      next: issueReference(published[index + 1]),
    }
    return page(archive, issueAddress(id), JSON.stringify(data), () =>
      renderIssuePage({ site, ...data }, engine, report),
    )
  })
}

function issueReference(issue: Issue | undefined): IssueReference | undefined {
  return issue && { id: issue.id, title: issue.title }
}

function redirectPages(archive: Archive): Output[] {
  const { records, site, engine, report } = archive
  return records.flatMap(({ facts: { meta } }) =>
    meta.aliases.map((alias) => {
      const { slug, title } = meta
      return page(archive, articleAddress(alias), JSON.stringify([slug, title]), () =>
        renderRedirectPage({ site, slug, title }, engine, report),
      )
    }),
  )
}

function listedArticle({ facts: { meta } }: ArticleRecord): ListedArticle {
  return { slug: meta.slug, title: meta.title, date: meta.date, summary: meta.summary, series: meta.series }
}

function listedIssue({ id, title, date, number }: Issue): ListedIssue {
  return { id, title, date, number }
}

function sitePicture({ file, shownWidth, shownHeight }: ReturnType<typeof archiveImage>) {
  return { file, width: shownWidth, height: shownHeight }
}

function byDate(one: { date?: string }, other: { date?: string }): number {
  return compare(one.date ?? '', other.date ?? '')
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
