import type { CountedWord } from './counted.ts'

/** The words of the archive's lists and of its glossary. */
export interface ListMessages {
  latestIssue: string
  latestArticles: string
  /** The same below the latest issue. */
  moreArticles: string
  year: string
  previousYear: string
  nextYear: string
  tag: string
  tags: string
  author: string
  authors: string
  /** The links to the pages that name everything. */
  allSeries: string
  allTags: string
  allAuthors: string
  allTitles: string
  titlesIntroduction: string
  articleCount: CountedWord
  /** Above a list that begins with the oldest. */
  oldestFirst: string
  firstUsed: string
  usedInArticles: CountedWord
  /** The section with all articles that use a term, and the plot of them. */
  whereUsed: string
  useOverTime: string
  /** Before the years and numbers of the plot, for those who hear it. */
  articlesPerPeriod: string
  toTheGlossary: string
  /** Before the tags that the glossary may be narrowed to. */
  narrowTo: string
  allTerms: string
  noLongerUsed: string
  glossaryAsData: string
}
