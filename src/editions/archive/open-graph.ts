import type { ArchiveSite, PageHead } from './site.ts'
import { absolute } from './absolute.ts'

/** A property of Open Graph (ogp.me) as a page's head gives it. */
export interface OpenGraphProperty {
  property: string
  content: string
}

/** What social networks and messengers show of a page that somebody links to; nothing for pages that lead nowhere. */
export function openGraph(site: ArchiveSite, head: PageHead): OpenGraphProperty[] {
  if (head.address === undefined || head.kind === 'redirect') return []
  const { title, language } = site.settings
  const properties: [string, string | number | undefined][] = [
    ['og:site_name', title],
    ['og:type', head.kind === 'article' ? 'article' : 'website'],
    ['og:title', head.title ?? title],
    ['og:description', head.description],
    ['og:url', absolute(site.settings, head.address)],
    ['og:locale', localeOf(language)],
    ...pictureProperties(site, head),
    ...articleProperties(head),
  ]
  return properties.flatMap(([property, content]) =>
    content === undefined ? [] : [{ property, content: String(content) }],
  )
}

function pictureProperties(site: ArchiveSite, head: PageHead): [string, string | number | undefined][] {
  const picture = head.picture ?? site.cover
  if (!picture) return []
  return [
    ['og:image', absolute(site.settings, picture.file)],
    ['og:image:width', picture.width],
    ['og:image:height', picture.height],
    ['og:image:alt', picture.alt || undefined],
  ]
}

function articleProperties({ article }: PageHead): [string, string | undefined][] {
  if (!article) return []
  return [
    ['article:published_time', article.date],
    ['article:modified_time', article.changed],
    ['article:section', article.section],
    ...article.tags.map((tag): [string, string] => ['article:tag', tag]),
  ]
}

const locales = new Map<string, string>()

/** `en-GB` → `en_GB`; a language alone gets the land where most speak it: `cy` → `cy_GB`. Kept, since it is slow to find. */
function localeOf(language: string): string {
  let locale = locales.get(language)
  if (locale === undefined) {
    const { language: name, region } = new Intl.Locale(language).maximize()
    locale = region === undefined ? name : `${name}_${region}`
    locales.set(language, locale)
  }
  return locale
}
