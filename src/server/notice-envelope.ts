import { messageIdOf, type NoticeInput } from '../letter/index.ts'
import type { Service } from './service.ts'

/** What a letter of the service says, without whom it is from and to. */
export type LetterWords = Pick<NoticeInput, 'subject' | 'before' | 'link' | 'after'>

/** The rest of a letter of the service. No name stands in it: strangers may have typed it. */
export function noticeEnvelope(
  { settings, words, clock, random }: Service,
  address: string,
): Omit<NoticeInput, keyof LetterWords> {
  const unique = Buffer.from(random(16)).toString('hex')
  return {
    from: settings.sender,
    ...(settings.replyTo !== undefined && { replyTo: settings.replyTo }),
    to: { name: '', address },
    date: new Date(clock()),
    messageId: messageIdOf(`notice-${unique}`, settings.sender.address),
    language: words.language,
    direction: words.direction,
  }
}
