import { z } from 'zod'
import type { Report } from '../diagnostics/index.ts'
import type { Term } from '../model/term.ts'
import { withoutUndefined } from './load-settings.ts'
import type { SourceFile } from './read-source.ts'
import { readYaml } from './read-yaml.ts'
import { line, oneOrMany, slug, subjects, text, timeOfUse, webAddress } from './schema-parts.ts'

const term = z.strictObject({
  term: z
    .union([z.string(), z.number().transform(String)])
    .describe('The letters or phrase as it is written.'),
  expansion: text.describe('What it stands for.'),
  also: oneOrMany(line).default([]).describe('Other spellings of the same term.'),
  plural: line.optional().describe('The plural, where it is not the term with an s.'),
  definition: text.optional().describe('What it is, in Markdown.'),
  url: webAddress.optional().describe('Where to read more.'),
  replacedBy: oneOrMany(line).default([]).describe('The term or terms that took its place.'),
  replaces: oneOrMany(line).default([]).describe('The term or terms whose place it took.'),
  since: timeOfUse.optional().describe('When it came into use: a year, a month or a day.'),
  until: timeOfUse.optional().describe('When it went out of use.'),
  sense: slug.optional().describe('Which of several meanings of the same letters this is.'),
  caseSensitive: z
    .boolean()
    .optional()
    .describe('Whether capitals matter. Default: yes if the term has any.'),
  tags: subjects.default([]).describe('Subjects: a list, or one line with commas between them.'),
  id: slug
    .optional()
    .describe('Its address on the glossary page. Default: made from the term and its sense.'),
})

/** `articles/glossary.yaml`: a list of terms. */
export const glossarySchema = z.array(term).describe('The glossary: a list of terms.')

/**
 * Reads the glossary; reports what does not fit and then gives nothing.
 * `termId` makes a term's address where the file gives none.
 */
export function loadGlossary(
  source: Pick<SourceFile, 'file' | 'source'>,
  termId: (term: string, sense?: string) => string,
  report: Report,
): Term[] | undefined {
  const input = {
    file: source.file,
    source: source.source,
    start: 0,
    end: source.source.length,
    whenEmpty: [],
  }
  const result = readYaml(input, glossarySchema, report)
  return result?.value.map(({ id, caseSensitive, ...entry }, index) => ({
    ...withoutUndefined(entry),
    term: entry.term.trim(),
    id: id ?? termId(entry.term.trim(), entry.sense),
    caseSensitive: caseSensitive ?? entry.term !== entry.term.toLowerCase(),
    place: result.placeOf(index),
  }))
}
