import type { Term } from '../../model/term.ts'
import { counted, formatDate } from '../../templates/index.ts'
import { articleAddress, termAddress } from './addresses.ts'
import { escapeHtml } from './escape-html.ts'
import type { GlossaryPageEntry } from './glossary-page.ts'
import type { ListedArticle } from './listed.ts'
import { definitionHtml, factLines, isOutOfUse, type TermContext } from './term-facts.ts'
import { isPlotted, usePlotHtml, type Period } from './use-plot.ts'
import { pageWords } from './words-language.ts'

/** What the entries of one page have in common. */
export interface EntryContext extends TermContext {
  /** The letters of terms with several senses, as an address of their own, by the sense that carries it. */
  lettersOf: ReadonlyMap<string, string>
  periods: readonly Period[]
}

/** A term's entry: its letters with its address, and all that is known of it but the list of its uses. */
export function glossaryEntryHtml(entry: GlossaryPageEntry, context: EntryContext): string {
  const { term } = entry
  const definition = entry.definition ? definitionHtml(entry.definition, context) : ''
  const parts = [
    `<dt>${senseTarget(term, context)}<dfn>${escapeHtml(term.term)}</dfn>${status(term, context)}</dt>`,
    `<dd class="entry-expansion">${escapeHtml(term.expansion)}</dd>`,
    definition && `<dd class="entry-definition">${definition}</dd>`,
    ...factLines(term, context).map((line) => `<dd class="entry-fact">${line}</dd>`),
    `<dd class="entry-uses">${usesHtml(entry, context)}</dd>`,
  ]
  return `<div class="entry" id="${escapeHtml(term.id)}">\n${parts.filter(Boolean).join('\n')}\n</div>`
}

/** The letters alone lead to the first of their senses. */
function senseTarget({ id }: Term, { lettersOf }: EntryContext): string {
  const letters = lettersOf.get(id)
  return letters === undefined ? '' : `<span id="${escapeHtml(letters)}"></span>`
}

function status(term: Term, { language }: EntryContext): string {
  if (!isOutOfUse(term)) return ''
  return ` <span class="entry-status">${escapeHtml(pageWords(language).noLongerUsed)}</span>`
}

function usesHtml({ term, use }: GlossaryPageEntry, { language, root, periods }: EntryContext): string {
  const words = pageWords(language)
  if (!use) return escapeHtml(words.notUsed)
  const plot = isPlotted(use.counts) ? `${usePlotHtml(use.counts, periods, language)} ` : ''
  const link = `<a href="${root}${termAddress(term.id)}">${escapeHtml(counted(words.language, use.articleCount, words.usedInArticles))}</a>`
  return `${plot}${link}<br>${escapeHtml(words.firstUsed)} ${articleLink(use.first, root, language)}`
}

/** An article's title as a link, with its date. */
export function articleLink(
  { slug, title, date }: Pick<ListedArticle, 'slug' | 'title' | 'date'>,
  root: string,
  language: string,
): string {
  const link = `<a href="${root}${articleAddress(slug)}">${escapeHtml(title)}</a>`
  if (date === undefined) return link
  return `${link} <time datetime="${escapeHtml(date)}">(${escapeHtml(formatDate(date, language))})</time>`
}
