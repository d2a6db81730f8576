import { z } from 'zod'
import { tokenContexts } from '../../model/edition.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 hash' })
/** No file outside the folder can be named. */
const filePath = z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\\\0][^\\\0]*$/, {
  error: 'a path below the folder',
})
const file = z.strictObject({ path: filePath, hash })
const webAddress = z.string().regex(/^https?:\/\//, { error: 'an http or https address' })

const variant = z.strictObject({
  id: z.string().min(1),
  conditions: z.array(z.strictObject({ when: z.string(), holds: z.boolean() })),
  files: z.strictObject({ 'email.html': file, 'email.txt': file, 'message.eml': file }),
  embedded: z.array(
    z.strictObject({ cid: z.string().min(1), contentType: z.string(), path: filePath, hash }),
  ),
  sizeBytes: z.int().min(0),
  split: z.boolean(),
})

/** `out/email/<issue>/manifest.json`, as the build of this version writes it. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  contentHash: hash,
  issue: z.string().min(1),
  title: z.string().min(1),
  number: z.number().nullable(),
  date: z.string(),
  subject: z.string().min(1),
  preheader: z.string(),
  audience: z.string().nullable(),
  series: z.string().nullable(),
  sender: z.strictObject({ name: z.string(), address: z.string().min(3) }),
  replyTo: z.string().nullable(),
  listId: z.string().min(1),
  language: z.string().min(1),
  archiveUrl: webAddress,
  serviceUrl: webAddress,
  greetingFallback: z.string(),
  images: z.enum(['linked', 'embedded']),
  variants: z.array(variant).min(1),
  tokens: z.array(
    z.strictObject({
      token: z.string().regex(/^[a-z0-9-]{16,}$/, { error: 'a token' }),
      field: z.string().min(1),
      context: z.enum(tokenContexts),
    }),
  ),
  pictures: z.array(z.strictObject({ url: webAddress, path: filePath })),
})

/** All that a send knows of the content. */
export type Manifest = z.infer<typeof manifestSchema>
export type ManifestVariant = Manifest['variants'][number]
