import { composeNotice } from '../../letter/index.ts'
import { findMember, type Address } from '../../members/index.ts'
import { noticeEnvelope } from '../notice-envelope.ts'
import type { Service } from '../service.ts'
import { mayRead } from './may-read.ts'
import { createSecretToken } from './secret-token.ts'
import { keepLink } from './sign-in-links.ts'

/**
 * Sends a link to who may read, after the page has been answered, and nothing to anybody else. It goes to the address as
 * the roster has it, not as it was typed.
 */
export async function sendSignInLetter(service: Service, address: Address, next: string): Promise<void> {
  const { database, keys, clock, random, settings, words, deliverNotice } = service
  const member = await findMember(database, { address: address.address })
  if (!member || !(await mayRead(database, member, keys))) return
  const { token, hash } = createSecretToken(random)
  const { id: memberId, addressKey } = member
  await keepLink(database, hash, { memberId, addressKey, next }, clock())
  const { gate } = words
  const letter = await composeNotice({
    subject: gate.letterSubject(settings.title),
    before: gate.letterBefore(settings.title),
    link: { label: gate.letterLink, url: `${settings.serviceUrl}/s/${token}` },
    after: gate.letterAfter,
    ...noticeEnvelope(service, member.address),
  })
  await deliverNotice({ letter, to: member.address })
}
