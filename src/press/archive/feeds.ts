import {
  feedAddress,
  feedFormats,
  renderFeed,
  seriesPageAddress,
  slugOfName,
  tagAddress,
  type FeedEntry,
  type FeedFormat,
} from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'
import type { Archive } from './archive.ts'
import { ownPicture } from './listed.ts'
import { compare } from './order.ts'

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
export function feedOutputs(archive: Archive): Output[] {
  const { settings } = archive.site
  if (settings.archive.feeds === 'none') return []
  const records = archive.records.filter(({ facts }) => facts.meta.date !== undefined).sort(newestFirst)
  const groups = [
    { home: '', description: settings.description, records },
    ...seriesGroups(archive, records),
    ...tagGroups(records),
  ]
  return groups.flatMap((group) => groupOutputs(archive, group))
}

function groupOutputs(archive: Archive, { home, name, description, records }: Group): Output[] {
  const { site, content, logo, cache } = archive
  const newest = records.slice(0, mostEntries)
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
  const { slug, aliases, title, date = '', updated, authors, tags, summary } = record.facts.meta
  const picture = ownPicture(record)
  return {
    slug,
    firstSlug: aliases[0] ?? slug,
    title,
    date,
    updated,
    authors,
    tags,
    summary,
    picture,
  }
}

function seriesGroups({ site }: Archive, records: readonly ArticleRecord[]): Group[] {
  const inSeries = records.filter(({ facts }) => facts.meta.series !== undefined)
  const bySlug = Map.groupBy(inSeries, ({ facts }) => slugOfName(facts.meta.series ?? ''))
  return [...bySlug].map(([slug, members]) => {
    const own = members[0]?.facts.meta.series ?? slug
    const known = site.settings.series.find(({ id }) => slugOfName(id) === slug)
    return {
      home: seriesPageAddress(own),
      name: known?.title ?? own,
      description: known?.description,
      records: members,
    }
  })
}

/** Tags that differ only in case or signs are one. */
function tagGroups(records: readonly ArticleRecord[]): Group[] {
  const groups = new Map<string, { name: string; records: ArticleRecord[] }>()
  for (const record of records) {
    for (const tag of record.facts.meta.tags) {
      const group = groups.get(slugOfName(tag)) ?? { name: tag, records: [] }
      if (group.records.at(-1) !== record) group.records.push(record)
      groups.set(slugOfName(tag), group)
    }
  }
  return [...groups.values()].map((group) => ({ home: tagAddress(group.name), ...group }))
}

function newestFirst(one: ArticleRecord, other: ArticleRecord): number {
  const [a, b] = [one.facts.meta, other.facts.meta]
  return compare(b.date ?? '', a.date ?? '') || compare(a.title, b.title) || compare(a.slug, b.slug)
}
