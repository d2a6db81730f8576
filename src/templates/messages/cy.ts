import { archiveWelsh } from './cy-archive.ts'
import { figuresWelsh } from './cy-figures.ts'
import { listsWelsh } from './cy-lists.ts'
import { searchWelsh } from './cy-search.ts'
import { readingWelsh } from './cy-reading.ts'
import type { Messages } from './messages.ts'

/** The interface in Welsh. */
export const welsh: Messages = {
  ...archiveWelsh,
  ...figuresWelsh,
  ...listsWelsh,
  ...searchWelsh,
  ...readingWelsh,
  language: 'cy',
  direction: 'ltr',
  inThisIssue: 'Yn y rhifyn hwn',
  abbreviations: 'Byrfoddau yn y rhifyn hwn',
  wholeGlossary: 'Yr eirfa gyfan, gyda diffiniadau',
  readInArchive: 'Darllen yn yr archif',
  readArticle: 'Darllen yr erthygl gyfan',
  continueInArchive: 'Parhau yn yr archif',
  continueNote:
    'Mae’r rhifyn hwn yn rhy hir ar gyfer un e-bost. Mae’r gweddill yn aros amdanoch yn yr archif.',
  whyYouGetThis: 'Pam rydych chi’n cael hwn',
  unsubscribe: 'Dad-danysgrifio',
  preferences: 'Newid eich dewisiadau',
  footnotes: 'Nodiadau',
  footnoteMark: 'nodyn',
  links: 'Dolenni',
  picture: 'Llun',
  note: 'Nodyn',
  tip: 'Awgrym',
  important: 'Pwysig',
  warning: 'Rhybudd',
  done: 'wedi’i wneud',
  toDo: 'i’w wneud',
  issue: 'Rhifyn',
  forReaders: 'Ar gyfer',
  forOtherReaders: 'Ar gyfer pawb arall',
  preview: 'Rhagolwg',
  previewNotice: 'Mae meysydd y derbynnydd yn dangos gwerthoedd enghreifftiol.',
  previewLight: 'Golau',
  previewDark: 'Tywyll',
  previewDarkNotice: 'yn dynwared modd tywyll rhaglen e-bost; mae rhaglenni go iawn yn amrywio',
  previewText: 'Testun plaen',
  sender: 'Oddi wrth',
  subject: 'Pwnc',
  preheader: 'Rhagbennawd',
  sampleName: 'Sam Sampl',
}
