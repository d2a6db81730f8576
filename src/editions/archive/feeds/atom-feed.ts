import { absolute } from '../absolute.ts'
import { articleAddress } from '../addresses.ts'
import { feedAddress, feedFormats, feedTitle, noonOf, type Feed, type FeedEntry } from './feed.ts'
import { summaryText } from './feed-corrections.ts'
import { entryHtml, xmlText } from './feed-text.ts'

/** A feed that holds nothing has still to say when it changed (RFC 4287, section 4.2.15), on any clock the same. */
const beforeAll = '1970-01-01'

/** Atom (RFC 4287). */
export async function atomFeed(feed: Feed): Promise<string> {
  const { generateAtomFeed } = await import('feedsmith')
  const { site, home, description, entries } = feed
  const { settings, logo } = site
  const self = absolute(settings, feedAddress(home, 'atom'))
  return generateAtomFeed(
    {
      xml: { lang: settings.language },
      id: self,
      title: plain(feedTitle(feed)),
      ...(description !== undefined && { subtitle: plain(description) }),
      updated: noonOf(
        entries.map(({ changed }) => changed).reduce((one, other) => (one > other ? one : other), beforeAll),
      ),
      authors: [{ name: xmlText(settings.organisation) }],
      ...(logo && { logo: absolute(settings, logo.file) }),
      links: [
        { href: self, rel: 'self', type: feedFormats.atom.type },
        { href: absolute(settings, home), rel: 'alternate', type: 'text/html' },
      ],
      entries: entries.map((entry) => atomEntry(feed, entry)),
    },
    { strict: true },
  )
}

function atomEntry(feed: Feed, entry: FeedEntry) {
  const { settings } = feed.site
  const content = entryHtml(feed, entry)
  const summary = summaryText(entry, settings.language)
  return {
    id: absolute(settings, articleAddress(entry.firstSlug)),
    title: plain(entry.title),
    published: noonOf(entry.date),
    updated: noonOf(entry.changed),
    authors: entry.authors.map((name) => ({ name: xmlText(name) })),
    categories: entry.tags.map((tag) => ({ term: xmlText(tag) })),
    links: [{ href: absolute(settings, articleAddress(entry.slug)), rel: 'alternate', type: 'text/html' }],
    ...(summary !== undefined && { summary: plain(summary) }),
    ...(content !== undefined && { content: { value: content, type: 'html' } }),
  }
}

/** feedsmith drops what is a mere string here. */
function plain(text: string): { value: string; type: 'text' } {
  return { value: xmlText(text), type: 'text' }
}
