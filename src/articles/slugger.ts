/** Beginnings that the archive keeps for ids of its own. */
const reserved = /^(?:fn|fnref|footnotes?|footnote-label|main|content|contents|abbreviations|user-content)(?:-|$)/

/** Gives each heading an id that no other has: `pay-and-hours`, then `pay-and-hours-2`. */
export function createSlugger(): (text: string) => string {
  const used = new Set<string>()
  const next = new Map<string, number>()
  return (text) => {
    const base = slugOf(text)
    let slug = base
    let count = next.get(base) ?? 1
    while (used.has(slug)) slug = `${base}-${++count}`
    next.set(base, count)
    used.add(slug)
    return slug
  }
}

function slugOf(text: string): string {
  const slug = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  if (slug === '') return 'section'
  return reserved.test(slug) ? `section-${slug}` : slug
}
