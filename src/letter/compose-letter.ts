import type { TokenUse } from '../model/edition.ts'
import type { EmbeddedPicture } from './build-mime.ts'
import { bracketedUrl, headerField, textField, type HeaderField } from './header-field.ts'
import { buildBody, splitAtTokens, type LetterBody } from './letter-body.ts'
import { cleanId, headerAddress, writeMailbox, writePhrase, type Mailbox } from './mailbox.ts'

/** What all letters of one variant share. */
export interface LetterInput {
  from: Mailbox
  replyTo?: string
  /** May hold tokens. */
  subject: string
  /** With tokens. */
  html: string
  /** With tokens. */
  text: string
  tokens: readonly TokenUse[]
  pictures?: readonly EmbeddedPicture[]
  list: ListInput
  /** The parts of Feedback-ID, at most four, the last of which names the sender; each is cleaned. */
  feedbackId: readonly string[]
  /** BCP 47. */
  language: string
  /** What the boundaries are made from, together with the content. */
  boundarySeed: string
}

export interface ListInput {
  /** RFC 2919, without angle brackets. */
  id: string
  title: string
  /** Where the list's letters can be read (RFC 2369, section 3.6). */
  archiveUrl: string
}

/** A variant's letter, cut where recipients differ. Only this room looks into it. */
export interface LetterTemplate {
  /** `From`, `Reply-To`. */
  readonly sender: readonly HeaderField[]
  /** Text, token's field, text, …: or one field where the subject has no tokens. */
  readonly subject: HeaderField | readonly string[]
  /** What follows the recipient's own fields. */
  readonly tail: readonly HeaderField[]
  readonly body: LetterBody
  readonly needsUtf8: boolean
}

/**
 * Composes the letter of one variant, once: nodemailer builds the MIME, whose texts are then encoded and cut at the
 * recipient tokens. `spliceLetter` makes each recipient's letter from it.
 */
export async function composeLetter(input: LetterInput): Promise<LetterTemplate> {
  const body = await buildBody(input)
  return {
    ...senderFields(input.from, input.replyTo),
    subject: subjectOf(input),
    tail: [...listFields(input.list), ...closingFields(input, body)],
    body,
  }
}

/** The sender was checked with the settings: one that is no address is a fault of ours. */
export function senderFields(
  from: Mailbox,
  replyTo: string | undefined,
): { sender: HeaderField[]; needsUtf8: boolean } {
  const written = writeMailbox(from, 'From: '.length)
  const reply = replyTo === undefined ? undefined : headerAddress(replyTo)
  if (!written || (replyTo !== undefined && reply === undefined)) {
    throw new TypeError('Unexpected sender, expected an address that the settings allow')
  }
  const sender = [headerField('From', written.text)]
  if (reply !== undefined) sender.push(headerField('Reply-To', reply))
  return { sender, needsUtf8: written.needsUtf8 || /[^\x20-\x7e]/.test(reply ?? '') }
}

function subjectOf({ subject, tokens }: LetterInput): LetterTemplate['subject'] {
  const uses = tokens.filter(({ token }) => subject.includes(token))
  if (uses.length === 0) return textField('Subject', subject)
  const fieldOf = new Map(uses.map(({ token, field }) => [token, field]))
  return splitAtTokens(subject, uses).map((part, index) =>
    index % 2 === 0 ? part : (fieldOf.get(part) ?? ''),
  )
}

function listFields({ id, title, archiveUrl }: ListInput): HeaderField[] {
  const phrase = writePhrase(title, 'List-ID: '.length)
  return [
    headerField('List-ID', `${phrase === '' ? '' : `${phrase} `}<${cleanId(id)}>`),
    headerField('List-Archive', bracketedUrl(archiveUrl)),
  ]
}

function closingFields({ feedbackId, language }: LetterInput, { contentType }: LetterBody): HeaderField[] {
  const feedback = feedbackId.slice(-4).map(cleanFeedback).join(':')
  return [
    ...(feedback === '' ? [] : [headerField('Feedback-ID', feedback)]),
    ...contentFields(language, contentType),
  ]
}

/** The fields of RFC 3282 and RFC 2045. */
export function contentFields(language: string, contentType: HeaderField): HeaderField[] {
  return [
    headerField('Content-Language', language.replace(/[^\dA-Za-z-]/g, '').slice(0, 60)),
    headerField('MIME-Version', '1.0'),
    contentType,
  ]
}

function cleanFeedback(part: string): string {
  return part.replace(/[^\w.-]+/g, '-').slice(0, 60)
}
