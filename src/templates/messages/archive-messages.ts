import type { CountedWord } from './counted.ts'

/** The archive's own words in one language. */
export interface ArchiveMessages {
  skipToContent: string
  /** The navigation between the archive's parts, for those who hear it. */
  mainNavigation: string
  home: string
  /** Before the links to RSS, Atom and JSON Feed. */
  feeds: string
  articles: string
  issues: string
  series: string
  glossary: string
  years: string
  /** Before the condition of a passage. */
  forMembers: string
  /** The section of articles that carry no date. */
  undated: string
  published: string
  updated: string
  by: string
  onThisPage: string
  abbreviationsHere: string
  noteReference: string
  backToText: string
  table: string
  and: string
  or: string
  not: string
  previousInSeries: string
  nextInSeries: string
  mailedIn: string
  previousIssue: string
  nextIssue: string
  inThisMailing: string
  seeTheMail: string
  /** Before the date on which the e-mail was sent. */
  asItWasSent: string
  backToIssue: string
  /** Before the date of the mailing. */
  changedSinceMailed: string
  whatChanged: string
  /** The page that shows it. */
  changesTitle: string
  /** Before the dates of the two versions that are compared. */
  changesBetween: string
  backToArticle: string
  /** Before words that were taken out, for those who hear the page. */
  removedWords: string
  /** Before words that were put in, for those who hear the page. */
  addedWords: string
  /** After either of them. */
  changeEnds: string
  unchangedPassages: CountedWord
  changedPassages: CountedWord
  firstPublished: string
  replacedBy: string
  /** The same inside a sentence, after what the letters stand for. */
  termReplacedBy: string
  replaces: string
  alsoWritten: string
  since: string
  until: string
  readMore: string
  usedIn: string
  notUsed: string
  glossaryEmpty: string
  glossaryIntroduction: string
  letters: string
  emptyArchive: string
  movedTitle: string
  movedText: string
  notFoundTitle: string
  notFoundText: string
  /** The link of a members’ archive. */
  signOut: string
}
