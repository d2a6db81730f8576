import { randomBytes } from 'node:crypto'
import { messageIdOf, spliceLetter, type Letter, type Signer } from '../../letter/index.ts'
import { createTokens, type Keys } from '../../members/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { OutgoingLetter } from '../transport.ts'
import { composeVariants, isAscii } from './letter-maker.ts'
import { createMemberValues, type LetterMember } from './member-values.ts'
import type { BuiltIssue } from './read-manifest.ts'

export interface ProofOptions {
  built: BuiltIssue
  settings: Pick<Settings, 'attributes' | 'delivery' | 'sender'>
  keys: Keys
  signer?: Signer | undefined
  /** Who looks at it: an address in its normal spelling. */
  to: string
  /** Whose values it shows. Default: a made-up member's. */
  member?: LetterMember | undefined
  /** The variants to make. Default: all. */
  variants?: readonly string[]
  now: () => number
  /** Makes each proof's Message-ID its own, so that a mail program shows a second one. Default: random. */
  unique?: () => string
}

/** The letter of one variant as a proof. */
export interface Proof {
  variant: string
  letter: OutgoingLetter
}

const subjectMark = '[Proof] '
/** No member has this number, so the links of a proof open the pages, and nobody leaves by them. */
const nobody = 0

/**
 * Makes the letters of an issue for somebody to look at before it goes out: marked in the subject, with links that
 * nobody leaves by, outside the ledger. What bounces is no delivery's, so it comes back to the plain address.
 */
export async function makeProofs(options: ProofOptions): Promise<Proof[]> {
  const { built, settings, signer, to, variants, unique = () => randomBytes(9).toString('hex') } = options
  const templates = await composeVariants(built, subjectMark)
  const recipient = proofRecipient(options)
  const wanted = [...templates].filter(([id]) => variants?.includes(id) ?? true)
  const from = settings.delivery.bounceAddress ?? settings.sender.address
  const outgoing = ({ chunks, size, needsUtf8 }: Letter): OutgoingLetter => ({
    from,
    to,
    chunks,
    size,
    needsUtf8: needsUtf8 || !isAscii(from + to),
  })
  return Promise.all(
    wanted.map(async ([variant, template]): Promise<Proof> => {
      const messageId = messageIdOf(`proof.${unique()}`, built.manifest.sender.address)
      const letter = spliceLetter(template, { ...recipient, messageId })
      return { variant, letter: outgoing(signer ? await signer.sign(letter) : letter) }
    }),
  )
}

function proofRecipient({ built: { manifest }, settings, keys, to, member, now }: ProofOptions) {
  const tokens = createTokens(keys)
  const content = { id: nobody, about: 'proof' }
  const urls = {
    unsubscribeUrl: `${manifest.serviceUrl}/u/${tokens.create('unsubscribe', content)}`,
    preferencesUrl: `${manifest.serviceUrl}/p/${tokens.create('preferences', content)}`,
  }
  const values = createMemberValues(manifest, settings.attributes)
  return {
    to: { name: '', address: to },
    date: new Date(now()),
    values: values(member ?? sampleMember(settings.attributes, to), urls),
    unsubscribe: { url: urls.unsubscribeUrl },
  }
}

/** Somebody with a value for everything that members can have. */
function sampleMember(attributes: Settings['attributes'], address: string): LetterMember {
  const sample = { text: '…', number: 1, date: '2026-01-31', boolean: true } as const
  return {
    memberNumber: '12345',
    address,
    name: 'Sam Example',
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { type, values }]) => [name, values?.[0] ?? sample[type]]),
    ),
  }
}
