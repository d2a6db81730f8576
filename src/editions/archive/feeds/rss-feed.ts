import { absolute } from '../absolute.ts'
import { articleAddress } from '../addresses.ts'
import { escapeHtml } from '../escape-html.ts'
import { feedAddress, feedFormats, feedTitle, noonOf, type Feed, type FeedEntry } from './feed.ts'
import { summaryText } from './feed-corrections.ts'
import { entryHtml, xmlText } from './feed-text.ts'

/** RSS 2.0, with the authors' names in Dublin Core because RSS itself has only their addresses. */
export async function rssFeed(feed: Feed): Promise<string> {
  const { generateRssFeed } = await import('feedsmith')
  const { site, home, description, entries } = feed
  const { settings } = site
  const title = xmlText(feedTitle(feed))
  return generateRssFeed(
    {
      title,
      link: absolute(settings, home),
      description: asHtml(description ?? title),
      language: settings.language,
      atom: {
        links: [
          { href: absolute(settings, feedAddress(home, 'rss')), rel: 'self', type: feedFormats.rss.type },
        ],
      },
      items: entries.map((entry) => rssItem(feed, entry)),
    },
    { strict: true },
  )
}

function rssItem(feed: Feed, entry: FeedEntry) {
  const { settings } = feed.site
  const content = entryHtml(feed, entry)
  const summary = summaryText(entry, settings.language)
  const id = absolute(settings, articleAddress(entry.firstSlug))
  return {
    title: xmlText(entry.title),
    link: absolute(settings, articleAddress(entry.slug)),
    guid: { value: id, isPermaLink: true },
    pubDate: noonOf(entry.date),
    ...(summary !== undefined && { description: asHtml(summary) }),
    ...(entry.tags.length > 0 && { categories: entry.tags.map((tag) => ({ name: xmlText(tag) })) }),
    ...(entry.authors.length > 0 && { dc: { creators: entry.authors.map(xmlText) } }),
    ...(content !== undefined && { content: { encoded: content } }),
  }
}

/** Readers take a description for HTML. */
function asHtml(text: string): string {
  return escapeHtml(xmlText(text))
}
