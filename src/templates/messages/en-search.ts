import type { SearchMessages } from './search-messages.ts'

/** The page that searches the archive, in English. */
export const searchEnglish: SearchMessages = {
  search: 'Search',
  searchFor: 'Words to find',
  searchHint: 'An abbreviation also finds what it stands for, and the other way round.',
  anyYear: 'Any year',
  anySeries: 'Any series',
  anyTag: 'Any subject',
  searching: 'Searching…',
  foundSome: 'No article has all of these words; some of them are in:',
  foundNothing: 'No article has these words.',
  foundNothingHelp: 'Try fewer or other words, take a filter away, or look here:',
  showMore: 'Show more',
  alsoIn: 'Also in',
  searchFailed: 'The search could not be loaded. Check your connection and try again, or look here:',
  searchNeedsScript: 'Searching needs JavaScript, which is switched off in this browser. Look here instead:',
}
