/** A thing as schema.org describes it, without its `@context`. */
export interface Thing {
  '@type': string
  [property: string]: unknown
}

const escapes: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * The things as JSON-LD for a `<script type="application/ld+json">`. Nothing in a text can end the script or begin a
 * comment of HTML in it, because none of its signs is left as itself.
 */
export function jsonLd(things: readonly Thing[]): string {
  const document = { '@context': 'https://schema.org', '@graph': things }
  return JSON.stringify(document).replace(/[<>&\u2028\u2029]/g, (sign) => escapes[sign] ?? sign)
}
