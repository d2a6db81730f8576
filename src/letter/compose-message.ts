import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'

export interface Mailbox {
  name: string
  address: string
}

/** A picture that travels with the letter and is shown through `cid:`. */
export interface EmbeddedPicture {
  cid: string
  filename: string
  contentType: string
  content: Uint8Array
}

export interface MessageInput {
  from: Mailbox
  /** Left out, the message has no `To`, as a proof has none. */
  to?: string
  replyTo?: string
  subject: string
  date: Date
  /** With angle brackets. */
  messageId: string
  html: string
  text: string
  /** RFC 2919, without angle brackets. */
  listId: string
  /** The address, or its token, for `List-Unsubscribe` (RFC 2369) and the one-click header (RFC 8058). */
  unsubscribeUrl?: string
  attachments?: readonly EmbeddedPicture[]
  /** What the boundaries are made from, together with the content. */
  boundarySeed: string
  /** BCP 47. */
  language: string
}

/**
 * Composes a whole message: multipart/alternative, with the pictures as multipart/related where there are any. Text and
 * HTML are quoted-printable, every line is 7-bit and at most 76 characters. The same input gives the same bytes.
 */
export async function composeMessage(input: MessageInput): Promise<Buffer> {
  const composer = new MailComposer({
    from: input.from,
    ...(input.to !== undefined && { to: input.to }),
    ...(input.replyTo !== undefined && { replyTo: input.replyTo }),
    subject: input.subject,
    date: input.date,
    messageId: input.messageId,
    text: input.text,
    html: input.html,
    textEncoding: 'quoted-printable',
    attachments: (input.attachments ?? []).map(attachmentOf),
    headers: listHeaders(input),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...({ baseBoundary: boundaryOf(input) } as object),
  })
  return composer.compile().build()
}

function attachmentOf({ cid, filename, contentType, content }: EmbeddedPicture): object {
  return { cid, filename, contentType, content: Buffer.from(content), contentDisposition: 'inline' }
}

function listHeaders({ listId, language, unsubscribeUrl }: MessageInput): Record<string, string> {
  return {
    'List-Id': `<${listId}>`,
    'Content-Language': language,
    ...(unsubscribeUrl !== undefined && {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
}

/** A boundary must not occur in a part: that of another content is another. */
function boundaryOf({ boundarySeed, html, text }: MessageInput): string {
  return createHash('sha256')
    .update(JSON.stringify([boundarySeed, html, text]))
    .digest('hex')
    .slice(0, 24)
}
