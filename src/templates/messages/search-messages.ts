/** The words of the page that searches the archive, in one language. */
export interface SearchMessages {
  search: string
  /** Above the field for the words to find. */
  searchFor: string
  searchHint: string
  anyYear: string
  anySeries: string
  anyTag: string
  searching: string
  /** Where no article has all the words. */
  foundSome: string
  foundNothing: string
  /** Before the ways on from there. */
  foundNothingHelp: string
  showMore: string
  /** Before other sections of the same article. */
  alsoIn: string
  searchFailed: string
  searchNeedsScript: string
}
