import type { Root } from 'mdast'
import type { Term } from '../../model/term.ts'
import { formatDate } from '../../templates/index.ts'
import { glossaryAddress } from './addresses.ts'
import { escapeHtml } from './escape-html.ts'
import { renderProse } from './render-body.ts'
import { isSafeUrl } from './safe-url.ts'
import { pageWords } from './words-language.ts'

/** From where a term is told of. */
export interface TermContext {
  language: string
  /** The way to the archive's root. */
  root: string
  /** Whether an entry stands on this very page. */
  isHere: (termId: string) => boolean
  /** The id of a term by any of its spellings. */
  idOf: (spelling: string) => string | undefined
}

/** The address of a term's entry. */
export function entryHref(id: string, { root, isHere }: TermContext): string {
  return isHere(id) ? `#${encodeURIComponent(id)}` : root + glossaryAddress(id)
}

/** A definition as HTML; what it links to within the glossary is found from any page. */
export function definitionHtml(definition: Root, context: TermContext): string {
  return renderProse(definition, {
    words: pageWords(context.language),
    mark: () => undefined,
    image: () => undefined,
    link: (url) => (/^#./.test(url) ? entryHref(decoded(url.slice(1)), context) : url),
  })
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** Whether something took the term's place, or it has an end. */
export function isOutOfUse({ replacedBy, until }: Term): boolean {
  return replacedBy.length > 0 || until !== undefined
}

/** What is known of a term besides its meaning, a line of HTML each. */
export function factLines(term: Term, context: TermContext): string[] {
  const { language } = context
  const words = pageWords(language)
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

function termsLine(name: string, spellings: readonly string[], context: TermContext): string | false {
  if (spellings.length === 0) return false
  const links = spellings.map((spelling) => {
    const id = context.idOf(spelling)
    const shown = escapeHtml(spelling)
    return id === undefined ? shown : `<a href="${entryHref(id, context)}">${shown}</a>`
  })
  return factLine(name, links.join(', '))
}

function urlLink(url: string): string {
  const shown = URL.parse(url)?.host.replace(/^www\./, '') ?? url
  return `<a href="${escapeHtml(url)}">${escapeHtml(shown)}</a>`
}
