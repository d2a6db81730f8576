import type { Report } from '../../diagnostics/index.ts'
import {
  composeLetter,
  spliceLetter,
  type Letter,
  type LetterRecipient,
  type LetterTemplate,
  type Signer,
} from '../../letter/index.ts'
import { createTokens, type Keys } from '../../members/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { ClaimedDelivery, LetterMaker } from '../delivery.ts'
import type { OutgoingLetter } from '../transport.ts'
import { createLetterAddresses, type LetterAddresses } from './letter-addresses.ts'
import type { Manifest } from './manifest-schema.ts'
import { createMessageIds } from './message-ids.ts'
import type { BuiltIssue } from './read-manifest.ts'
import { createMemberValues } from './member-values.ts'

export interface LetterMakerOptions {
  built: BuiltIssue
  settings: Pick<Settings, 'attributes' | 'delivery' | 'sender'>
  keys: Keys
  /** Signs each letter; nothing where the server does it. */
  signer?: Signer | undefined
  /** The `Date` of a letter, in milliseconds. It is asked for each letter. */
  now: () => number
  /** Of the send, such as its plan hash: two sends never share a Message-ID. */
  seed: string
}

/**
 * Composes every variant's letter once, and returns what makes each delivery's letter from them. The same delivery has
 * always the same Message-ID (RFC 5322, section 3.6.4) and addresses. Reports addresses of ours that are too long.
 */
export async function createLetterMaker(
  options: LetterMakerOptions,
  report: Report,
): Promise<LetterMaker | undefined> {
  const { built, settings, keys, signer, now } = options
  const addresses = createLetterAddresses(settings, keys, report)
  if (!addresses) return undefined
  const templates = await composeVariants(built)
  const recipientOf = createRecipients(options, addresses)
  const isOurAddressAscii = isAscii(addresses.bounce(0))
  return (delivery) => {
    const template = templates.get(delivery.variant)
    if (!template) throw new Error(`The issue as built has no variant ${delivery.variant}.`)
    const letter = spliceLetter(template, recipientOf(delivery, new Date(now())))
    const outgoing = (made: Letter): OutgoingLetter => ({
      from: addresses.bounce(delivery.id),
      to: delivery.address,
      chunks: made.chunks,
      size: made.size,
      needsUtf8: made.needsUtf8 || !isOurAddressAscii || !isAscii(delivery.address),
    })
    return signer ? signer.sign(letter).then(outgoing) : outgoing(letter)
  }
}

/** The letters of all variants; `mark` goes before the subject. */
export async function composeVariants(
  { manifest, variants }: BuiltIssue,
  mark = '',
): Promise<Map<string, LetterTemplate>> {
  const templates = new Map<string, LetterTemplate>()
  for (const [id, { html, text, pictures }] of variants) {
    templates.set(
      id,
      await composeLetter({
        from: manifest.sender,
        ...(manifest.replyTo !== null && { replyTo: manifest.replyTo }),
        subject: mark + manifest.subject,
        html,
        text,
        tokens: manifest.tokens,
        pictures,
        list: { id: manifest.listId, title: manifest.title, archiveUrl: archiveOf(manifest) },
        feedbackId: [manifest.issue, id, 'newsletter', manifest.listId],
        language: manifest.language,
        boundarySeed: `${manifest.issue}/${id}`,
      }),
    )
  }
  return templates
}

/** The archive's own address: the issue's without the issue. */
function archiveOf({ archiveUrl, issue }: Manifest): string {
  const end = `issues/${issue}/`
  return archiveUrl.endsWith(end) ? archiveUrl.slice(0, -end.length) : archiveUrl
}

/** What a token in a link may say besides its number, in octets. */
const longestAbout = 100

/** What is each member's own, in one letter. */
function createRecipients(
  { built: { manifest }, settings, keys, seed }: LetterMakerOptions,
  addresses: LetterAddresses,
): (delivery: ClaimedDelivery, date: Date) => LetterRecipient {
  const tokens = createTokens(keys)
  const valuesOf = createMemberValues(manifest, settings.attributes)
  const showsPreferences = manifest.tokens.some(({ field }) => field === 'preferencesUrl')
  // What is kept of somebody's leaving says by which issue's letter, as long as a token may be.
  const about = Buffer.byteLength(manifest.issue) <= longestAbout ? { about: manifest.issue } : {}
  const messageId = createMessageIds(seed, manifest.sender.address)
  return (delivery, date) => {
    const { id, memberId } = delivery
    const unsubscribeUrl = `${manifest.serviceUrl}/u/${tokens.create('unsubscribe', { id: memberId, ...about })}`
    const preferencesUrl = showsPreferences
      ? `${manifest.serviceUrl}/p/${tokens.create('preferences', { id: memberId, ...about })}`
      : ''
    return {
      to: { name: delivery.name, address: delivery.address },
      date,
      messageId: messageId(id),
      values: valuesOf(delivery, { unsubscribeUrl, preferencesUrl }),
      unsubscribe: { url: unsubscribeUrl, mailto: addresses.unsubscribe?.(memberId) },
    }
  }
}

/** Whether an envelope can have it without SMTPUTF8 (RFC 6531). */
export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
