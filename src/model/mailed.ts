/** Where a workspace keeps what was mailed: `mailed/<issue>/<content hash>/`. Never changed, never deleted by a tool. */
export const mailedFolder = 'mailed'

/** One passage of an article's own words: a heading, a paragraph, a row of a table, a listing of code. */
export interface Passage {
  kind: 'heading' | 'text' | 'code'
  text: string
}

/** An article's own words as a mailing carried them. */
export interface MailedArticleText {
  slug: string
  title: string
  /** Of the passages: under the same hash the words are the same. */
  textHash: string
  passages: Passage[]
}

/** `articles.json` beside an issue's manifest: the words that its letters carry whole. */
export interface MailedTexts {
  version: 1
  /** The manifest's. */
  contentHash: string
  articles: MailedArticleText[]
}

/** `mailed.json`: what a build needs to know of a mailing without reading the rest. */
export interface MailedRecord {
  version: 1
  issue: string
  contentHash: string
  /** When its first letter went out, in UTC. */
  mailedAt: string
  /** The same day by the calendar of the office: `2026-12-01`. */
  mailedOn: string
  /** Slug → hash of the words that the letters carried whole. */
  articles: Record<string, string>
  /** The pictures that the letters show, from this folder and from the archive's root alike. */
  pictures: string[]
}
