import { atomFeed } from './atom-feed.ts'
import type { Feed, FeedFormat } from './feed.ts'
import { jsonFeed } from './json-feed.ts'
import { rssFeed } from './rss-feed.ts'

const renderers = { rss: rssFeed, atom: atomFeed, json: jsonFeed } satisfies Record<
  FeedFormat,
  (feed: Feed) => Promise<string>
>

/** A feed as the text of its file. Nothing of it comes from a clock. */
export function renderFeed(feed: Feed, format: FeedFormat): Promise<string> {
  return renderers[format](feed)
}
