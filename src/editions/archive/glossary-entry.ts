import type { Term } from '../../model/term.ts'
import { formatDate, type Messages } from '../../templates/index.ts'
import { escapeHtml } from './escape-html.ts'
import type { GlossaryPageEntry } from './glossary-page.ts'
import { renderProse } from './render-body.ts'
import { isSafeUrl } from './safe-url.ts'

/** What the entries of one page have in common. */
export interface EntryContext {
  words: Messages
  language: string
  /** The letters of terms with several senses, as an address of their own, by the sense that carries it. */
  lettersOf: ReadonlyMap<string, string>
  /** The address of a term by any of its spellings. */
  idOf(spelling: string): string | undefined
  /** A list item for each article. */
  articleLines: readonly string[]
}

/** Longer lists of articles are folded. */
const mostUnfolded = 5

/** A term's entry: its letters with its address, and all that is known of it. */
export function glossaryEntryHtml(entry: GlossaryPageEntry, context: EntryContext): string {
  const { term } = entry
  const definition = entry.definition ? definitionHtml(entry.definition, context) : ''
  const parts = [
    `<dt>${senseTarget(term, context)}<dfn>${escapeHtml(term.term)}</dfn></dt>`,
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

function definitionHtml(
  definition: NonNullable<GlossaryPageEntry['definition']>,
  { words }: EntryContext,
): string {
  return renderProse(definition, { words, mark: () => undefined, image: () => undefined, link: (url) => url })
}

function factLines(term: Term, context: EntryContext): string[] {
  const { words, language } = context
  const others = [...term.also, ...(term.plural === undefined ? [] : [term.plural])]
  return [
    termsLine(words.replacedBy, term.replacedBy, context),
    termsLine(words.replaces, term.replaces, context),
    others.length > 0 && factLine(words.alsoWritten, escapeHtml(others.join(', '))),
    term.since !== undefined && factLine(words.since, escapeHtml(formatDate(term.since, language))),
    term.until !== undefined && factLine(words.until, escapeHtml(formatDate(term.until, language))),
    term.url !== undefined && isSafeUrl(term.url) && factLine(words.readMore, urlLink(term.url)),
  ].filter((line) => line !== false)
}

function factLine(name: string, html: string): string {
  return `<span>${escapeHtml(name)}</span> ${html}`
}

function termsLine(name: string, spellings: readonly string[], { idOf }: EntryContext): string | false {
  if (spellings.length === 0) return false
  const links = spellings.map((spelling) => {
    const id = idOf(spelling)
    return id === undefined
      ? escapeHtml(spelling)
      : `<a href="#${encodeURIComponent(id)}">${escapeHtml(spelling)}</a>`
  })
  return factLine(name, links.join(', '))
}

function urlLink(url: string): string {
  const shown = URL.parse(url)?.host.replace(/^www\./, '') ?? url
  return `<a href="${escapeHtml(url)}">${escapeHtml(shown)}</a>`
}

function usesHtml({ usedIn }: GlossaryPageEntry, { words, articleLines }: EntryContext): string {
  if (usedIn.length === 0) return escapeHtml(words.notUsed)
  const list = `<ul>\n${usedIn.map((index) => articleLines[index] ?? '').join('\n')}\n</ul>`
  const name = `${escapeHtml(words.usedIn)} `
  if (usedIn.length <= mostUnfolded) return `<p>${name.trim()}</p>\n${list}`
  return `<details>\n<summary>${name}(${usedIn.length})</summary>\n${list}\n</details>`
}
