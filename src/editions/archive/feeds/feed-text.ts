import { absolute } from '../absolute.ts'
import { articleAddress } from '../addresses.ts'
import { escapeHtml } from '../escape-html.ts'
import { withCorrections } from './feed-corrections.ts'
import type { Feed, FeedEntry } from './feed.ts'

/** What XML 1.0 has no way to say (section 2.2), and so a feed cannot hold. */
// eslint-disable-next-line no-control-regex
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text that an XML file can hold. */
export function xmlText(text: string): string {
  return text.replace(notInXml, '').toWellFormed()
}

/**
 * An entry's body for programs that show it with neither our stylesheet nor our script: what letters stand for is said
 * where they are first linked, a drawing is its words, and every address is whole.
 */
export function entryHtml({ site }: Feed, entry: FeedEntry): string | undefined {
  const { slug, body } = entry
  if (body === undefined) return undefined
  const { language, direction } = site.settings
  const page = absolute(site.settings, articleAddress(slug))
  const text = wholeAddresses(withExpansions(withoutDrawings(body)), page)
  const html = xmlText(withCorrections(text, entry, language))
  // Readers show text from the left where nothing says otherwise.
  return direction === 'rtl' ? `<div dir="rtl" lang="${escapeHtml(language)}">\n${html}\n</div>` : html
}

/** A drawing's colours are the stylesheet's, and it stands there twice: for wide pages and for narrow ones. */
function withoutDrawings(html: string): string {
  return html
    .replace(/<svg[\s>][\s\S]*?<\/svg>/g, '')
    .replace(/<div class="drawing-[a-z]+"[^>]*>\s*<\/div>\s*/g, '')
}

/** See `render-mention.ts`: the expansion is the link's description, which the stylesheet shows. */
const describedTerm = /<a class="term" href="([^"]*)" aria-description="([^"]*)">([\s\S]*?)<\/a>/g

function withExpansions(html: string): string {
  const told = new Set<string>()
  return html.replace(describedTerm, (_, href: string, expansion: string, letters: string) => {
    const link = `<a class="term" href="${href}">${letters}</a>`
    if (told.has(href)) return link
    told.add(href)
    return `${link} (${escapeHtml(plain(expansion))})`
  })
}

/** A tag of HTML that was made by us: text holds no `<`, and every value stands in quotes. */
const tag = /<[a-z][^\s>]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*\/?>/gi

function wholeAddresses(html: string, base: string): string {
  return html.replace(tag, (text) =>
    text.replace(/(\s(?:href|src|poster)=")([^"]*)"/g, (whole, start: string, address: string) => {
      const url = URL.parse(plain(address), base)
      return url ? `${start}${escapeHtml(url.href)}"` : whole
    }),
  )
}

/** The value of an attribute as it is meant. */
function plain(value: string): string {
  return value
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|quot|lt|gt);/g, (whole, name: string) => named[name] ?? whole)
}

const named: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>' }
