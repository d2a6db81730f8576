import { absolute } from '../absolute.ts'
import { articleAddress } from '../addresses.ts'
import { feedAddress, feedTitle, noonOf, type Feed, type FeedEntry } from './feed.ts'
import { summaryText } from './feed-corrections.ts'
import { entryHtml } from './feed-text.ts'

/** JSON Feed 1.1. */
export async function jsonFeed(feed: Feed): Promise<string> {
  const { generateJsonFeed } = await import('feedsmith')
  const { site, home, description, entries } = feed
  const { settings, logo } = site
  const items = entries.map((entry) => jsonItem(feed, entry))
  const document = generateJsonFeed(
    {
      title: feedTitle(feed),
      home_page_url: absolute(settings, home),
      feed_url: absolute(settings, feedAddress(home, 'json')),
      ...(description !== undefined && { description }),
      ...(logo && { icon: absolute(settings, logo.file) }),
      language: settings.language,
      authors: [{ name: settings.organisation }],
      items,
    },
    { strict: true },
  )
  // feedsmith leaves an empty list out, which the format requires.
  return `${JSON.stringify({ ...(document as object), ...(items.length === 0 && { items }) }, null, 2)}\n`
}

function jsonItem(feed: Feed, entry: FeedEntry) {
  const { settings } = feed.site
  const { title, picture, authors, tags } = entry
  const summary = summaryText(entry, settings.language)
  const content = entryHtml(feed, entry)
  return {
    id: absolute(settings, articleAddress(entry.firstSlug)),
    url: absolute(settings, articleAddress(entry.slug)),
    title,
    ...(content === undefined ? { content_text: summary ?? title } : { content_html: content }),
    ...(summary !== undefined && { summary }),
    ...(picture && { image: absolute(settings, picture.file) }),
    date_published: noonOf(entry.date),
    date_modified: noonOf(entry.changed),
    ...(authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
    ...(tags.length > 0 && { tags: [...tags] }),
  }
}
