import type { Settings } from '../../model/settings.ts'
import { absolute } from './absolute.ts'
import { feedAddress, feedFormats, feedTitle, type FeedFormat } from './feeds/feed.ts'
import { searchAddress } from './addresses.ts'
import { jsonLd, type Thing } from './json-ld.ts'
import { openGraph } from './open-graph.ts'
import { pageWords } from './words-language.ts'

/** What all pages have in common. File names count from the archive's root. */
export interface ArchiveSite {
  settings: Settings
  /** The stylesheet: `assets/style.3fa94c1b.css`. */
  stylesheet: string
  /** The scripts by the name that templates know them by: `read` → `assets/read.3fa94c1b.js`. */
  scripts: Record<string, string>
  logo?: SitePicture | undefined
  /** What links to a page show where it has no picture of its own. */
  cover?: SharedPicture | undefined
}

/** A published picture: `images/3fa94c1be2d0.png`. */
export interface SitePicture {
  file: string
  width: number
  height: number
}

/** The picture that links to a page show, and what it says. */
export interface SharedPicture extends SitePicture {
  alt: string
}

/** What sort of page it is: each has a template, and its name is a class of the page's body. */
type PageKind =
  | 'index'
  | 'article'
  | 'issue'
  | 'glossary'
  | 'term'
  | 'year'
  | 'series'
  | 'tag'
  | 'author'
  | 'titles'
  | 'tags'
  | 'authors'
  | 'allSeries'
  | 'changes'
  | 'search'
  | 'redirect'
  | 'notFound'

/** What a page tells of itself in its head. */
export interface PageHead {
  kind: PageKind
  /** Nothing for the index, which has the publication's own title. */
  title?: string
  description?: string | undefined
  /** Its address from the archive's root, or a whole one; nothing where it has none. */
  address?: string
  /** Of an issue: the hash of its letters. */
  contentHash?: string | undefined
  /** What links to it show; the publication's own where it has none. */
  picture?: SharedPicture | undefined
  article?: ArticleHead
  /** The feed of what it lists, besides that of the publication. */
  feed?: FeedHead
  /** What it is about, for machines: `structured-data.ts`. */
  things?: readonly Thing[]
}

/** A feed of its own that a page has beside it. */
export interface FeedHead {
  /** The page's address from the archive's root. */
  home: string
  /** What it lists: a series, a tag. */
  name: string
}

/** What an article's page tells besides. */
export interface ArticleHead {
  date?: string | undefined
  /** The day on which it last changed, where that is said. */
  changed?: string | undefined
  /** The title of its series. */
  section?: string | undefined
  tags: readonly string[]
}

/** The names that every template sees. `root` leads to the archive's root and ends in a slash. */
export function pageScope(site: ArchiveSite, head: PageHead, root: string): object {
  const { settings, stylesheet, scripts, logo } = site
  const { title, organisation, description, language, direction, postalAddress, brand, serviceUrl } = settings
  return {
    publication: {
      title,
      organisation,
      description: description ?? null,
      language,
      direction,
      postalAddress,
      logo: logo ? { ...logo, url: root + logo.file, alt: brand.logoAlt ?? title } : null,
      signOutUrl: settings.archive.access === 'members' ? `${serviceUrl}/sign-out` : null,
    },
    words: pageWords(language),
    root,
    searchUrl: settings.archive.search ? root + searchAddress() : null,
    stylesheet: root + stylesheet,
    scripts: Object.fromEntries(Object.entries(scripts).map(([name, file]) => [name, root + file])),
    page: {
      kind: head.kind,
      title: head.title ?? null,
      description: head.description ?? null,
      contentHash: head.contentHash ?? null,
      canonical: head.address === undefined ? null : absolute(settings, head.address),
      openGraph: openGraph(site, head),
      isForSearchEngines:
        settings.archive.access === 'public' && !['notFound', 'changes'].includes(head.kind),
      card: (head.picture ?? site.cover) ? 'summary_large_image' : 'summary',
      feeds: head.kind === 'redirect' ? [] : feedLinks(site, head.feed, root),
      structuredData: head.things ? jsonLd(head.things) : null,
    },
  }
}

/** Its own feed first: that is the one that readers of the page are asked about. */
function feedLinks(site: ArchiveSite, own: FeedHead | undefined, root: string): object[] {
  if (site.settings.archive.feeds === 'none') return []
  return [...(own ? [own] : []), { home: '', name: undefined }].flatMap(({ home, name }) =>
    Object.entries(feedFormats).map(([format, { type, name: kind }]) => ({
      type,
      kind,
      title: `${feedTitle({ site, name })} (${kind})`,
      url: root + feedAddress(home, format as FeedFormat),
    })),
  )
}
