import type { Mention } from '../../model/mention.ts'
import type { Messages } from '../../templates/index.ts'

/** How a marked mention is shown: a link to its entry, described by what the letters stand for. */
export interface Mark {
  href: string
  /** What they stand for, and what took its place. */
  expansion: string
}

/** A picture as it is published. */
export interface BodyImage {
  src: string
  width: number
  height: number
}

/** What prose needs besides its tree. Addresses are those that its page uses: `../../glossary/#icb`. */
export interface BodyContext {
  /** How a mention is marked, or nothing where the policy leaves it as text. */
  mark(mention: Mention): Mark | undefined
  /** The published picture for a picture's address as written, or nothing where it cannot be shown. */
  image(url: string): BodyImage | undefined
  /** The address for a link as written. */
  link(url: string): string
  /** The interface's words. */
  words: Messages
}
