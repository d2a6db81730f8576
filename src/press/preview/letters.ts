import { checkExpression, parseExpression } from '../../audience/index.ts'
import type { Report } from '../../diagnostics/index.ts'
import { conditionLabel } from '../../editions/archive/index.ts'
import type { ArticleMeta } from '../../model/article.ts'
import type { Settings } from '../../model/settings.ts'
import { messages } from '../../templates/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { compare } from '../archive/order.ts'
import type { IssueMaterial } from '../issue-material.ts'
import { conditionsOf, readIntro } from '../issue-parts.ts'
import type { IssueSource } from '../load-content.ts'
import { planVariants, type Variant } from '../plan-variants.ts'
import type { LetterChoice } from '../../model/preview.ts'

/** A letter that can be shown: a variant of an issue. */
export interface Letter extends LetterChoice {
  source: IssueSource
  variant: Variant
}

/** The letters of an issue, one for each variant. What is wrong with the issue is reported. */
export async function lettersOfIssue(
  given: IssueSource,
  material: IssueMaterial,
  report: Report,
): Promise<Letter[]> {
  const { settings } = material.content
  const source = withoutUnusableAudience(given, settings)
  const intro = await readIntro(material, source, new Map(), report)
  const articles = source.issue.articles.flatMap(({ slug, as }) => {
    const facts = material.recordOfSlug.get(slug)?.facts
    return facts ? [{ facts, as }] : []
  })
  const conditions = conditionsOf(intro?.facts, articles)
  const variants = planVariants(source.issue, conditions, settings, report) ?? []
  return variants.map((variant) => ({
    id: `${source.issue.id}/${variant.id}`,
    label: labelOf(source.issue.subject, variant, variants.length > 1, settings),
    source,
    variant,
  }))
}

/** What is wrong with an issue's condition has been reported; until it is put right, its letters are for everybody. */
function withoutUnusableAudience(source: IssueSource, settings: Settings): IssueSource {
  const { audience, ...issue } = source.issue
  if (audience === undefined) return source
  let isUsable = true
  const tell = (): void => void (isUsable = false)
  const expression = parseExpression(audience, tell)
  if (expression) checkExpression(expression, settings.attributes, tell)
  return isUsable ? source : { ...source, issue }
}

function labelOf(subject: string, { conditions }: Variant, isOneOfMany: boolean, settings: Settings): string {
  if (!isOneOfMany) return subject
  const words = messages(settings.language)
  const held = conditions.filter(({ holds }) => holds).map(({ when }) => conditionLabel(when, words))
  // What tells them apart comes first: the end of a long choice is cut off.
  return `${held.length > 0 ? held.join('; ') : words.forOtherReaders} – ${subject}`
}

/** The letters that carry an article; those of the newest issue first, drafts among them. */
export async function lettersWith(record: ArticleRecord, material: IssueMaterial): Promise<Letter[]> {
  const { slug } = record.facts.meta
  const listing = material.content.issues
    .filter(({ issue }) => issue.articles.some((article) => article.slug === slug))
    .sort(({ issue: one }, { issue: other }) => compare(other.date, one.date) || compare(one.id, other.id))
  const letters: Letter[] = []
  // What is wrong with these issues is said where they are written.
  for (const source of listing) letters.push(...(await lettersOfIssue(source, material, () => undefined)))
  return letters.filter((letter) => isIn(letter, record))
}

/** The letters of an issue that carries nothing but an article. */
export async function lettersAlone(record: ArticleRecord, material: IssueMaterial): Promise<Letter[]> {
  const letters = await lettersOfIssue(issueOf(record), material, () => undefined)
  // No issue has a name without letters.
  return letters
    .filter((letter) => isIn(letter, record))
    .map((letter) => ({ ...letter, id: letter.variant.id }))
}

/** Whether its members get an article. */
function isIn({ variant }: Letter, { facts }: ArticleRecord): boolean {
  const { audience } = facts.meta
  return audience === undefined || variant.conditions.some(({ when, holds }) => when === audience && holds)
}

function issueOf({ facts: { meta } }: ArticleRecord): IssueSource {
  const file = 'articles/issues/preview.md'
  const start = { line: 1, column: 1, offset: 0 }
  const place = { file, start, end: start }
  const issue = {
    id: 'preview',
    file,
    title: meta.title,
    date: dateOf(meta),
    subject: meta.title,
    preheader: meta.summary ?? '',
    articles: [{ slug: meta.slug, as: 'full' as const, place }],
    ...(meta.audience !== undefined && { audience: meta.audience }),
    template: 'default',
    draft: true,
    body: '',
    bodyOffset: 0,
    place,
    places: {
      title: place,
      subject: place,
      preheader: place,
      audience: place,
      template: place,
      series: place,
    },
  }
  return { file, source: '', hash: '', issue }
}

/** An article without a date would be mailed one of these days. */
function dateOf({ date }: ArticleMeta): string {
  return date ?? new Date().toISOString().slice(0, 10)
}
