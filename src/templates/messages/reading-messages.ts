import type { CountedWord } from './counted.ts'

/** The words round an article's text. */
export interface ReadingMessages {
  readingTime: CountedWord
  largePrint: string
  howToCite: string
  relatedArticles: string
  corrections: string
  /** Before the date of the last correction. */
  correctedOn: string
  /** Before the tags that an article has. */
  subjects: string
}
