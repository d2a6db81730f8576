import type { ReadingMessages } from './reading-messages.ts'

/** The words round an article's text in English. */
export const readingEnglish: ReadingMessages = {
  readingTime: { one: '{n} minute to read', other: '{n} minutes to read' },
  largePrint: 'Large print, on screen and paper',
  howToCite: 'How to cite this article',
  relatedArticles: 'Related articles',
  corrections: 'Corrections',
  correctedOn: 'Corrected on',
  subjects: 'Subjects',
}
