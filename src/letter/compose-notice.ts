import { senderFields, contentFields } from './compose-letter.ts'
import { headerField, textField } from './header-field.ts'
import { buildBody } from './letter-body.ts'
import { assembleLetter, type Letter } from './letter.ts'
import type { Mailbox } from './mailbox.ts'
import { noticeHtml, noticeText, type NoticeWords } from './notice-words.ts'
import { recipientField, traceFields } from './splice-letter.ts'

/** A letter of the service to one person: a confirmation, a link to their preferences. */
export interface NoticeInput extends NoticeWords {
  from: Mailbox
  replyTo?: string
  to: Mailbox
  date: Date
  /** With angle brackets. */
  messageId: string
}

/**
 * Composes a letter that the service writes by itself. It says so in Auto-Submitted (RFC 3834, section 5), so that no
 * other machine answers it, and has no list's fields: nobody leaves a list by it.
 */
export async function composeNotice(input: NoticeInput): Promise<Letter> {
  const [html, text] = [noticeHtml(input), noticeText(input)]
  const body = await buildBody({ html, text, tokens: [], boundarySeed: input.messageId })
  const { sender, needsUtf8 } = senderFields(input.from, input.replyTo)
  const to = recipientField(input.to)
  const fields = [
    ...sender,
    to.field,
    textField('Subject', input.subject),
    ...traceFields(input.date, input.messageId),
    headerField('Auto-Submitted', 'auto-generated'),
    ...contentFields(input.language, body.contentType),
  ]
  return assembleLetter({ fields, body, values: [], needsUtf8: needsUtf8 || to.needsUtf8, date: input.date })
}
