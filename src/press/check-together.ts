import { checkExpression, formatExpression, parseExpression } from '../audience/index.ts'
import { closest, type Report } from '../diagnostics/index.ts'
import type { Issue } from '../model/issue.ts'
import type { FilePlace } from '../model/place.ts'
import type { Cache } from '../workspace/files/index.ts'
import type { ArticleRecord, ArticleRecords } from './article-records.ts'
import { tagSpellings } from './archive/name-groups.ts'
import { checkLinks, type LinkTargets } from './check-links.ts'
import { asDraft, collectDiagnostics, type DiagnosticSink } from './collect-diagnostics.ts'
import { readDetails, type ArticleDetails } from './kept-article.ts'
import type { Content } from './load-content.ts'

/** Checks what only shows when the files of a workspace are seen together. */
export function checkTogether(
  content: Content,
  { records, unreadable }: ArticleRecords,
  { cache, targets }: { cache: Cache; targets: LinkTargets },
  report: DiagnosticSink,
): void {
  const published = records.filter(({ facts }) => !facts.meta.draft)
  const bySlug = new Map(records.map((record) => [record.facts.meta.slug, record]))
  const details = (record: ArticleRecord): ArticleDetails => readDetails(record, cache)
  checkSlugs(published, details, report)
  for (const record of records) checkLinksOf(record, targets, report)
  checkTags(published, content.settings, details, report)
  checkSegments(content, report)
  checkIssueIds(
    content.issues.map(({ issue }) => issue),
    report,
  )
  for (const { issue } of content.issues) {
    const found = collectDiagnostics()
    checkArticles(issue, bySlug, unreadable, found.report)
    checkIssue(issue, content, found.report)
    report.all(issue.draft ? found.diagnostics.map(asDraft) : found.diagnostics)
  }
}

function checkLinksOf({ file, facts }: ArticleRecord, targets: LinkTargets, report: DiagnosticSink): void {
  const { links, meta } = facts
  const found = collectDiagnostics()
  checkLinks({ file, links, isDraft: meta.draft }, targets, found.report)
  report.all(meta.draft ? found.diagnostics.map(asDraft) : found.diagnostics)
}

function checkIssueIds(issues: readonly Issue[], report: Report): void {
  const owners = new Map<string, Issue>()
  for (const issue of issues) {
    const owner = owners.get(issue.id)
    if (owner) {
      report({
        rule: 'workspace/duplicate-issue',
        message: `Unexpected second issue with the name \`${issue.id}\`, expected each name once`,
        file: issue.file,
        place: issue.place,
        related: { file: owner.file, place: owner.place, message: 'The first issue with this name' },
      })
    } else owners.set(issue.id, issue)
  }
}

/** Reads what is kept apart of a record. */
type ReadDetails = (record: ArticleRecord) => ArticleDetails

function placeOfSlug({ metaPlaces }: ArticleDetails): FilePlace | undefined {
  return metaPlaces['slug'] ?? metaPlaces['title']
}

function checkSlugs(records: readonly ArticleRecord[], details: ReadDetails, report: Report): void {
  const owners = new Map<string, ArticleRecord>()
  for (const record of records) {
    const { slug } = record.facts.meta
    const owner = owners.get(slug)
    if (owner) {
      report({
        rule: 'workspace/duplicate-slug',
        message: `Unexpected second article with the slug \`${slug}\`, expected each slug once`,
        file: record.file,
        place: placeOfSlug(details(record)),
        related: {
          file: owner.file,
          place: placeOfSlug(details(owner)),
          message: 'The first article with this slug',
        },
      })
    } else owners.set(slug, record)
  }
  for (const record of records) checkAliases(record, owners, details, report)
}

/** An alias that is an article's slug, or another article's alias, could lead to only one of them. */
function checkAliases(
  record: ArticleRecord,
  owners: Map<string, ArticleRecord>,
  details: ReadDetails,
  report: Report,
): void {
  for (const alias of record.facts.meta.aliases) {
    const owner = owners.get(alias)
    if (owner) {
      report({
        rule: 'press/alias-taken',
        message: `Unexpected alias \`${alias}\`, expected one that no other article has`,
        file: record.file,
        place: details(record).metaPlaces['aliases'],
        related: {
          file: owner.file,
          place: placeOfSlug(details(owner)),
          message: 'The article that has it',
        },
      })
    } else owners.set(alias, record)
  }
}

/** Spellings of one tag share a page, under the one that is written most often; the others are pointed at. */
function checkTags(
  records: readonly ArticleRecord[],
  settings: Content['settings'],
  details: ReadDetails,
  report: Report,
): void {
  const usual = tagSpellings(records, settings)
  for (const record of records) {
    for (const tag of new Set(record.facts.meta.tags)) {
      const expected = usual(tag)
      if (expected === tag) continue
      report({
        rule: 'press/tag-spelling',
        message: `Unexpected spelling \`${tag}\` of a tag, expected \`${expected}\` as in other articles`,
        file: record.file,
        place: details(record).metaPlaces['tags'],
      })
    }
  }
}

/** An article that cannot be read has been reported already, and is not reported again for each issue. */
function checkArticles(
  issue: Issue,
  bySlug: Map<string, ArticleRecord>,
  unreadable: ReadonlyMap<string, string>,
  report: Report,
): void {
  const at = (place: FilePlace) => ({ file: issue.file, place })
  const seen = new Set<string>()
  for (const { slug, place } of issue.articles) {
    const record = bySlug.get(slug)
    if (!record && !unreadable.has(slug)) {
      const near = closest(slug, bySlug.keys())
      report({
        rule: 'press/unknown-article',
        message: `Unexpected article \`${slug}\`, expected ${near ? `\`${near}\`` : 'the slug of an article'}`,
        ...at(place),
      })
    } else if (record?.facts.meta.draft && !issue.draft) {
      report({
        rule: 'press/draft-article',
        message: `Unexpected draft \`${slug}\` in an issue, expected an article that is ready`,
        ...at(place),
        related: { file: record.file, message: 'The draft' },
      })
    }
    if (seen.has(slug)) {
      report({
        rule: 'press/repeated-article',
        message: `Unexpected second \`${slug}\`, expected each article once`,
        ...at(place),
      })
    }
    seen.add(slug)
  }
}

function checkIssue(issue: Issue, content: Content, report: Report): void {
  const at = (place: FilePlace) => ({ file: issue.file, place })
  if (issue.articles.length === 0 && issue.body.trim() === '') {
    report({
      rule: 'press/empty-issue',
      message: 'Unexpected issue without articles or introduction, expected something to read',
      ...at(issue.place),
    })
  }
  if (!content.templates.has(`templates/email/${issue.template}.mjml`)) {
    report({
      rule: 'press/unknown-template',
      message: `Unexpected template \`${issue.template}\`, expected a file \`templates/email/${issue.template}.mjml\``,
      ...at(issue.places.template),
    })
  }
  checkSeries(issue, content, report)
  checkAudience(issue, content, report)
}

/** Members leave a series by its id, so an issue of one that is not declared could not be left. */
function checkSeries({ series, file, places }: Issue, { settings }: Content, report: Report): void {
  if (series === undefined || settings.series.some(({ id }) => id === series)) return
  const ids = settings.series.map(({ id }) => id)
  const near = closest(series, ids)
  report({
    rule: 'press/unknown-series',
    message: `Unexpected series \`${series}\`, expected ${near === undefined ? 'the id of a series' : `\`${near}\``}`,
    file,
    place: places.series,
    ...(ids.length > 0 && {
      note: `The series of tidings.yaml are ${ids.map((id) => `\`${id}\``).join(', ')}.`,
    }),
  })
}

/** Checks the issue's own condition and gives it its normal form. */
function checkAudience(issue: Issue, { settings }: Content, report: Report): void {
  if (issue.audience === undefined) return
  const place = issue.places.audience
  const tell: Parameters<typeof parseExpression>[1] = (rule, _offset, _length, message, note) =>
    report({ rule, message, file: issue.file, place, ...(note !== undefined && { note }) })
  const expression = parseExpression(issue.audience, tell)
  if (!expression) return
  checkExpression(expression, settings.attributes, tell)
  issue.audience = formatExpression(expression)
}

/** Checks the conditions of the settings' segments, which name declared attributes and their values. */
function checkSegments({ settings, placeOfSegment }: Content, report: Report): void {
  for (const [name, source] of Object.entries(settings.segments)) {
    const tell: Parameters<typeof parseExpression>[1] = (rule, _offset, _length, message, note) => {
      const place = placeOfSegment(name)
      report({ rule, message, file: place.file, place, ...(note !== undefined && { note }) })
    }
    const expression = parseExpression(source, tell)
    if (expression) checkExpression(expression, settings.attributes, tell)
  }
}
