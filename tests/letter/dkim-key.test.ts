import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDkimKey } from '../../src/letter/index.ts'
import { keys } from './sample-letter.ts'

function problemOf(pem: string): string {
  const parsed = parseDkimKey(pem)
  return parsed.ok ? '' : parsed.problem
}

describe('a DKIM key', () => {
  it('is read from PEM, with what the DNS says of it', () => {
    const { rsa, ed25519 } = keys
    expect(parseDkimKey(rsa.pem)).toMatchObject({ ok: true, algorithm: 'rsa-sha256' })
    const der = createPublicKey(rsa.key).export({ type: 'spki', format: 'der' }).toString('base64')
    expect(rsa.publicRecord).toBe(`v=DKIM1; k=rsa; p=${der}`)
    expect(parseDkimKey(ed25519.pem)).toMatchObject({ ok: true, algorithm: 'ed25519-sha256' })
    const { x = '' } = createPublicKey(ed25519.key).export({ format: 'jwk' })
    const raw = Buffer.from(x, 'base64url').toString('base64')
    expect(ed25519.publicRecord).toBe(`v=DKIM1; k=ed25519; p=${raw}`)
  })

  it('is read where an environment file writes line ends as \\n', () => {
    expect(parseDkimKey(keys.rsa.pem.replaceAll('\n', String.raw`\n`)).ok).toBe(true)
  })

  it('is refused with the reason', () => {
    const pem = { type: 'pkcs8', format: 'pem' } as const
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pem).toString()
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem).toString()
    const locked = generateKeyPairSync('ed25519')
      .privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString()
    const open = createPublicKey(keys.rsa.key).export({ type: 'spki', format: 'pem' }).toString()
    expect(problemOf('')).toContain('Unexpected no key')
    expect(problemOf('abc')).toContain('no PEM')
    expect(problemOf(short)).toContain('an RSA key of 1024 bits')
    expect(problemOf(curve)).toContain('a key of the kind ec')
    expect(problemOf(locked)).toContain('a passphrase')
    expect(problemOf(open)).toContain('a public key')
    expect(problemOf(open.replaceAll('PUBLIC KEY', 'CERTIFICATE'))).toContain('a certificate')
    expect(problemOf(keys.rsa.pem.split('\n').toSpliced(3, 3).join('\n'))).toContain('cannot be read')
  })

  it('never throws and never says anything of the key', () => {
    const lines = keys.rsa.pem.split('\n')
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...lines), fc.string())), (texts) => {
        const problem = problemOf(texts.join('\n'))
        expect(problem).not.toMatch(/[\r\n]/)
        for (const line of lines.slice(1, -2)) expect(problem).not.toContain(line)
      }),
    )
  })
})
