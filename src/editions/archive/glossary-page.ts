import type { Root } from 'mdast'
import type { Report } from '../../diagnostics/index.ts'
import type { Term } from '../../model/term.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import { absolute } from './absolute.ts'
import { collatorOf } from './abbreviations.ts'
import { glossaryAddress, glossaryDataAddress } from './addresses.ts'
import { glossaryEntryHtml } from './glossary-entry.ts'
import type { Thing } from './json-ld.ts'
import { groupByLetter } from './letters.ts'
import { nameScope, type ListedArticle, type ListedName } from './listed.ts'
import { rootFrom } from './root-from.ts'
import { pageScope, type ArchiveSite, type PageHead } from './site.ts'
import { breadcrumbs } from './structured-data.ts'
import type { Period, UseCounts } from './use-plot.ts'
import { pageWords } from './words-language.ts'

/** What a page of the glossary shows. */
export interface GlossaryPage {
  site: ArchiveSite
  /** The entries of this page. */
  entries: readonly GlossaryPageEntry[]
  /** The whole glossary, by any spelling: the id of its term. */
  idOf: (spelling: string) => string | undefined
  /** The stretches of time that the plots have bars for. */
  periods: readonly Period[]
  /** The tags of all terms: the pages that the glossary may be narrowed to. */
  tags: readonly ListedName[]
  /** The tag whose terms these are; nothing for the whole glossary. */
  tag?: ListedName | undefined
}

export interface GlossaryPageEntry {
  term: Term
  /** The term's definition, parsed. */
  definition?: Root | undefined
  /** Nothing where no article uses it. */
  use?: TermUse | undefined
}

/** How the articles use a term. */
export interface TermUse {
  articleCount: number
  /** The oldest article that does. */
  first: Pick<ListedArticle, 'slug' | 'title' | 'date'>
  counts: UseCounts
}

/**
 * The page at `/glossary/`, or the one of a tag. Its entries are put together here and not by the template: there may
 * be tens of thousands of them.
 */
export function renderGlossaryPage(
  data: GlossaryPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { site, tag } = data
  const { language } = site.settings
  const root = rootFrom(tag?.address ?? glossaryAddress())
  const entries = sorted(data.entries, language)
  const here = new Set(entries.map(({ term }) => term.id))
  const { idOf, periods } = data
  const isHere = (id: string): boolean => here.has(id)
  const context = { language, root, isHere, idOf, periods, lettersOf: lettersOfSenses(entries) }
  const letters = groupByLetter(entries, ({ term }) => term.term, language).map(({ id, name, members }) => ({
    id,
    name,
    entriesHtml: members.map((entry) => glossaryEntryHtml(entry, context)).join('\n'),
  }))
  const scope = {
    letters,
    tag: tag?.name ?? null,
    tags: data.tags.map((one) => ({ ...nameScope(one, root), isHere: one.address === tag?.address })),
    glossaryUrl: root + glossaryAddress(),
    dataUrl: root + glossaryDataAddress(),
  }
  return engine.render(
    'glossary',
    { ...pageScope(site, headOf({ ...data, entries }), root), ...scope },
    report,
  )
}

function headOf({ site, tag, entries }: GlossaryPage): PageHead {
  const words = pageWords(site.settings.language)
  const crumb = { name: words.glossary, address: glossaryAddress() }
  if (!tag) {
    return {
      kind: 'glossary',
      title: words.glossary,
      description: words.glossaryIntroduction,
      address: glossaryAddress(),
      things: [termSet(site, entries), breadcrumbs(site, [crumb])],
    }
  }
  return {
    kind: 'glossary',
    title: `${words.glossary}: ${tag.name}`,
    address: tag.address,
    things: [breadcrumbs(site, [crumb, tag])],
  }
}

/** Each term in few letters, because there may be a thousand of them: its `@id` is a fragment of this page. */
function termSet(site: ArchiveSite, entries: readonly GlossaryPageEntry[]): Thing {
  const url = absolute(site.settings, glossaryAddress())
  return {
    '@type': 'DefinedTermSet',
    '@id': url,
    url,
    name: `${site.settings.title}: ${pageWords(site.settings.language).glossary}`,
    inLanguage: site.settings.language,
    hasDefinedTerm: entries.map(({ term }) => ({
      '@type': 'DefinedTerm',
      '@id': `${url}#${encodeURIComponent(term.id)}`,
      name: term.term,
      description: term.expansion,
    })),
  }
}

function sorted(entries: readonly GlossaryPageEntry[], language: string): GlossaryPageEntry[] {
  const { compare } = collatorOf(language)
  return [...entries].sort(
    ({ term: one }, { term: other }) => compare(one.term, other.term) || (one.id < other.id ? -1 : 1),
  )
}

/** For each first sense of letters that have no entry of their own: the letters as an address. */
function lettersOfSenses(entries: readonly GlossaryPageEntry[]): Map<string, string> {
  const taken = new Set(entries.map(({ term }) => term.id))
  const lettersOf = new Map<string, string>()
  for (const { term } of entries) {
    const letters = term.sense === undefined ? '' : (term.id.split('--')[0] ?? '')
    if (letters === '' || taken.has(letters)) continue
    taken.add(letters)
    lettersOf.set(term.id, letters)
  }
  return lettersOf
}
