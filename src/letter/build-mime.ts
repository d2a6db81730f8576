import { createHash } from 'node:crypto'
import type MailComposer from 'nodemailer/lib/mail-composer/index.js'

type MailOptions = ConstructorParameters<typeof MailComposer>[0]

/** A picture that travels with the letter and is shown through `cid:`. */
export interface EmbeddedPicture {
  cid: string
  filename: string
  contentType: string
  content: Uint8Array
}

export interface MimeParts {
  html: string
  text: string
  pictures?: readonly EmbeddedPicture[] | undefined
  boundary: string
}

/**
 * Has nodemailer build a message: multipart/alternative (RFC 2046, 5.1.4), with the pictures as multipart/related (RFC
 * 2387) where there are any. Every byte is given by the parts, the boundary and the head. nodemailer is loaded when first
 * needed: it brings Node's HTTP with it, and a build that makes no issue has no use for it.
 */
export async function buildMime(parts: MimeParts, head: MailOptions): Promise<Buffer> {
  const { default: Composer } = await import('nodemailer/lib/mail-composer/index.js')
  const composer = new Composer({
    ...head,
    text: parts.text,
    html: parts.html,
    textEncoding: 'quoted-printable',
    attachments: (parts.pictures ?? []).map(attachmentOf),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...({ baseBoundary: parts.boundary } as object),
  })
  return composer.compile().build()
}

function attachmentOf({ cid, filename, contentType, content }: EmbeddedPicture): object {
  return { cid, filename, contentType, content: Buffer.from(content), contentDisposition: 'inline' }
}

/** A boundary must not occur in a part: that of another content is another. */
export function boundaryOf(seed: string, html: string, text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([seed, html, text]))
    .digest('hex')
    .slice(0, 24)
}
