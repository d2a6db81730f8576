import { z } from 'zod'
import { linkPolicies } from '../model/edition.ts'
import { deliverySchema, leavingMailboxSchema } from './delivery-schema.ts'
import { line, mailAddress, slug, text, webHome } from './schema-parts.ts'
import { colourOverrides, fontOverrides } from './theme-schema.ts'

const policy = z.enum(linkPolicies)

const brand = z
  .strictObject({
    logo: line.optional().describe('The logo, a PNG or JPEG file of the workspace.'),
    logoAlt: line
      .optional()
      .describe('What the logo says, for readers who do not see it. Default: the title.'),
    colours: colourOverrides.optional().describe('Colours in place of those of the theme.'),
    darkColours: colourOverrides.optional().describe('The same for readers who asked for a dark page.'),
    fonts: fontOverrides.optional().describe('Font stacks in place of those of the theme.'),
  })
  .prefault({})

const series = z.strictObject({
  id: slug.describe('The name that articles give as `series`, and its address in the archive.'),
  title: line.describe('The title readers see.'),
  description: text.optional().describe('One sentence about the series.'),
  senses: z
    .record(z.string(), z.string())
    .default({})
    .describe('Letters → sense, for the articles of the series.'),
})

const archive = z
  .strictObject({
    access: z
      .enum(['public', 'members'])
      .default('public')
      .describe(
        'Who may read: everybody, or members alone. For members, `tidings serve` stands before the files and asks for a sign-in by e-mail.',
      ),
    shape: z
      .enum(['site', 'fragments'])
      .default('site')
      .describe(
        'Whole pages, or fragments of pages (head and body, with a stylesheet of their own) that the site of an organisation includes in its own.',
      ),
    openSummaries: z
      .boolean()
      .default(false)
      .describe(
        'Whether everybody may read the title and the summary of an article that is for members alone.',
      ),
    feeds: z
      .enum(['full', 'summary', 'none'])
      .optional()
      .describe(
        'What feeds (RSS, Atom, JSON Feed) give of an article: all of it, its summary, or that there are none. Default: `full`; `summary` where the archive is for members.',
      ),
    search: z.boolean().default(true).describe('Whether the archive has a page that searches it.'),
  })
  .prefault({})

const attribute = z.strictObject({
  type: z
    .enum(['text', 'number', 'date', 'boolean'])
    .default('text')
    .describe('What kind of value it holds.'),
  values: z
    .array(text)
    .nonempty()
    .optional()
    .describe('The values it may have, where they are a closed list.'),
  description: text.optional().describe('What it says of a member.'),
})

const linking = z
  .strictObject({
    policy: z
      .strictObject({
        email: policy.default('first').describe('In the e-mail.'),
        text: policy.default('first').describe('In the plain text.'),
        archive: policy.default('section').describe('In the archive.'),
      })
      .prefault({})
      .describe(
        'Which mentions of a term are marked: the first of an article, the first of each section, all, none.',
      ),
    sectionDepth: z.int().min(1).max(6).default(2).describe('The deepest heading that begins a section.'),
    ignore: z.array(text).default([]).describe('Letters in capitals that are no abbreviation of yours.'),
  })
  .prefault({})

/** `tidings.yaml`. Every key has a description: the JSON schema and `docs/settings.md` are made from here. */
export const settingsSchema = z
  .strictObject({
    title: line.describe('The title of the newsletter.'),
    organisation: line.describe('Who publishes it.'),
    description: text.optional().describe('One sentence about the newsletter.'),
    language: line
      .refine((value) => isLanguage(value), { error: 'a language tag such as en-GB' })
      .default('en-GB')
      .describe('The language of the articles, as a BCP 47 tag.'),
    direction: z.enum(['ltr', 'rtl']).default('ltr').describe('Which way the language is written.'),
    baseUrl: webHome.describe('Where the archive lives on the web.'),
    serviceUrl: webHome.optional().describe('Where unsubscribe and preferences live. Default: `baseUrl`.'),
    sender: z
      .strictObject({
        name: line.describe('The name members see.'),
        address: mailAddress.describe('The address letters come from.'),
      })
      .describe('Who letters come from.'),
    replyTo: mailAddress.optional().describe('Where answers go. Default: the sender.'),
    postalAddress: z.array(line).nonempty().describe('The postal address for the footer, a line each.'),
    listId: z
      .string()
      .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, { error: 'a list identifier such as news.example.org' })
      .describe('The List-Id of the letters (RFC 2919), without angle brackets.'),
    reason: text.optional().describe('Why a member gets this, for the footer.'),
    greetingFallback: line.default('member').describe('What stands for a name where a member has none.'),
    brand: brand.describe(
      'The logo, and what differs from `templates/theme.yaml`, for the e-mail and the archive.',
    ),
    series: z.array(series).default([]).describe('Articles that continue each other.'),
    attributes: z
      .record(
        z.string().regex(/^[a-zA-Z][\w-]*$/, { error: 'a word of letters, digits and hyphens' }),
        attribute,
      )
      .default({})
      .describe('What is known of members and may be named in a condition.'),
    segments: z
      .record(z.string().regex(/^[a-zA-Z][\w-]*$/, { error: 'a word of letters, digits and hyphens' }), text)
      .default({})
      .describe('Names for sets of members: conditions over attributes.'),
    linking: linking.describe('How abbreviations are linked.'),
    parser: z
      .enum(['native', 'remark'])
      .default('native')
      .describe(
        'What reads the Markdown: `native`, a fast parser, with remark-parse for what the two might read differently; or `remark`, remark-parse for everything. What is made is the same.',
      ),
    archive: archive.describe('The archive on the web.'),
    database: text.default('data/tidings.db').describe('The file of the roster and the ledger.'),
    delivery: deliverySchema.describe('How letters go out.'),
    joining: z
      .strictObject({
        open: z.boolean().default(false).describe('Whether anybody may join on the web, by double opt-in.'),
      })
      .prefault({})
      .describe('How people come to be on the roster.'),
    leavingMailbox: leavingMailboxSchema
      .optional()
      .describe('The mailbox of `delivery.unsubscribeAddress`, which `tidings serve` reads.'),
    images: z
      .enum(['linked', 'embedded'])
      .default('linked')
      .describe('Whether pictures in e-mails stay in the archive or travel inside the letter.'),
  })
  .describe('The publication.')

export type SettingsInput = z.output<typeof settingsSchema>

function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}
