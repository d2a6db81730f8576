import { z } from 'zod'
import { editionNames } from '../model/edition.ts'

const severity = z.enum(['error', 'warning', 'info'])
const count = z.int().min(1)

const diagnostic = z.strictObject({
  file: z.string(),
  line: count,
  column: count,
  endLine: count,
  endColumn: count,
  ruleId: z.string().describe('The rule: `docs/rules/` has a page for each.'),
  severity,
  message: z.string(),
  note: z.string().describe('What to do.'),
  related: z.strictObject({ file: z.string(), line: count, column: count, message: z.string() }).optional(),
})

const mention = z.strictObject({
  term: z.string().describe("The term's id: its address on the glossary page."),
  text: z.string(),
  line: count,
  column: count,
  endLine: count,
  endColumn: count,
  where: z.enum(['prose', 'heading', 'plain', 'link']),
  definedHere: z.boolean().describe("Whether the author's own definition stands beside it."),
  marked: z.strictObject(Object.fromEntries(editionNames.map((name) => [name, z.boolean()]))),
})

const article = z.strictObject({
  file: z.string(),
  slug: z.string(),
  title: z.string(),
  wordCount: z.int(),
  mentions: z.array(mention),
})

const variant = z.strictObject({
  id: z.string(),
  conditions: z.array(z.strictObject({ when: z.string(), holds: z.boolean() })),
  folder: z.string().describe('From `out/`.'),
  sizeBytes: z.int().describe('The HTML as it travels, quoted-printable.'),
  split: z.boolean().describe('Whether it breaks off with "continue in the archive".'),
})

const issue = z.strictObject({
  id: z.string(),
  subject: z.string(),
  contentHash: z.string(),
  variants: z.array(variant),
})

/** `out/report.json`. */
export const reportSchema = z
  .strictObject({
    tool: z.string(),
    publication: z.string(),
    policies: z.strictObject(Object.fromEntries(editionNames.map((name) => [name, z.string()]))),
    issues: z.array(issue),
    unusedTerms: z.array(z.string()).describe('Ids of terms that no article and no issue shows.'),
    diagnostics: z.array(diagnostic),
    articles: z.array(article),
  })
  .describe('What a build made and found.')
