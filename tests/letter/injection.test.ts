import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeLetter, messageIdOf, spliceLetter } from '../../src/letter/index.ts'
import { isLongRun } from '../long-run.ts'
import { bytesOf, input, parse, recipient, signer, token, verdicts } from './sample-letter.ts'

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\r',
        '\n',
        '\r\n\r\n',
        '\0',
        '\u2028',
        '\u0085',
        '\ud800',
        '\u202e',
        '\t',
        ' ',
        ',',
      ),
      fc.constantFrom(
        'Bcc: other@example.com',
        '--',
        '<',
        '>',
        '"',
        '\\',
        '=?UTF-8?Q?=0D=0ABcc:_x?=',
        '\r\n.\r\n',
      ),
      fc.constantFrom('é', '🙂', 'x'.repeat(1100), 'é'.repeat(700), 'word ', '@', ';', ':', '(', ')'),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

const names = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-ID', 'List-Archive'],
  ...['Feedback-ID', 'Content-Language', 'MIME-Version', 'Content-Type'],
]

describe('a letter made of hostile values', () => {
  it('has the same fields and parts as any other, in lines that every server takes', async () => {
    const all = fc.record({ a: nasty, b: nasty, c: nasty, d: nasty, e: nasty, f: nasty, g: nasty, h: nasty })
    await fc.assert(
      fc.asyncProperty(all, async ({ a, b, c, d, e, f, g, h }) => {
        const template = await composeLetter({
          ...input,
          from: { name: a, address: 'news@example.org' },
          subject: `${b}${token('name', 'header')}`,
          list: { id: c, title: d, archiveUrl: e },
          feedbackId: [f, 'x', g, 'sender'],
          language: h,
        })
        const letter = spliceLetter(template, {
          to: { name: b, address: c },
          date: recipient.date,
          messageId: d,
          values: { name: e, region: f, unsubscribeUrl: g },
          unsubscribe: { url: h, mailto: a },
        })
        const source = bytesOf(letter).toString()
        const head = source.slice(0, source.indexOf('\r\n\r\n') + 2)
        expect([...head.matchAll(/^([^ \t:\r\n]+):/gm)].map(([, name]) => name)).toEqual(names)
        expect(head).toMatch(/^(?:[\w-]+:.*\r\n(?:[ \t].*\S.*\r\n)*)+$/)
        expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
        expect(source).not.toMatch(/^\./m)
        for (const line of source.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998)
        const parsed = await parse(letter)
        expect(parsed.bcc).toBeUndefined()
        expect(parsed.attachments).toEqual([])
        expect(await verdicts(bytesOf(await signer.sign(letter)))).toEqual([
          'rsa-sha256 pass',
          'ed25519-sha256 pass',
        ])
      }),
      { numRuns: isLongRun ? 1000 : 250 },
    )
  })

  it('has no part that a value made up', async () => {
    const template = await composeLetter(input)
    const plain = bytesOf(spliceLetter(template, recipient)).toString()
    const boundary = /boundary="([^"]+)"/.exec(plain)?.[1] ?? ''
    const name = `--${boundary} --${boundary}--`
    const parsed = await parse(
      spliceLetter(template, { ...recipient, values: { ...recipient.values, name } }),
    )
    expect(parsed.text).toContain(`Dear ${name},`)
    expect(parsed.html).toContain(`Dear ${name},`)
    expect(parsed.html).toContain('Leave')
  })

  it('has a Message-ID of one word, whatever it is made of', () => {
    expect(messageIdOf('2023-11.7f.1', 'news@bücher.example.org')).toBe(
      '<2023-11.7f.1@xn--bcher-kva.example.org>',
    )
    expect(messageIdOf('a b\r\n<c>', 'news@example.org')).toBe('<a-b-c-@example.org>')
  })
})

describe('the recipient of a letter', async () => {
  const template = await composeLetter(input)
  const toOf = (name: string, address: string) => {
    const letter = spliceLetter(template, { ...recipient, to: { name, address } })
    const raw = /^To: ?(.*(?:\r\n[ \t].*)*)\r\n/m.exec(bytesOf(letter).toString())?.[1]
    return { to: raw, needsUtf8: letter.needsUtf8 }
  }

  it.each([
    ['', 'sam@example.org', 'sam@example.org'],
    ['Sam Example', 'Sam+news@Example.org', 'Sam Example <Sam+news@Example.org>'],
    ['Example, Sam "S"', 'sam@example.org', String.raw`"Example, Sam \"S\"" <sam@example.org>`],
    ['=?UTF-8?Q?x?=', 'sam@example.org', '=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?= <sam@example.org>'],
    ['Sam', 'sam@bücher.example', 'Sam <sam@xn--bcher-kva.example>'],
    ['Sam', '"sam, s"@example.org', 'Sam <"sam, s"@example.org>'],
    ['Sam', 'sam@[192.0.2.1]', 'Sam <sam@[192.0.2.1]>'],
  ])('named %j at %s stands in the head', (name, address, expected) => {
    expect(toOf(name, address)).toEqual({ to: expected, needsUtf8: false })
  })

  it('needs SMTPUTF8 only for a local part that is not ASCII', () => {
    expect(toOf('Zoë', 'zoë@bücher.example')).toEqual({
      to: '=?UTF-8?B?Wm/Dqw==?= <zoë@xn--bcher-kva.example>',
      needsUtf8: true,
    })
  })

  it.each([
    ...[
      'sam',
      '@example.org',
      'sam@',
      'a b@example.org',
      'a,b@example.org',
      'a@b@example.org',
      'sam@ex ample.org',
    ],
    ...[
      'sam>@example.org',
      'sam\r\nBcc: x@example.org',
      'sam@example.org\r\n',
      '"sam@example.org',
      'sam.@example.org',
    ],
    `${'x'.repeat(400)}@example.org`,
  ])('is named by nobody where the address is %j', (address) => {
    expect(toOf('Sam', address)).toEqual({ to: 'undisclosed-recipients:;', needsUtf8: false })
  })
})
