import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { composeLetter, composeNotice, spliceLetter } from '../../src/letter/index.ts'
import { bytesOf, input, recipient, records, signer } from '../letter/sample-letter.ts'
import { needs, programPath } from './needs.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'tidings-opendkim-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What OpenDKIM says of a message: `rsa-sha256 pass` and so on, a line a signature. */
function verdicts(message: Buffer): string[] {
  const at = (file: string): string => path.join(folder, file)
  writeFileSync(
    at('dns'),
    Object.entries(records)
      .map((record) => `${record.join(' ')}\n`)
      .join(''),
  )
  writeFileSync(at('opendkim.conf'), `Mode v\nTestDNSData file:${at('dns')}\n`)
  writeFileSync(at('letter.eml'), message)
  const program = programPath('opendkim') ?? 'opendkim'
  const said = execFileSync(program, ['-x', at('opendkim.conf'), '-t', at('letter.eml'), '-vv'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  })
  return [...said.matchAll(/dkim=(\w+)[^;]*header\.a=([\w-]+)/g)].map(([, result, algorithm]) => {
    return `${algorithm} ${result}`
  })
}

describe.skipIf(!needs('opendkim'))('OpenDKIM', () => {
  const passes = ['rsa-sha256 pass', 'ed25519-sha256 pass']
  const fails = ['rsa-sha256 fail', 'ed25519-sha256 fail']

  it('verifies both signatures of a letter, and neither after a change', async () => {
    const letter = bytesOf(await signer.sign(spliceLetter(await composeLetter(input), recipient)))
    const source = letter.toString('latin1')
    expect(verdicts(letter)).toEqual(passes)
    expect(verdicts(Buffer.from(source.replace('Dear', 'Deer')))).toEqual(fails)
    expect(verdicts(Buffer.from(`From: other@example.com\r\n${source}`))).toEqual(fails)
    expect(verdicts(Buffer.from(`List-Unsubscribe: <https://example.com/>\r\n${source}`))).toEqual(fails)
  })

  it('verifies both signatures of a letter to an address that needs SMTPUTF8', async () => {
    const to = { name: 'Zoë', address: 'zoë@bücher.example.org' }
    const letter = await signer.sign(spliceLetter(await composeLetter(input), { ...recipient, to }))
    expect(verdicts(bytesOf(letter))).toEqual(passes)
  })

  it('verifies both signatures of a notice', async () => {
    const notice = await composeNotice({
      from: input.from,
      to: recipient.to,
      date: recipient.date,
      messageId: recipient.messageId,
      subject: 'Please confirm',
      language: 'en-GB',
      before: ['You asked for our newsletter.'],
      link: { label: 'Yes, send it to me', url: 'https://members.example.org/c/abc' },
      after: [],
    })
    expect(verdicts(bytesOf(await signer.sign(notice)))).toEqual(passes)
  })
})
