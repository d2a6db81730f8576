import { boundaryOf, buildMime, type EmbeddedPicture } from './build-mime.ts'
import type { Mailbox } from './mailbox.ts'

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
  const { html, text, attachments, boundarySeed } = input
  const parts = { html, text, pictures: attachments, boundary: boundaryOf(boundarySeed, html, text) }
  return buildMime(parts, {
    from: input.from,
    ...(input.to !== undefined && { to: input.to }),
    ...(input.replyTo !== undefined && { replyTo: input.replyTo }),
    subject: input.subject,
    date: input.date,
    messageId: input.messageId,
    headers: listHeaders(input),
  })
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
