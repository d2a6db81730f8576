import {
  changedOn,
  correctionsOf,
  feedAddress,
  feedFormats,
  renderFeed,
  seriesPageAddress,
  tagAddress,
  type FeedEntry,
  type FeedFormat,
} from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'
import type { Archive } from './archive.ts'
import { ownPicture } from './listed.ts'
import type { Lists } from './lists.ts'

/** Readers keep what they have seen, so a feed need only bridge the time between two looks at it. */
const mostEntries = 30

/** The articles of one feed. */
interface Group {
  /** The page that lists them, from the archive's root. */
  home: string
  name?: string
  description?: string | undefined
  /** Newest first. */
  records: readonly ArticleRecord[]
}

/** The feeds of the whole publication, each series and each tag, in every format. */
export function feedOutputs(archive: Archive, { articles, series, tags }: Lists): Output[] {
  const { settings } = archive.site
  if (settings.archive.feeds === 'none') return []
  const groups: Group[] = [
    { home: '', description: settings.description, records: articles },
    ...series.map((group) => ({ ...group, home: seriesPageAddress(group.slug) })),
    ...tags.map((group) => ({ ...group, home: tagAddress(group.slug) })),
  ]
  return groups.flatMap((group) => groupOutputs(archive, group))
}

/** What carries no date is no news. */
function groupOutputs(archive: Archive, { home, name, description, records }: Group): Output[] {
  const { site, content, logo, cache } = archive
  const newest = records.filter(({ facts }) => facts.meta.date !== undefined).slice(0, mostEntries)
  const key = hashOf(
    content.hashes.common,
    logo?.hash ?? '',
    JSON.stringify([home, name, description]),
    ...newest.map((record) => record.key),
  )
  const isFull = site.settings.archive.feeds === 'full'
  const entries = (): FeedEntry[] =>
    newest.map((record) => ({
      ...entryOf(record),
      body: isFull ? (cache.get('body', record.file)?.value ?? '') : undefined,
    }))
  return Object.keys(feedFormats).map((format) => ({
    file: `archive/${decodeURIComponent(feedAddress(home, format as FeedFormat))}`,
    key,
    make: () => renderFeed({ site, home, name, description, entries: entries() }, format as FeedFormat),
  }))
}

function entryOf(record: ArticleRecord): FeedEntry {
  const { meta } = record.facts
  const { slug, aliases, title, date = '', authors, tags, summary } = meta
  const picture = ownPicture(record)
  return {
    slug,
    firstSlug: aliases[0] ?? slug,
    title,
    date,
    changed: changedOn(meta) ?? date,
    corrections: correctionsOf(meta),
    authors,
    tags,
    summary,
    picture,
  }
}
