import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { describe, expect, it } from 'vitest'
import type { Email } from 'postal-mime'
import {
  composeLetter,
  escapeForContext,
  spliceLetter,
  type LetterInput,
  type LetterRecipient,
} from '../../src/letter/index.ts'
import {
  bytesOf,
  fieldsOf,
  input,
  parse,
  recipient,
  signer,
  token,
  tokens,
  unsubscribeUrl,
  verdicts,
} from './sample-letter.ts'

const picture = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 46, 250])
const pictures = [{ cid: 'chart', filename: 'chart.png', contentType: 'image/png', content: picture }]

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return tokens.reduce((text, { token, field, context }) => {
    const value =
      context === 'header' ? (values[field] ?? '') : escapeForContext(values[field] ?? '', context)
    return text.replaceAll(token, () => value)
  }, template)
}

/** nodemailer's own composition of the same parts with the values in their places. */
async function composedByNodemailer(letter: LetterInput, to: LetterRecipient): Promise<Email> {
  const composer = new MailComposer({
    from: letter.from,
    to: to.to,
    ...(letter.replyTo !== undefined && { replyTo: letter.replyTo }),
    // White space at the ends of a subject means nothing, and ours leaves it out.
    subject: filled(letter.subject, to.values).trim(),
    date: to.date,
    messageId: to.messageId,
    html: filled(letter.html, to.values),
    text: filled(letter.text, to.values),
    textEncoding: 'quoted-printable',
    encoding: 'quoted-printable',
    newline: '\r\n',
    attachments: (letter.pictures ?? []).map(({ cid, filename, contentType, content }) => {
      return { cid, filename, contentType, content: Buffer.from(content), contentDisposition: 'inline' }
    }),
    headers: {
      'List-Unsubscribe': `<${to.unsubscribe.url}>, <${to.unsubscribe.mailto}>`,
      'List-ID': `${letter.list.title} <${letter.list.id}>`,
      'List-Archive': `<${letter.list.archiveUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Feedback-ID': letter.feedbackId.join(':'),
      'Content-Language': letter.language,
    },
  })
  return parse(await composer.compile().build())
}

/** Fields that are compared as the parser understands them, or have the boundary, which differs. */
const structured = new Set(['from', 'to', 'reply-to', 'subject', 'content-type'])

/** What a reader gets of a letter. */
function seen(email: Email): object {
  const { from, to, replyTo, subject, messageId, date, html, text, attachments } = email
  const fields = email.headers
    .filter(({ key }) => !structured.has(key))
    .map(({ key, value }) => [key, value?.trim()] as const)
  return {
    ...{ from, to, replyTo, subject, messageId, date, html, text },
    attachments: attachments.map(({ content, ...rest }) => {
      return { ...rest, content: Buffer.from(content as ArrayBuffer).toString('hex') }
    }),
    fields: Object.fromEntries(fields),
    count: fields.length,
  }
}

const pieces = [
  ...`é ŵ ß – “ ” € 漢字 🙂 👩‍👩‍👧 مرحبا & < > " ' \\ = =20 =? ?= . , ; : @ ( ) [ ] - -- _ % + # / {{ $&`.split(
    ' ',
  ),
  ...['a', 'Zoë', "O'Neill", 'word'],
]
const word = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((all) => all.join(''))
const longWord = fc
  .tuple(fc.integer({ min: 66, max: 84 }), fc.constantFrom('x', 'é', '🙂', '.', '='))
  .map(([count, sign]) => sign.repeat(count))
/** As a roster has it: no space at the ends, one between words. */
const value = fc
  .array(fc.oneof({ weight: 5, arbitrary: word }, longWord), { maxLength: 6 })
  .map((words) => words.join(' '))
const anyToken = fc.constantFrom(...tokens.map(({ token }) => token))
const line = fc
  .array(fc.oneof(word, longWord, anyToken, fc.constantFrom(' ', '  ', '\t', '.', 'From ')), {
    maxLength: 12,
  })
  .map((words) => words.join(''))
const content = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'))

/** Tokens of the contexts that a place allows. */
function only(text: string, contexts: readonly string[]): string {
  return tokens.reduce(
    (rest, use) => (contexts.includes(use.context) ? rest : rest.replaceAll(use.token, '')),
    text,
  )
}

const letters = fc.record({
  input: fc
    .record({
      html: content,
      text: content,
      subject: value,
      withName: fc.boolean(),
      withPicture: fc.boolean(),
    })
    .map(({ html, text, subject, withName, withPicture }): LetterInput => {
      return {
        ...input,
        html: `<p>${only(html, ['html', 'attribute', 'url', 'url-part'])}</p>\n`,
        text: `${only(text, ['text'])}.\n`,
        subject: `About ${subject}${withName ? ` for ${token('name', 'header')}` : ''}`,
        ...(withPicture && { pictures }),
      }
    }),
  recipient: fc
    .record({ name: value, field: value, region: value })
    .map(({ name, field, region }): LetterRecipient => {
      return {
        ...recipient,
        to: { name, address: 'zoe+list@example.org' },
        values: { name: field, region, unsubscribeUrl },
      }
    }),
})

describe('a spliced letter', () => {
  it('reads the same as nodemailer’s own composition with the values in their places', async () => {
    await fc.assert(
      fc.asyncProperty(letters, async ({ input, recipient }) => {
        const letter = spliceLetter(await composeLetter(input), recipient)
        expect(seen(await parse(letter))).toEqual(seen(await composedByNodemailer(input, recipient)))
      }),
      { numRuns: 300 },
    )
  })

  it('has only short 7-bit lines that SMTP need not change, and verifies with both keys', async () => {
    await fc.assert(
      fc.asyncProperty(letters, async ({ input, recipient }) => {
        const letter = await signer.sign(spliceLetter(await composeLetter(input), recipient))
        const message = bytesOf(letter)
        const source = message.toString('latin1')
        expect(letter.size).toBe(message.length)
        expect(source).toMatch(/^[\t\r\n\x20-\x7e]*\r\n$/)
        expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(120)
        for (const line of source.slice(source.indexOf('\r\n\r\n')).split('\r\n')) {
          expect(line.length).toBeLessThanOrEqual(76)
        }
        expect(source).not.toMatch(/^(?:\.|From )/m)
        expect(source).not.toMatch(/[ \t]\r\n/)
        expect(await verdicts(message)).toEqual(['rsa-sha256 pass', 'ed25519-sha256 pass'])
      }),
      { numRuns: 60 },
    )
  })

  it('offers no way to leave by mail where no mailbox is read', async () => {
    const letter = spliceLetter(await composeLetter(input), {
      ...recipient,
      unsubscribe: { url: unsubscribeUrl },
    })
    expect(fieldsOf(await parse(letter), 'List-Unsubscribe')).toEqual([`<${unsubscribeUrl}>`])
  })
})
