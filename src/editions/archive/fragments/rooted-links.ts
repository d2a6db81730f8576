/** A tag with its attributes, whatever these hold. */
const tag = /<[a-z][^\s/>]*(?:\s+[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?|\s*\/)*\s*>/gi
const link = /(\s(?:href|src|poster)=")(\.{1,2}\/[^"]*|[^"#:/][^":]*)"/g

/**
 * The links of a page as they hold wherever it is included: from the host's root instead of from the page's address.
 * Fragments of the page itself and whole addresses stay, and so does text that looks like a link.
 */
export function rootedLinks(html: string, pageUrl: string): string {
  return html.replaceAll(tag, (whole) =>
    whole.replaceAll(link, (_all, start: string, address: string) => {
      const { pathname, search, hash } = new URL(address.replaceAll('&amp;', '&'), pageUrl)
      return `${start}${(pathname + search + hash).replaceAll('&', '&amp;')}"`
    }),
  )
}
