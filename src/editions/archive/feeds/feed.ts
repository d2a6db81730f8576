import type { Correction } from '../../../model/article.ts'
import type { SitePicture } from '../site.ts'
import type { ArchiveSite } from '../site.ts'

/** What one feed tells. */
export interface Feed {
  site: ArchiveSite
  /** The page that lists the same articles, from the archive's root: nothing in it for the first page. */
  home: string
  /** Nothing for the whole publication. */
  name?: string | undefined
  description?: string | undefined
  /** Newest first. */
  entries: readonly FeedEntry[]
}

export interface FeedEntry {
  slug: string
  /** The slug that it was first published under: readers know it by that, whatever becomes of its address. */
  firstSlug: string
  title: string
  /** `2023-03-02`. */
  date: string
  /** The day on which it last changed: from `changedOn`. */
  changed: string
  /** What was put right in it, oldest first. */
  corrections: readonly Correction[]
  authors: readonly string[]
  tags: readonly string[]
  summary?: string | undefined
  /** Its own picture. */
  picture?: SitePicture | undefined
  /** Its body as its page has it; nothing in a feed of summaries. */
  body?: string | undefined
}

/** The kinds of feed: each stands beside the page that lists its articles. */
export const feedFormats = {
  rss: { file: 'feed.xml', type: 'application/rss+xml', name: 'RSS' },
  atom: { file: 'atom.xml', type: 'application/atom+xml', name: 'Atom' },
  json: { file: 'feed.json', type: 'application/feed+json', name: 'JSON Feed' },
} as const

export type FeedFormat = keyof typeof feedFormats

/** The address of a feed from that of its page: `series/send-reform/` → `series/send-reform/feed.xml`. */
export function feedAddress(home: string, format: FeedFormat): string {
  return home + feedFormats[format].file
}

/** What readers call the feed. */
export function feedTitle({ site, name }: Pick<Feed, 'site' | 'name'>): string {
  return name === undefined ? site.settings.title : `${name} – ${site.settings.title}`
}

/** An article has a day and no hour: at noon in UTC it is that day in almost all the world. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}
