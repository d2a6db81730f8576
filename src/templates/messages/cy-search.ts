import type { SearchMessages } from './search-messages.ts'

/** The page that searches the archive, in Welsh. */
export const searchWelsh: SearchMessages = {
  search: 'Chwilio',
  searchFor: 'Geiriau i’w canfod',
  searchHint: 'Mae byrfodd hefyd yn canfod yr hyn y mae’n ei olygu, ac i’r gwrthwyneb.',
  anyYear: 'Unrhyw flwyddyn',
  anySeries: 'Unrhyw gyfres',
  anyTag: 'Unrhyw bwnc',
  searching: 'Yn chwilio…',
  foundSome: 'Nid yw’r geiriau hyn i gyd mewn un erthygl; mae rhai ohonynt yn:',
  foundNothing: 'Nid yw’r geiriau hyn mewn unrhyw erthygl.',
  foundNothingHelp: 'Rhowch gynnig ar lai o eiriau neu eiriau eraill, tynnwch hidlydd, neu edrychwch yma:',
  showMore: 'Dangos mwy',
  alsoIn: 'Hefyd yn',
  searchFailed:
    'Nid oedd modd llwytho’r chwiliad. Gwiriwch eich cysylltiad a rhowch gynnig arall arni, neu edrychwch yma:',
  searchNeedsScript:
    'Mae chwilio yn gofyn am JavaScript, sydd wedi’i ddiffodd yn y porwr hwn. Edrychwch yma yn lle hynny:',
}
