import { archiveEnglish } from './en-archive.ts'
import { figuresEnglish } from './en-figures.ts'
import { listsEnglish } from './en-lists.ts'
import { searchEnglish } from './en-search.ts'
import { readingEnglish } from './en-reading.ts'
import type { Messages } from './messages.ts'

/** The interface in English. */
export const english: Messages = {
  ...archiveEnglish,
  ...figuresEnglish,
  ...listsEnglish,
  ...searchEnglish,
  ...readingEnglish,
  language: 'en',
  direction: 'ltr',
  inThisIssue: 'In this issue',
  abbreviations: 'Abbreviations in this issue',
  wholeGlossary: 'The whole glossary, with definitions',
  readInArchive: 'Read in the archive',
  readArticle: 'Read the whole article',
  continueInArchive: 'Continue in the archive',
  continueNote: 'This issue is too long for one e-mail. The rest of it is waiting for you in the archive.',
  whyYouGetThis: 'Why you get this',
  unsubscribe: 'Unsubscribe',
  preferences: 'Change your preferences',
  footnotes: 'Notes',
  footnoteMark: 'note',
  links: 'Links',
  picture: 'Picture',
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  done: 'done',
  toDo: 'to do',
  issue: 'Issue',
  forReaders: 'For',
  forOtherReaders: 'For everyone else',
  preview: 'Preview',
  previewNotice: 'Fields of the recipient show sample values.',
  previewLight: 'Light',
  previewDark: 'Dark',
  previewDarkNotice: 'imitates a client’s dark mode; real clients differ',
  previewText: 'Plain text',
  sender: 'From',
  subject: 'Subject',
  preheader: 'Preheader',
  sampleName: 'Sam Sample',
}
