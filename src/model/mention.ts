import type { Place } from './place.ts'

/** A place in an article where a term occurs. */
export interface Mention {
  /** The term's `id`. */
  termId: string
  /** The letters the reader sees, a plural's `s` included. */
  text: string
  /** The stretch of the source that makes those letters. */
  place: Place
  /** `prose` can be linked; a `heading` counts as used; `plain` is `:plain[…]`; a `link` is inside an author's link. */
  where: 'prose' | 'heading' | 'plain' | 'link'
  /** Whether it is the first mention in prose of its article. */
  firstInArticle: boolean
  /** Whether it is the first mention in prose of its section. */
  firstInSection: boolean
  /** Whether the author's own definition stands beside it, so that no expansion is added. */
  definedHere: boolean
  /** Whether every edition marks it whatever the policy: letters with two senses in one article, or `:term[…]`. */
  always: boolean
}
