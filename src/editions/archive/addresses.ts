import { createHash } from 'node:crypto'

/** Addresses from the archive's root. They never change once published. */

export function articleAddress(slug: string): string {
  return `articles/${encodeURIComponent(slug)}/`
}

/** The address of what has changed in an article since it was mailed. */
export function changesAddress(slug: string): string {
  return `${articleAddress(slug)}changes/`
}

export function issueAddress(id: string): string {
  return `issues/${encodeURIComponent(id)}/`
}

/** The glossary, or one entry of it by its term's `id`. */
export function glossaryAddress(termId?: string): string {
  return termId === undefined ? 'glossary/' : `glossary/#${encodeURIComponent(termId)}`
}

/** All articles with a tag. */
export function tagAddress(tag: string): string {
  return `tags/${encodeURIComponent(slugOfName(tag))}/`
}

/** A term with every article that uses it; it is there as long as one does. */
export function termAddress(termId: string): string {
  return `glossary/${encodeURIComponent(termId)}/`
}

/** The glossary's terms with a tag. */
export function glossaryTagAddress(tag: string): string {
  return `glossary/tags/${encodeURIComponent(slugOfName(tag))}/`
}

/** The glossary as data. */
export function glossaryDataAddress(): string {
  return 'glossary/glossary.json'
}

/** All tags. */
export function tagsAddress(): string {
  return 'tags/'
}

/** All articles by an author. */
export function authorAddress(name: string): string {
  return `authors/${encodeURIComponent(slugOfName(name))}/`
}

/** All authors. */
export function authorsAddress(): string {
  return 'authors/'
}

/** All articles and issues of a year, or with nothing those that carry no date. */
export function yearAddress(year?: number): string {
  return `years/${year ?? 'undated'}/`
}

/** All articles of a series in their order. */
export function seriesPageAddress(series: string): string {
  return `series/${encodeURIComponent(slugOfName(series))}/`
}

/** All series. */
export function seriesListAddress(): string {
  return 'series/'
}

/** The page that searches the archive. */
export function searchAddress(): string {
  return 'search/'
}

/** The titles of all articles. */
export function titlesAddress(): string {
  return 'titles/'
}

/** Where the index names a series: the address of old links to one. */
export function seriesFragment(series: string): string {
  return `series-${wordsOf(series)}`
}

/**
 * A name as a part of an address. Names that differ only in case or signs are one: `Branch life` and `branch-life`.
 * A name of signs alone, such as an emoji, is the numbers of its signs, which no file system takes amiss.
 */
export function slugOfName(name: string): string {
  const slug = knownSlugs.get(name) ?? makeSlug(name)
  knownSlugs.set(name, slug)
  return slug
}

/** Every article is asked for the same few names. */
const knownSlugs = new Map<string, string>()

function makeSlug(name: string): string {
  return shortened(wordsOf(name) || Array.from(name, (sign) => sign.codePointAt(0)?.toString(16)).join('-'))
}

/** Letters and digits of any script, with hyphens for all else. */
function wordsOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** File systems hold names of 255 bytes. */
const longestSlug = 60

function shortened(slug: string): string {
  const signs = Array.from(slug)
  if (signs.length <= longestSlug) return slug
  const hash = createHash('sha256').update(slug).digest('hex')
  return `${signs.slice(0, longestSlug - 9).join('')}-${hash.slice(0, 8)}`
}
