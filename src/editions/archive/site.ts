import type { Settings } from '../../model/settings.ts'
import { messages } from '../../templates/index.ts'

/** What all pages have in common. File names count from the archive's root. */
export interface ArchiveSite {
  settings: Settings
  /** The stylesheet: `assets/style.3fa94c1b.css`. */
  stylesheet: string
  logo?: SitePicture | undefined
}

/** A published picture: `images/3fa94c1be2d0.png`. */
export interface SitePicture {
  file: string
  width: number
  height: number
}

/** What a page tells of itself in its head. */
export interface PageHead {
  kind: 'index' | 'article' | 'issue' | 'glossary' | 'redirect' | 'notFound'
  /** Nothing for the index, which has the publication's own title. */
  title?: string
  description?: string | undefined
  /** Its address from the archive's root, or a whole one; nothing where it has none. */
  address?: string
  /** Of an issue: the hash of its letters. */
  contentHash?: string | undefined
}

/** The names that every template sees. `root` leads to the archive's root and ends in a slash. */
export function pageScope({ settings, stylesheet, logo }: ArchiveSite, head: PageHead, root: string): object {
  const { title, organisation, description, language, direction, baseUrl, postalAddress, brand } = settings
  return {
    publication: {
      title,
      organisation,
      description: description ?? null,
      language,
      direction,
      postalAddress,
      logo: logo ? { ...logo, url: root + logo.file, alt: brand.logoAlt ?? title } : null,
    },
    words: messages(language),
    root,
    stylesheet: root + stylesheet,
    page: {
      kind: head.kind,
      title: head.title ?? null,
      description: head.description ?? null,
      contentHash: head.contentHash ?? null,
      canonical: head.address === undefined ? null : new URL(head.address, `${baseUrl}/`).href,
    },
  }
}
