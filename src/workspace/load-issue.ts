import path from 'node:path'
import { z } from 'zod'
import type { Report } from '../diagnostics/index.ts'
import type { Issue } from '../model/issue.ts'
import { readFrontMatter } from './front-matter.ts'
import type { SourceFile } from './read-source.ts'
import { day, line, slug, text } from './schema-parts.ts'

const article = z.union([
  slug.transform((value) => ({ slug: value, as: 'full' as const })),
  z.strictObject({
    slug: slug.describe('The article.'),
    as: z.enum(['full', 'summary']).default('full').describe('Whole, or its summary with a link.'),
  }),
])

/** The front matter of an issue. */
export const issueSchema = z
  .strictObject({
    title: line.optional().describe('The heading of the mailing. Default: its subject.'),
    number: z.int().positive().optional().describe('Its number.'),
    date: day.describe('The day it is dated, as year-month-day.'),
    subject: line.describe('The subject line.'),
    preheader: line.optional().describe('The words that inboxes show after the subject.'),
    articles: z
      .array(article)
      .default([])
      .describe('The articles in order: slugs, or `slug` and `as: summary`.'),
    audience: text.optional().describe('A condition: the members who get this issue. Default: every member.'),
    series: slug
      .optional()
      .describe('The series it belongs to: members who left that series do not get it. Default: none.'),
    template: slug
      .default('default')
      .describe('The e-mail template: a file of `templates/email`, without `.mjml`.'),
    draft: z.boolean().default(false).describe('Whether it is not yet to be built.'),
  })
  .describe('The front matter of an issue.')

/** Reads an issue's file; reports what does not fit and then gives nothing. */
export function loadIssue(source: SourceFile, report: Report): Issue | undefined {
  const front = readFrontMatter(source, issueSchema, report)
  if (!front) return undefined
  const { value, placeOf } = front
  const id = path.posix.basename(source.file, '.md').normalize('NFC')
  if (!slug.safeParse(id).success) {
    report({
      rule: 'workspace/invalid-slug',
      message: `Unexpected file name \`${id}.md\`, expected small letters, digits and single hyphens`,
      file: source.file,
      note: 'Rename the file: its name is the address of the issue.',
    })
    return undefined
  }
  return {
    id,
    file: source.file,
    ...(value.number !== undefined && { number: value.number }),
    title: value.title ?? value.subject,
    date: value.date,
    subject: value.subject,
    preheader: value.preheader ?? '',
    articles: value.articles.map((entry, index) => ({ ...entry, place: placeOf('articles', index) })),
    ...(value.audience !== undefined && { audience: value.audience }),
    ...(value.series !== undefined && { series: value.series }),
    template: value.template,
    draft: value.draft,
    body: source.source.slice(front.bodyStart),
    bodyOffset: front.bodyStart,
    place: placeOf(),
    places: {
      title: placeOf('title'),
      subject: placeOf('subject'),
      preheader: placeOf('preheader'),
      audience: placeOf('audience'),
      template: placeOf('template'),
      series: placeOf('series'),
    },
  }
}
