/** HTML that is safe as it is. */
export interface Markup {
  readonly markup: string
}

type Part = string | number | Markup | readonly Markup[] | undefined | null | false

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/** HTML with its values escaped, for elements and quoted attributes; what is missing or false gives nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const rest = parts.map((part, index) => `${text(part)}${oneLine(texts[index + 1])}`)
  return { markup: `${oneLine(texts[0])}${rest.join('')}` }
}

/** Line breaks in the source are for whoever reads the source. */
function oneLine(source = ''): string {
  return source.replace(/\s*\n\s*/g, ' ')
}

function text(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (sign) => references[sign] ?? sign)
  return isList(part) ? part.map(({ markup }) => markup).join('') : part.markup
}

function isList(part: Markup | readonly Markup[]): part is readonly Markup[] {
  return Array.isArray(part)
}
