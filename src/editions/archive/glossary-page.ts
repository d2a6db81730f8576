import type { Root } from 'mdast'
import type { Report } from '../../diagnostics/index.ts'
import type { Term } from '../../model/term.ts'
import { formatDate, type TemplateEngine } from '../../templates/index.ts'
import { collatorOf } from './abbreviations.ts'
import { articleAddress, glossaryAddress } from './addresses.ts'
import { escapeHtml } from './escape-html.ts'
import { glossaryEntryHtml, type EntryContext } from './glossary-entry.ts'
import type { ListedArticle } from './listed.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { pageWords } from './words-language.ts'

/** What the glossary page shows. */
export interface GlossaryPage {
  site: ArchiveSite
  entries: readonly GlossaryPageEntry[]
  /** The articles that entries refer to, in the order in which they are listed. */
  articles: readonly ListedArticle[]
}

export interface GlossaryPageEntry {
  term: Term
  /** The term's definition, parsed. */
  definition?: Root | undefined
  /** The articles that use it: their places in `articles`. */
  usedIn: readonly number[]
}

const root = '../'

/**
 * The page at `/glossary/`. Its entries are put together here and not by the template: there may be tens of thousands
 * of links to the articles that use them.
 */
export function renderGlossaryPage(
  data: GlossaryPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { settings } = data.site
  const words = pageWords(settings.language)
  const head = {
    kind: 'glossary',
    title: words.glossary,
    description: words.glossaryIntroduction,
    address: glossaryAddress(),
  } as const
  const entries = sorted(data.entries, settings.language)
  const groups = groupByLetter(entries, settings.language)
  const context = entryContext({ ...data, entries })
  const letters = [...groups].map(([name, group]) => ({
    id: letterId(name),
    name,
    entriesHtml: group.map((entry) => glossaryEntryHtml(entry, context)).join('\n'),
  }))
  return engine.render('glossary', { ...pageScope(data.site, head, root), letters }, report)
}

function sorted(entries: readonly GlossaryPageEntry[], language: string): GlossaryPageEntry[] {
  const { compare } = collatorOf(language)
  return [...entries].sort(
    ({ term: one }, { term: other }) => compare(one.term, other.term) || (one.id < other.id ? -1 : 1),
  )
}

/** The sign under which terms that begin with no letter stand. */
const noLetter = '#'

function groupByLetter(
  entries: readonly GlossaryPageEntry[],
  language: string,
): Map<string, GlossaryPageEntry[]> {
  const groups = new Map<string, GlossaryPageEntry[]>()
  for (const entry of entries) {
    const letter = firstLetter(entry.term.term, language)
    const group = groups.get(letter)
    if (group) group.push(entry)
    else groups.set(letter, [entry])
  }
  return groups
}

function firstLetter(term: string, language: string): string {
  const [first = ''] = term.normalize('NFD')
  return /\p{L}/u.test(first) ? first.toLocaleUpperCase(language) : noLetter
}

/** With a capital, which no term's address has. */
function letterId(letter: string): string {
  return `letter${letter === noLetter ? 'Other' : letter}`
}

function entryContext({ site, entries, articles }: GlossaryPage): EntryContext {
  const { language } = site.settings
  const idOfSpelling = new Map<string, string>()
  for (const { term } of entries) {
    for (const spelling of [...term.also, term.term]) idOfSpelling.set(spelling, term.id)
  }
  return {
    words: pageWords(language),
    language,
    lettersOf: lettersOfSenses(entries),
    idOf: (spelling) => idOfSpelling.get(spelling),
    articleLines: articles.map((article) => articleLine(article, language)),
  }
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

/** Made once for each article, however many entries show it. */
function articleLine({ slug, title, date }: ListedArticle, language: string): string {
  const link = `<a href="${root}${articleAddress(slug)}">${escapeHtml(title)}</a>`
  return date === undefined
    ? `<li>${link}</li>`
    : `<li>${link} <time datetime="${escapeHtml(date)}">${escapeHtml(formatDate(date, language))}</time></li>`
}
