import { z } from 'zod'
import { tokenContexts } from '../../model/edition.ts'

const fileName = String.raw`(?!\.)[^/\\\0]+`
const picture = z.string().regex(new RegExp(`^(?:mail|images)/${fileName}$`), { error: 'a picture' })
const letter = z.object({
  path: z.string().regex(new RegExp(`^${fileName}/${fileName}$`), { error: 'a file of the folder' }),
})
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}/, { error: 'a date' })

/** `mailed.json`. */
export const recordSchema = z.object({
  version: z.literal(1),
  issue: z.string().min(1),
  contentHash: z.string().min(1),
  mailedAt: date,
  mailedOn: date,
  articles: z.record(z.string(), z.string()),
  pictures: z.array(picture),
})

/** What the page of a mailing needs of its `manifest.json`. */
export const letterSchema = z.object({
  subject: z.string(),
  greetingFallback: z.string(),
  variants: z
    .array(
      z.object({
        conditions: z.array(z.object({ when: z.string(), holds: z.boolean() })),
        files: z.object({ 'email.html': letter }),
        embedded: z.array(z.object({ cid: z.string().min(1), path: picture })),
      }),
    )
    .min(1),
  tokens: z.array(
    z.object({
      token: z.string().regex(/^[a-z0-9-]{16,}$/),
      field: z.string(),
      context: z.enum(tokenContexts),
    }),
  ),
})

export type MailedLetter = z.infer<typeof letterSchema>

/** `articles.json`. */
export const textsSchema = z.object({
  version: z.literal(1),
  contentHash: z.string(),
  articles: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      textHash: z.string(),
      passages: z.array(z.object({ kind: z.enum(['heading', 'text', 'code']), text: z.string() })),
    }),
  ),
})
