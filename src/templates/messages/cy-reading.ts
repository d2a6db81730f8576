import type { ReadingMessages } from './reading-messages.ts'

/** The words round an article's text in Welsh. */
export const readingWelsh: ReadingMessages = {
  readingTime: {
    one: '{n} munud i’w ddarllen',
    two: '{n} funud i’w darllen',
    other: '{n} munud i’w darllen',
  },
  largePrint: 'Print bras, ar y sgrin ac ar bapur',
  howToCite: 'Sut i ddyfynnu’r erthygl hon',
  relatedArticles: 'Erthyglau cysylltiedig',
  corrections: 'Cywiriadau',
  correctedOn: 'Cywirwyd ar',
  subjects: 'Pynciau',
}
