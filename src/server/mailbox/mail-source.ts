/**
 * What a letter turned out to be. `left`: it has ended a subscription, now or when it was first read; `automatic`: a
 * machine wrote it, and it ends nothing; `other`: it is for people to read.
 */
export type Verdict = 'left' | 'automatic' | 'other'

/** Looks at the head of one letter; fails where that could not be recorded, and then the letter is looked at again. */
export type Look = (head: Uint8Array) => Promise<Verdict>

/** A letter that could not be opened, or was handled and could not be marked as read. The next look tries it again. */
export interface LetterTrouble {
  /** Its number or the name of its file. */
  letter: string
  act: 'opened' | 'marked as read'
  cause: unknown
}

/** A mailbox. Nothing in it is ever removed; what was handled is marked as read where the mailbox has such a mark. */
export interface MailSource {
  /**
   * Shows every letter that this source has not shown yet, once, and tells of those that it passed over. Fails where
   * the mailbox as a whole cannot be read.
   */
  poll: (look: Look) => Promise<LetterTrouble[]>
  close: () => Promise<void>
}
