import type { Report } from '../../diagnostics/index.ts'
import { messages, type Messages, type TemplateEngine } from '../../templates/index.ts'
import { glossaryAddress, searchAddress, titlesAddress } from './addresses.ts'
import type { SearchFilters } from './search/index-files.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { wordMarks } from './words-language.ts'

/** What the page that searches the archive shows. */
export interface SearchPage {
  site: ArchiveSite
  filters: SearchFilters
  /** The script that asks the index, from the archive's root. */
  engine: string
}

const root = '../'

/** The page at `/search/`. */
export function renderSearchPage(
  { site, filters, engine }: SearchPage,
  templates: TemplateEngine,
  report: Report,
): string | undefined {
  const words = messages(site.settings.language)
  const head = { kind: 'search', title: words.search, address: searchAddress() } as const
  const search = {
    ...filters,
    engine: root + engine,
    titles: root + titlesAddress(),
    glossary: root + glossaryAddress(),
    words: JSON.stringify({ ...scriptWords(words), marks: wordMarks(site.settings.language) }),
  }
  return templates.render('search', { ...pageScope(site, head, root), search }, report)
}

const spoken = [
  'language',
  'searching',
  'articleCount',
  'foundSome',
  'foundNothing',
  'foundNothingHelp',
  'showMore',
  'alsoIn',
  'searchFailed',
] as const satisfies readonly (keyof Messages)[]

/** What the script says. */
function scriptWords(words: Messages): Partial<Messages> {
  return Object.fromEntries(spoken.map((name) => [name, words[name]]))
}
