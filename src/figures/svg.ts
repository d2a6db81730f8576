/** An element of SVG as text; its attributes are escaped, its content is markup. */
export function svgElement(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for an element's content or a quoted attribute; what XML cannot hold goes. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => references[sign] ?? sign)
}

/** What readers have that is cut like the font that figures are measured by. */
export const figureFonts = "Verdana, 'DejaVu Sans', Geneva, 'Segoe UI', sans-serif"

/** The frame of a picture in an archive's page: those who hear the page hear its words instead. */
export function inlineSvg(width: number, height: number, content: string): string {
  const box = `0 0 ${width} ${height}`
  const frame = {
    viewBox: box,
    width,
    height,
    'font-family': figureFonts,
    direction: 'ltr',
    'aria-hidden': 'true',
  }
  return svgElement('svg', frame, content || ' ')
}

/** The same picture for a letter: a document of its own on the theme's background. */
export function mailSvg(width: number, height: number, background: string, content: string): string {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height }
  const paper = svgElement('rect', { width, height, fill: background })
  return svgElement('svg', { ...frame, 'font-family': "'DejaVu Sans'", direction: 'ltr' }, paper + content)
}
