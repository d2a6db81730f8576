import { domainToASCII } from 'node:url'
import type { Report } from '../../diagnostics/index.ts'
import { createTokens, type Keys, type TokenFault } from '../../members/index.ts'
import type { Settings } from '../../model/settings.ts'

/** RFC 5321, section 4.5.3.1.1: what a local part may have in octets. */
const longestLocalPart = 64
/** The longest token in an address: head, 8 octets of a number, 16 of a code, in base 32. */
const longestToken = 48

/** The addresses of our own that each letter has a form of. */
export interface LetterAddresses {
  /** The envelope sender of a delivery (VERP): what comes back to it is about this letter. */
  bounce: (deliveryId: number) => string
  /** RFC 6068: a letter to it leaves the newsletter; nothing where no mailbox is read. */
  unsubscribe: ((memberId: number) => string) | undefined
}

/** What the envelope recipient of a bounce says. */
export type BounceOrigin = { deliveryId: number } | { fault: TokenFault | 'no-token' }

interface SubAddress {
  local: string
  domain: string
}

/**
 * Makes the addresses of an issue's letters. Both add a keyed token behind a plus (sub-addressing, RFC 5233), in letters
 * that survive a server which folds capitals. Reports an address that a token would make too long for RFC 5321.
 */
export function createLetterAddresses(
  settings: Pick<Settings, 'delivery' | 'sender'>,
  keys: Keys,
  report: Report,
): LetterAddresses | undefined {
  const { bounceAddress = settings.sender.address, unsubscribeAddress } = settings.delivery
  const tokens = createTokens(keys, { form: 'address' })
  const bounce = readAddress(bounceAddress, report)
  const leave = unsubscribeAddress === undefined ? undefined : readAddress(unsubscribeAddress, report)
  if (!bounce || (unsubscribeAddress !== undefined && !leave)) return undefined
  return {
    bounce: (id) => `${bounce.local}+${tokens.create('bounce', { id })}@${bounce.domain}`,
    unsubscribe: leave && ((id) => mailtoOf(leave, tokens.create('unsubscribe', { id }))),
  }
}

/** Reads which delivery a bounce is about from the address it came to. `now` is not used for its age: bounces may be late. */
export function createBounceReader(keys: Keys): (recipient: string) => BounceOrigin {
  const tokens = createTokens(keys, { form: 'address' })
  return (recipient) => {
    const [, token] = /\+([^+@]+)@[^@]+$/.exec(recipient) ?? []
    if (token === undefined) return { fault: 'no-token' }
    const parsed = tokens.parse('bounce', token, 0)
    return 'fault' in parsed ? parsed : { deliveryId: parsed.content.id }
  }
}

function readAddress(address: string, report: Report): SubAddress | undefined {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = domainToASCII(address.slice(at + 1))
  const room = longestLocalPart - longestToken - 1
  if (at > 0 && domain !== '' && Buffer.byteLength(local) <= room) return { local, domain }
  report({
    rule: 'delivery/long-address',
    message: `Unexpected address \`${address}\`, expected at most ${room} octets before the @`,
    file: 'tidings.yaml',
  })
  return undefined
}

/** RFC 6068, section 2: what is special in a URL is percent-encoded; `+` is itself there. */
function mailtoOf({ local, domain }: SubAddress, token: string): string {
  return `mailto:${encodeURIComponent(local).replaceAll('%2B', '+')}+${token}@${domain}?subject=unsubscribe`
}
