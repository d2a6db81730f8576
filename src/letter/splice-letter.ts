import type { LetterTemplate } from './compose-letter.ts'
import { escapeForContext } from './escape-for-context.ts'
import { bracketedUrl, headerField, textField, type HeaderField } from './header-field.ts'
import { assembleLetter, type Letter } from './letter.ts'
import { cleanId, writeMailbox, type Mailbox, type WrittenMailbox } from './mailbox.ts'
import { encodeValue } from './quoted-printable.ts'

/** What is one recipient's own. */
export interface LetterRecipient {
  to: Mailbox
  /** When it is sent. */
  date: Date
  /** With angle brackets, the same however often this letter is sent (RFC 5322, section 3.6.4). */
  messageId: string
  /** Field → value, as it is: it is made safe here. A field that is missing is empty. */
  values: Readonly<Record<string, string>>
  unsubscribe: {
    /** An `https:` address that takes the POST of RFC 8058. */
    url: string
    /** A `mailto:` address, where a mailbox is read for it. */
    mailto?: string | undefined
  }
}

/**
 * Makes one recipient's letter. Whatever the values are, it is a well-formed message with the template's parts: values
 * are escaped by their context, and none can end a header, a line or a part.
 */
export function spliceLetter(template: LetterTemplate, recipient: LetterRecipient): Letter {
  const { body } = template
  const to = recipientField(recipient.to)
  const values = body.uses.map(({ field, context }) =>
    encodeValue(escapeForContext(recipient.values[field] ?? '', context)),
  )
  const fields = [
    ...template.sender,
    to.field,
    subjectField(template.subject, recipient.values),
    ...ownFields(recipient),
    ...template.tail,
  ]
  const needsUtf8 = template.needsUtf8 || to.needsUtf8
  return assembleLetter({ fields, body, values, needsUtf8, date: recipient.date })
}

/** A recipient whose address no header can hold is named by none (RFC 5322, section 3.4, an empty group). */
export function recipientField(to: Mailbox): { field: HeaderField; needsUtf8: boolean } {
  const nobody: WrittenMailbox = { text: 'undisclosed-recipients:;', needsUtf8: false }
  const { text, needsUtf8 } = writeMailbox(to, 'To: '.length) ?? nobody
  return { field: headerField('To', text), needsUtf8 }
}

function subjectField(subject: LetterTemplate['subject'], values: LetterRecipient['values']): HeaderField {
  if ('raw' in subject) return subject
  const text = subject.map((part, index) => (index % 2 === 0 ? part : (values[part] ?? ''))).join('')
  return textField('Subject', text)
}

function ownFields({ date, messageId, unsubscribe }: LetterRecipient): HeaderField[] {
  return [
    ...traceFields(date, messageId),
    headerField('List-Unsubscribe', unsubscribeWays(unsubscribe).map(bracketedUrl).join(', ')),
    headerField('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
  ]
}

/** RFC 2369, section 3.2: the address that RFC 8058 needs comes first. */
function unsubscribeWays({ url, mailto }: LetterRecipient['unsubscribe']): string[] {
  return mailto === undefined ? [url] : [url, mailto]
}

/** RFC 5322, sections 3.6.1 and 3.6.4. */
export function traceFields(date: Date, messageId: string): HeaderField[] {
  const [left = '', right = ''] = messageId.replace(/^<|>$/g, '').split('@')
  return [dateField(date), headerField('Message-ID', `<${cleanId(left)}@${cleanId(right)}>`)]
}

let lastDate: { second: number; field: HeaderField } | undefined

/** Many letters go in one second, and the text of a date takes longer to write than all the rest of a head. */
function dateField(date: Date): HeaderField {
  const second = Math.floor(date.getTime() / 1000)
  if (lastDate?.second !== second) {
    lastDate = { second, field: headerField('Date', date.toUTCString().replace('GMT', '+0000')) }
  }
  return lastDate.field
}
