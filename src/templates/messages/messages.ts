import type { ArchiveMessages } from './archive-messages.ts'
import { welsh } from './cy.ts'
import { english } from './en.ts'
import type { FigureMessages } from './figure-messages.ts'
import type { ListMessages } from './list-messages.ts'
import type { ReadingMessages } from './reading-messages.ts'
import type { SearchMessages } from './search-messages.ts'

/** The interface's own words in one language: templates see them as `words`. */
export interface Messages
  extends ArchiveMessages, FigureMessages, ListMessages, ReadingMessages, SearchMessages {
  /** The language the words are in (BCP 47): English where the publication's has no words of its own. */
  language: string
  direction: 'ltr' | 'rtl'
  /** Before the contents of an issue. */
  inThisIssue: string
  abbreviations: string
  /** The link below the abbreviations. */
  wholeGlossary: string
  readInArchive: string
  /** The link of an article that is carried as its summary. */
  readArticle: string
  /** Where an issue was cut because it is too long for a mail client. */
  continueInArchive: string
  continueNote: string
  whyYouGetThis: string
  unsubscribe: string
  preferences: string
  /** Before the list of footnotes. */
  footnotes: string
  /** Before the number of a footnote in the text edition: `[note 1]`. */
  footnoteMark: string
  /** Before the numbered addresses in the text edition. */
  links: string
  /** A picture's text equivalent in the text edition begins with it. */
  picture: string
  note: string
  tip: string
  important: string
  warning: string
  done: string
  toDo: string
  issue: string
  /** Between an audience condition and its passage in the archive. */
  forReaders: string
  forOtherReaders: string
  preview: string
  previewNotice: string
  previewLight: string
  previewDark: string
  previewDarkNotice: string
  previewText: string
  sender: string
  subject: string
  preheader: string
  /** What a recipient's fields read in a preview. */
  sampleName: string
}

const byLanguage: Record<string, Messages> = { cy: welsh, en: english }

/** The interface's words in a language (BCP 47), in English where the language has no words of its own yet. */
export function messages(language: string): Messages {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  return byLanguage[primary] ?? english
}
