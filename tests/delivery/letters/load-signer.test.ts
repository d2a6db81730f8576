import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSigner, readDkimKeys } from '../../../src/delivery/letters/load-signer.ts'
import type { DeliverySettings } from '../../../src/model/settings.ts'
import { settingsSchema } from '../../../src/workspace/index.ts'
import { collect } from './built-sample.ts'

const pem = (type: 'rsa' | 'ed25519'): string =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ed25519')
  ).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const rsa = pem('rsa')
const ed25519 = pem('ed25519')

function settings(dkim?: DeliverySettings['dkim']) {
  const delivery = settingsSchema.shape.delivery.parse(undefined) as DeliverySettings
  return {
    delivery: { ...delivery, ...(dkim && { dkim }) },
    sender: { name: '', address: 'news@example.org' },
  }
}

const both = settings({ rsaSelector: 'r', ed25519Selector: 'e' })

describe('the keys that sign letters', () => {
  it('are read from the environment, as text or as a file', () => {
    const { found, report } = collect()
    const folder = mkdtempSync(path.join(tmpdir(), 'tidings-key-'))
    const file = path.join(folder, 'key.pem')
    writeFileSync(file, ed25519)
    const env = { TIDINGS_DKIM_RSA: rsa, TIDINGS_DKIM_ED25519: file }
    expect(readDkimKeys(both, env, report)).toMatchObject([
      { selector: 'r', domain: 'example.org', key: { algorithm: 'rsa-sha256' } },
      { selector: 'e', domain: 'example.org', key: { algorithm: 'ed25519-sha256' } },
    ])
    expect(loadSigner(both, env, report)?.signer).toHaveProperty('sign')
    expect(found).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('are none where the settings name none, whatever the environment has', () => {
    const { found, report } = collect()
    expect(loadSigner(settings(), { TIDINGS_DKIM_RSA: 'nonsense' }, report)).toEqual({ signer: undefined })
    expect(found).toEqual([])
  })

  it.each([
    ['missing', {}, ['TIDINGS_DKIM_RSA', 'TIDINGS_DKIM_ED25519']],
    ['of the other kind', { TIDINGS_DKIM_RSA: ed25519, TIDINGS_DKIM_ED25519: ed25519 }, ['TIDINGS_DKIM_RSA']],
    [
      'a file that is not there',
      { TIDINGS_DKIM_RSA: '/nonexistent/key', TIDINGS_DKIM_ED25519: ed25519 },
      ['TIDINGS_DKIM_RSA'],
    ],
    [
      'cut short',
      { TIDINGS_DKIM_RSA: rsa.slice(0, 400), TIDINGS_DKIM_ED25519: ed25519 },
      ['TIDINGS_DKIM_RSA'],
    ],
  ])('are refused when one is %s, and none of it is told', (_name, env, files) => {
    const { found, report } = collect()
    expect(loadSigner(both, env, report)).toBeUndefined()
    expect(found.map(({ ruleId, file }) => [ruleId, file])).toEqual(
      files.map((file) => ['delivery/dkim-key', file]),
    )
    const lines = (rsa + ed25519).split('\n').filter((line) => /^[\w+/]{10}/.test(line))
    for (const { message } of found) expect(lines.filter((line) => message.includes(line))).toEqual([])
  })
})
