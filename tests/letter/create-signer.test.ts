import { describe, expect, it } from 'vitest'
import { composeLetter, createSigner, spliceLetter } from '../../src/letter/index.ts'
import { bytesOf, fieldsOf, input, keys, parse, recipient, signer, verdicts } from './sample-letter.ts'

const passes = ['rsa-sha256 pass', 'ed25519-sha256 pass']
const template = await composeLetter(input)
const letter = await signer.sign(spliceLetter(template, recipient))
const source = bytesOf(letter).toString('latin1')
const headEnd = source.indexOf('\r\n\r\n')

/** A field of the letter's head as it stands there, with its line end. */
function rawField(name: string): string {
  return new RegExp(`^${name}:.*\\r\\n(?:[ \\t].*\\r\\n)*`, 'm').exec(source)?.[0] ?? ''
}

async function verdictsOf(changed: string): Promise<string[]> {
  return verdicts(Buffer.from(changed, 'latin1'))
}

/** Both signatures are there and neither holds. */
async function expectBroken(changed: string): Promise<void> {
  expect(changed).not.toBe(source)
  const found = await verdictsOf(changed)
  expect(found).toHaveLength(2)
  expect(found.filter((verdict) => verdict.endsWith('pass'))).toEqual([])
}

const signed = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['List-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Archive'],
  ...['Feedback-ID', 'Content-Language'],
]

const guarded = [
  ...signed.filter((name) => !['List-Archive', 'Content-Language'].includes(name)),
  ...['Cc', 'Content-Transfer-Encoding', 'Auto-Submitted'],
]

describe('a signed letter', () => {
  it('verifies with an independent library, for both keys', async () => {
    expect(await verdictsOf(source)).toEqual(passes)
    expect(letter.size).toBe(source.length)
  })

  it('signs every field of its head', async () => {
    const parsed = await parse(letter)
    const names = new Set(parsed.headers.map(({ originalKey }) => originalKey))
    expect([...names].sort()).toEqual([...signed, 'DKIM-Signature'].sort())
  })

  it.each(signed)('fails when %s is changed or taken out', async (name) => {
    const field = rawField(name)
    expect(field).not.toBe('')
    await expectBroken(source.replace(field, field.replace(/(\w)(\W*)$/, 'Z$1$2')))
    await expectBroken(source.replace(field, ''))
  })

  it.each(guarded)('fails when a %s is added, above or below', async (name) => {
    const field = `${name}: other@example.com\r\n`
    await expectBroken(field + source)
    await expectBroken(`${source.slice(0, headEnd + 2)}${field}${source.slice(headEnd + 2)}`)
  })

  it('fails when the body is changed, cut short or made longer', async () => {
    await expectBroken(source.replace('Dear', 'Deer'))
    await expectBroken(source.slice(0, -10))
    await expectBroken(`${source}more\r\n`)
  })

  it('still verifies after a relay has folded fields anew and changed white space', async () => {
    const head = source.slice(0, headEnd).replace(rawField('Subject'), (field) => {
      return `${field.replaceAll('\r\n ', '\r\n\t  ').trimEnd()}  \r\n`
    })
    expect(head).not.toBe(source.slice(0, headEnd))
    expect(await verdictsOf(head + source.slice(headEnd))).toEqual(passes)
    expect(await verdictsOf(`${source}\r\n\r\n`)).toEqual(passes)
    const html = source.lastIndexOf('<p>Dear ')
    expect(await verdictsOf(`${source.slice(0, html)}<p>Dear  ${source.slice(html + 8)}`)).toEqual(passes)
  })

  it('names the time of sending, and no more lines than 78 characters wide', async () => {
    const [first = ''] = fieldsOf(await parse(letter), 'DKIM-Signature')
    expect(first).toContain(`t=${recipient.date.getTime() / 1000};`)
    for (const line of rawField('DKIM-Signature').split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
  })

  it('verifies where a head needs SMTPUTF8', async () => {
    const to = { name: 'Zoë', address: 'zoë@example.org' }
    const signedLetter = await signer.sign(spliceLetter(template, { ...recipient, to }))
    expect(signedLetter.needsUtf8).toBe(true)
    expect(await verdicts(bytesOf(signedLetter))).toEqual(passes)
  })
})

describe('a signer', () => {
  it('signs under the A-labels of its domain', async () => {
    const one = createSigner({ domain: 'bücher.example.org', keys: [{ selector: 's', key: keys.rsa.key }] })
    const parsed = await parse(await one.sign(spliceLetter(template, recipient)))
    expect(fieldsOf(parsed, 'DKIM-Signature')[0]).toContain('d=xn--bcher-kva.example.org; s=s;')
  })

  it('takes no key, domain or selector that it cannot sign with', () => {
    const key = keys.rsa.key
    const signerOf = (domain: string, selector: string) => () =>
      createSigner({ domain, keys: [{ selector, key }] })
    expect(signerOf('a b', 's')).toThrow('signing domain')
    expect(signerOf('example.org', 's; d=example.com')).toThrow('selector')
  })
})
