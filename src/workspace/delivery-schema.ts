import { z } from 'zod'
import { line, mailAddress, text } from './schema-parts.ts'

const domain = z
  .string()
  .regex(/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u, { error: 'a domain such as example.org' })
  .transform((value) => value.toLowerCase())
const selector = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/i, { error: 'a DKIM selector such as tidings2026' })
const perHour = z.int().min(1)

const smtp = z
  .strictObject({
    host: line.default('localhost').describe('The server that takes the letters.'),
    port: z.int().min(1).max(65_535).default(587).describe('Its port: 587, or 465 with `security: tls`.'),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe('How the line is encrypted; `none` is for a server on the same machine.'),
    user: line
      .optional()
      .describe('The name to log in with. The password is the environment’s `TIDINGS_SMTP_PASSWORD`.'),
    name: domain.optional().describe('What we call ourselves in EHLO. Default: the machine’s name.'),
    connections: z.int().min(1).max(200).default(5).describe('Lines to the server at a time.'),
    timeoutSeconds: z
      .int()
      .min(5)
      .max(3600)
      .default(600)
      .describe(
        'How long the server may take to answer for a letter; ten minutes is what RFC 5321 asks for.',
      ),
  })
  .prefault({})

const domainPace = z.strictObject({
  perSecond: z.number().positive().optional().describe('Letters a second.'),
  perHour: perHour.optional().describe('Letters in any hour.'),
  connections: z.int().min(1).optional().describe('Lines with a letter to the domain at a time.'),
})

const pace = z
  .strictObject({
    perSecond: z.number().positive().optional().describe('Letters a second, over all. Default: no limit.'),
    perHour: perHour.optional().describe('Letters in any hour, over all. Default: no limit.'),
    domains: z
      .record(domain, domainPace)
      .default({})
      .describe('Limits for the members’ domains, such as gmail.com.'),
    warmUp: z
      .array(z.int().min(1))
      .default([])
      .describe('Letters on the first, second, third … day of sending, for a new domain or server.'),
  })
  .prefault({})

const dkim = z.strictObject({
  domain: domain.optional().describe('The signing domain. Default: that of the sender’s address.'),
  rsaSelector: selector
    .optional()
    .describe('The selector of the RSA key, which the environment’s `TIDINGS_DKIM_RSA` holds or names.'),
  ed25519Selector: selector
    .optional()
    .describe('The selector of the Ed25519 key, which `TIDINGS_DKIM_ED25519` holds or names.'),
})

const retry = z
  .strictObject({
    firstMinutes: z
      .number()
      .positive()
      .default(5)
      .describe('How long the first wait is; each is twice as long.'),
    mostHours: z.number().positive().default(6).describe('The longest wait.'),
    giveUpHours: z
      .number()
      .positive()
      .default(72)
      .describe('After this a letter that is still put off counts as refused.'),
  })
  .prefault({})

const stop = z
  .strictObject({
    refusedShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.05)
      .describe('A send stops when more than this share of the last letters was refused.'),
    refusedAfter: z.int().min(1).default(100).describe('… but not before this many letters.'),
    blocks: z
      .int()
      .min(1)
      .default(10)
      .describe('A send stops after this many blocks for policy or spam in a row.'),
    connectionTries: z
      .int()
      .min(1)
      .default(5)
      .describe('How often a line to the server is tried before the send pauses.'),
  })
  .prefault({})

/** How letters go out. */
export const deliverySchema = z
  .strictObject({
    smtp: smtp.describe('The server that takes the letters.'),
    transport: text
      .optional()
      .describe(
        'A module of the workspace whose default export is a transport of nodemailer, in place of `smtp`. Its promise is weaker: see the guide to sending.',
      ),
    bounceAddress: mailAddress
      .optional()
      .describe('Where bounces go; each letter has its own form of it. Default: the sender’s address.'),
    unsubscribeAddress: mailAddress
      .optional()
      .describe('The mailbox of letters that ask to leave. Default: no address, only the link.'),
    pace: pace.describe('How fast letters go out.'),
    retry: retry.describe('When letters that a server put off go again.'),
    stop: stop.describe('When a send stops by itself, before harm is done.'),
    dkim: dkim.optional().describe('How letters are signed. Default: not at all, the server may do it.'),
    expireHours: z
      .number()
      .positive()
      .default(12)
      .describe('How long after its time a scheduled send may still begin.'),
  })
  .prefault({})

/** The mailbox that letters which ask to leave arrive in. */
export const leavingMailboxSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('maildir').describe('A folder with `new` and `cur`.'),
    path: text.describe('Where it is.'),
  }),
  z.strictObject({
    kind: z.literal('mbox').describe('One file with all letters.'),
    path: text.describe('Where it is.'),
  }),
  z.strictObject({
    kind: z.literal('imap').describe('An IMAP server.'),
    host: line.describe('The server.'),
    port: z.int().min(1).max(65_535).default(993).describe('Its port.'),
    security: z.enum(['tls', 'starttls', 'none']).default('tls').describe('How the line is encrypted.'),
    user: line.describe(
      'The name to log in with. The password is the environment’s `TIDINGS_IMAP_PASSWORD`.',
    ),
    folder: line.default('INBOX').describe('The folder to read.'),
  }),
])
