import type { Report } from '../../diagnostics/index.ts'
import { counted, type TemplateEngine } from '../../templates/index.ts'
import { absolute } from './absolute.ts'
import { glossaryAddress, termAddress } from './addresses.ts'
import { escapeHtml } from './escape-html.ts'
import { articleLink } from './glossary-entry.ts'
import type { GlossaryPageEntry, TermUse } from './glossary-page.ts'
import type { Thing } from './json-ld.ts'
import type { ListedArticle } from './listed.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { breadcrumbs } from './structured-data.ts'
import { definitionHtml, factLines, isOutOfUse } from './term-facts.ts'
import { isPlotted, silentPlotHtml, useCountsText, type Period } from './use-plot.ts'
import { pageWords } from './words-language.ts'

/** What the page of a term shows. */
export interface TermPage {
  site: ArchiveSite
  entry: GlossaryPageEntry & { use: TermUse }
  idOf: (spelling: string) => string | undefined
  periods: readonly Period[]
  /** Every article that uses it, in the order in which they are shown. */
  uses: readonly UsingArticle[]
}

/** An article with the sentence of a term's first mention. */
export interface UsingArticle {
  /** From `usingArticleLink`. */
  link: string
  /** From `sentenceHtml`. */
  sentence?: string | undefined
}

const root = '../../'

/** The link to an article from the page of a term: the same on each of the pages that have it, so make it once. */
export function usingArticleLink(
  article: Pick<ListedArticle, 'slug' | 'title' | 'date'>,
  language: string,
): string {
  return `<p class="use-article">${articleLink(article, root, language)}</p>`
}

/** The sentence in which an article uses a term: what stands before the term, its letters, and what follows. */
export function sentenceHtml([before, letters, after]: readonly [string, string, string]): string {
  return `${escapeHtml(before)}<mark>${escapeHtml(letters)}</mark>${escapeHtml(after)}`
}

/** The page at `/glossary/<term>/`: a term and every article that uses it. */
export function renderTermPage(data: TermPage, engine: TemplateEngine, report: Report): string | undefined {
  const { site, entry, idOf, periods, uses } = data
  const { term, use, definition } = entry
  const { language } = site.settings
  const words = pageWords(language)
  const context = { language, root, idOf, isHere: () => false }
  const address = termAddress(term.id)
  const crumbs = [
    { name: words.glossary, address: glossaryAddress() },
    { name: term.term, address },
  ]
  const head = {
    kind: 'term',
    title: `${term.term} (${term.expansion})`,
    description: counted(words.language, use.articleCount, words.usedInArticles),
    address,
    things: [termThing(site, entry), breadcrumbs(site, crumbs)],
  } as const
  const isDated = isPlotted(use.counts)
  const scope = {
    letters: term.term,
    expansion: term.expansion,
    isOutOfUse: isOutOfUse(term),
    entryUrl: root + glossaryAddress(term.id),
    definitionHtml: definition ? definitionHtml(definition, context) : '',
    facts: factLines(term, context).map((html) => ({ html })),
    articleCount: use.articleCount,
    firstHtml: articleLink(use.first, root, language),
    plotHtml: isDated ? silentPlotHtml(use.counts, periods) : '',
    plotText: isDated ? useCountsText(use.counts, periods, language) : null,
    usesHtml: uses.map(useHtml).join('\n'),
  }
  return engine.render('term', { ...pageScope(site, head, root), term: scope }, report)
}

function termThing({ settings }: ArchiveSite, { term }: GlossaryPageEntry): Thing {
  return {
    '@type': 'DefinedTerm',
    '@id': absolute(settings, glossaryAddress(term.id)),
    name: term.term,
    alternateName: term.also.length > 0 ? term.also : undefined,
    description: term.expansion,
    url: absolute(settings, termAddress(term.id)),
    inDefinedTermSet: absolute(settings, glossaryAddress()),
  }
}

/** Put together here: a common term may be used by thousands of articles. */
function useHtml({ link, sentence }: UsingArticle): string {
  return sentence ? `<li>${link}<p class="use-sentence">${sentence}</p></li>` : `<li>${link}</li>`
}
