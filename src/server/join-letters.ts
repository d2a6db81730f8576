import { composeNotice } from '../letter/index.ts'
import { addressHeldBack, findMember, type Address } from '../members/index.ts'
import { confirmMs } from './applications.ts'
import { inForce, isOwnLeaving } from './leave-member.ts'
import { noticeEnvelope, type LetterWords } from './notice-envelope.ts'
import type { Service } from './service.ts'

/**
 * Sends the letter that answers an application, after the page has been answered: one to confirm, another to who is
 * subscribed already, and none to an address that bounced or complained.
 */
export async function answerApplication(
  service: Service,
  address: Address,
  application: number,
): Promise<void> {
  const { database, keys } = service
  if (await addressHeldBack(database, address.key, keys)) return
  const words = await wordsFor(service, address, application)
  const letter = await composeNotice({ ...words, ...noticeEnvelope(service, address.address) })
  await service.deliverNotice({ letter, to: address.address })
}

async function wordsFor(service: Service, address: Address, application: number): Promise<LetterWords> {
  const { database, keys, words, settings, tokens, clock } = service
  const { letters } = words
  const member = await findMember(database, { address: address.address })
  const found = await inForce(database, address.key, keys)
  if (found.some((suppression) => !isOwnLeaving(suppression))) {
    return {
      subject: letters.askUsSubject(settings.title),
      before: letters.askUsBefore(settings.title),
      after: letters.askUsAfter,
    }
  }
  if (member?.status === 'active' && found.length === 0) {
    const url = `${settings.serviceUrl}/p/${tokens.create('preferences', { id: member.id })}`
    return {
      subject: letters.alreadySubject(settings.title),
      before: letters.alreadyBefore(settings.title),
      link: { label: letters.alreadyLink, url },
      after: letters.alreadyAfter,
    }
  }
  const token = tokens.create('confirm', { id: application, expiresAt: clock() + confirmMs })
  return {
    subject: letters.confirmSubject(settings.title),
    before: letters.confirmBefore(settings.title),
    link: { label: letters.confirmLink, url: `${settings.serviceUrl}/c/${token}` },
    after: letters.confirmAfter,
  }
}
