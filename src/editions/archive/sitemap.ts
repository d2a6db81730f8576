import type { Settings } from '../../model/settings.ts'
import { absolute } from './absolute.ts'
import { escapeHtml } from './escape-html.ts'

/** A page that search engines may find. */
export interface SitemapPage {
  /** From the archive's root. */
  address: string
  /** The day it last changed in substance, where that is known. */
  changed?: string | undefined
}

/** `sitemap.xml` (sitemaps.org/protocol): every page once. */
export function renderSitemap(settings: Settings, pages: readonly SitemapPage[]): string {
  const urls = pages.map(({ address, changed }) => {
    const location = `<loc>${escapeHtml(absolute(settings, address))}</loc>`
    return `<url>${location}${changed === undefined ? '' : `<lastmod>${changed}</lastmod>`}</url>`
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>\n',
  ].join('\n')
}

/** `robots.txt` (RFC 9309). Robots ask for it at the root of a host alone, so its paths count from there. */
export function renderRobots(settings: Settings): string {
  const home = new URL(absolute(settings, '')).pathname
  const lines =
    settings.archive.access === 'members'
      ? [`Disallow: ${home}`]
      : [`Allow: ${home}`, '', `Sitemap: ${absolute(settings, 'sitemap.xml')}`]
  return `User-agent: *\n${lines.join('\n')}\n`
}
