import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProofs, type ProofOptions } from '../../../src/delivery/letters/proof.ts'
import type { OutgoingLetter } from '../../../src/delivery/transport.ts'
import { createTokens } from '../../../src/members/index.ts'
import { buildSample, testKeys, type BuiltSample } from './built-sample.ts'

let sample: BuiltSample
const keys = testKeys()

beforeAll(async () => void (sample = await buildSample()), 60_000)
afterAll(() => sample.dispose())

function proofs(changes: Partial<ProofOptions> = {}) {
  return makeProofs({
    built: sample.read(),
    settings: sample.settings,
    keys,
    to: 'officer@example.org',
    now: () => Date.UTC(2026, 10, 23),
    ...changes,
  })
}

const emailOf = ({ chunks }: OutgoingLetter) => PostalMime.parse(Buffer.concat(chunks))

describe('a proof', () => {
  it('is made of each variant, marked in its subject', async () => {
    const made = await proofs()
    const { manifest } = sample.read()
    expect(made.map(({ variant }) => variant)).toEqual(manifest.variants.map(({ id }) => id))
    for (const { letter } of made) {
      const email = await emailOf(letter)
      expect(email.subject).toBe(`[Proof] ${manifest.subject}`)
      expect(email.to?.[0]?.address).toBe('officer@example.org')
      expect(letter).toMatchObject({ from: 'newsletter@example.org', to: 'officer@example.org' })
    }
  })

  it('has links that are nobody’s', async () => {
    const [{ letter } = { letter: undefined }] = await proofs()
    const email = await emailOf(letter!)
    const [, leave = ''] = /\/u\/([\w-]+)/.exec(email.html!) ?? []
    const [, choose = ''] = /\/p\/([\w-]+)/.exec(email.html!) ?? []
    const proof = { content: { id: 0, about: 'proof' } }
    expect(createTokens(keys).parse('unsubscribe', leave, 0)).toEqual(proof)
    expect(createTokens(keys).parse('preferences', choose, 0)).toEqual(proof)
    expect(email.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain(leave)
  })

  it('shows a made-up member with a value for everything', async () => {
    const [{ letter } = { letter: undefined }] = await proofs()
    expect((await emailOf(letter!)).html).toContain('Dear Sam Example in England (12345)')
  })

  it('shows the member that was asked for, in the variant that was asked for', async () => {
    const member = { memberNumber: 'B-9', address: 'x@example.org', name: 'Íde', attributes: {} }
    const made = await proofs({ member, variants: ['otherwise'] })
    expect(made.map(({ variant }) => variant)).toEqual(['otherwise'])
    const email = await emailOf(made[0]!.letter)
    expect(email.html).toContain('Dear Íde in  (B-9)')
    expect(email.to).toEqual([{ name: '', address: 'officer@example.org' }])
  })

  it('has a Message-ID of its own each time', async () => {
    const ids = await Promise.all(
      [...(await proofs()), ...(await proofs())].map(async ({ letter }) => (await emailOf(letter)).messageId),
    )
    expect(new Set(ids).size).toBe(4)
  })
})
