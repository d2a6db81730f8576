/** Addresses from the archive's root. They never change once published. */

export function articleAddress(slug: string): string {
  return `articles/${encodeURIComponent(slug)}/`
}

export function issueAddress(id: string): string {
  return `issues/${encodeURIComponent(id)}/`
}

/** The glossary, or one entry of it by its term's `id`. */
export function glossaryAddress(termId?: string): string {
  return termId === undefined ? 'glossary/' : `glossary/#${encodeURIComponent(termId)}`
}

/** The series' section of the index. */
export function seriesAddress(series: string): string {
  return `#${encodeURIComponent(seriesFragment(series))}`
}

/** Names that differ only in case or signs are one series: `Branch life` and `branch-life`. */
export function seriesFragment(series: string): string {
  const slug = series.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return `series-${slug.replace(/^-|-$/g, '')}`
}
