import path from 'node:path'
import { z } from 'zod'
import type { Report } from '../diagnostics/index.ts'
import type { ArticleMeta } from '../model/article.ts'
import { slugOfFile, type ArticleSource } from './article-text.ts'
import { readFrontMatter } from './front-matter.ts'
import { withoutUndefined } from './load-settings.ts'
import type { SourceFile } from './read-source.ts'
import { day, line, oneOrMany, slug, subjects, text, webAddress } from './schema-parts.ts'

/** The front matter of an article. */
export const articleSchema = z
  .strictObject({
    title: line.describe('The title.'),
    date: day.optional().describe('When it was written, as year-month-day.'),
    updated: day.optional().describe('When it was last changed in substance.'),
    corrections: z
      .array(
        z.strictObject({
          date: day.describe('When it was put right, as year-month-day.'),
          text: text.describe('What was wrong and what is right.'),
        }),
      )
      .optional()
      .describe('What was put right since it was published, a date and a text each.'),
    authors: oneOrMany(line).optional().describe('Who wrote it; one name or a list.'),
    author: oneOrMany(line).optional().describe('The same as `authors`.'),
    series: line
      .optional()
      .describe('The series it belongs to: an id of the settings, or a title of its own.'),
    summary: text.optional().describe('One or two sentences for lists and e-mails.'),
    tags: subjects.default([]).describe('Subjects: a list, or one line with commas between them.'),
    audience: text.optional().describe('A condition: the members the article is for.'),
    image: line.optional().describe('Its picture: a file beside the article.'),
    imageAlt: line.optional().describe('What the picture shows, for readers who do not see it.'),
    cover: z
      .boolean()
      .default(false)
      .describe(
        'Whether a picture with its title is made, which social networks and messengers show with a link to it. An `image` goes before it.',
      ),
    draft: z.boolean().default(false).describe('Whether it is not yet to be published.'),
    senses: z
      .record(z.string(), z.string())
      .default({})
      .describe('Letters → which of their senses is meant here.'),
    canonicalUrl: webAddress.optional().describe('Where it was first published, if elsewhere.'),
    slug: slug.optional().describe('Its address in the archive. Default: the name of the file.'),
    aliases: z.array(slug).default([]).describe('Old slugs that lead here.'),
  })
  .describe('The front matter of an article.')

/** Reads an article's front matter; reports what does not fit and then gives nothing. */
export function loadArticle(source: SourceFile, report: Report): ArticleSource | undefined {
  const front = readFrontMatter(source, articleSchema, report)
  if (!front) return undefined
  const { author, authors, slug: given = slugOfFile(source.file), ...rest } = front.value
  if (!slug.safeParse(given).success) {
    report({
      rule: 'workspace/invalid-slug',
      message: `Unexpected file name \`${path.posix.basename(source.file)}\`, expected one that an address can be made of`,
      file: source.file,
      place: front.placeOf('title'),
      note: 'Rename the file, or give the article a `slug`.',
    })
    return undefined
  }
  const meta: ArticleMeta = {
    ...withoutUndefined(rest),
    authors: authors ?? author ?? [],
    slug: given,
  }
  const metaPlaces = Object.fromEntries(Object.keys(front.value).map((key) => [key, front.placeOf(key)]))
  return { ...source, meta, metaPlaces }
}
