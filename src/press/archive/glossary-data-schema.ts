import { z } from 'zod'

const term = z.strictObject({
  id: z.string().describe('Never changes; the fragment of its entry’s address.'),
  url: z.string().describe('The address of its entry.'),
  usesUrl: z
    .string()
    .optional()
    .describe('The page with every article that uses it, and the sentence in which it does.'),
  term: z.string().describe('The letters or phrase as it is written.'),
  expansion: z.string().describe('What it stands for.'),
  also: z.array(z.string()).describe('Other spellings of the same term.'),
  plural: z.string().optional().describe('The plural, where it is not the term with an s.'),
  sense: z.string().optional().describe('Which of several meanings of the same letters this is.'),
  definition: z.string().optional().describe('What it is, in Markdown.'),
  readMore: z.string().optional().describe('Where to read more.'),
  replacedBy: z.array(z.string()).describe('The terms, as written, that took its place.'),
  replaces: z.array(z.string()).describe('The terms, as written, whose place it took.'),
  since: z.string().optional().describe('When it came into use: a year, a month or a day.'),
  until: z.string().optional().describe('When it went out of use.'),
  tags: z.array(z.string()).describe('Subjects.'),
  mentions: z.number().int().describe('How often the articles mention it.'),
  firstArticle: z.string().optional().describe('The oldest article that uses it, by its slug.'),
  articles: z.array(z.string()).describe('The articles that use it by their slugs, newest first.'),
})

const article = z.strictObject({
  title: z.string().describe('The title.'),
  url: z.string().describe('Its address.'),
  date: z.string().optional().describe('Its date, as year-month-day.'),
})

/** `out/archive/glossary/glossary.json`: the glossary and its use, for programs of others. */
export const glossaryDataSchema = z
  .strictObject({
    publication: z.string().describe('The title of the publication.'),
    language: z.string().describe('Its language (BCP 47).'),
    url: z.string().describe('The address of the glossary.'),
    terms: z.array(term).describe('Every term, in the order of the glossary’s file.'),
    articles: z.record(z.string(), article).describe('The articles that use terms, by their slugs.'),
  })
  .describe('`glossary/glossary.json` in the archive: the glossary and where each term is used.')

export type GlossaryData = z.infer<typeof glossaryDataSchema>
