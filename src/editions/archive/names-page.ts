import type { Report } from '../../diagnostics/index.ts'
import type { Messages, TemplateEngine } from '../../templates/index.ts'
import { authorsAddress, seriesListAddress, tagsAddress } from './addresses.ts'
import { nameScope, type ListedName } from './listed.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { breadcrumbs } from './structured-data.ts'
import { pageWords } from './words-language.ts'

/** What the page of all tags, all authors or all series shows. */
export interface NamesPage {
  site: ArchiveSite
  kind: 'tags' | 'authors' | 'allSeries'
  names: readonly ListedName[]
}

const root = '../'

const pages: Record<NamesPage['kind'], { address: string; title: (words: Messages) => string }> = {
  tags: { address: tagsAddress(), title: (words) => words.allTags },
  authors: { address: authorsAddress(), title: (words) => words.allAuthors },
  allSeries: { address: seriesListAddress(), title: (words) => words.allSeries },
}

export function namesAddress(kind: NamesPage['kind']): string {
  return pages[kind].address
}

/** The page at `/tags/`, `/authors/` or `/series/`. */
export function renderNamesPage(
  { site, kind, names }: NamesPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { address, title } = pages[kind]
  const name = title(pageWords(site.settings.language))
  const head = { kind, title: name, address, things: [breadcrumbs(site, [{ name, address }])] }
  const scope = { ...pageScope(site, head, root), names: names.map((entry) => nameScope(entry, root)) }
  return engine.render('names', scope, report)
}
