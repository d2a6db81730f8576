import type { HeadingFact } from '../../model/article.ts'
import { escapeHtml } from './escape-html.ts'

interface Line {
  level: number
  html: string
}

/** Articles with fewer headings need no contents. */
const fewestHeadings = 3

/** The contents of an article from the headings its body has: two levels, nested; empty where there are too few. */
export function contentsHtml(body: string, headings: readonly HeadingFact[]): string {
  const textOfId = new Map(headings.map(({ id, text }) => [escapeHtml(id), text]))
  const lines: Line[] = []
  for (const [, level = '', id = ''] of body.matchAll(/<h([23]) id="([^"]+)">/g)) {
    const heading = textOfId.get(id)
    if (heading === undefined) continue
    lines.push({ level: Number(level), html: `<a href="#${id}">${escapeHtml(heading)}</a>` })
  }
  return lines.length < fewestHeadings ? '' : nested(lines)
}

function nested(lines: readonly Line[]): string {
  let html = '<ol>'
  let open = 1
  for (const [index, { level, html: line }] of lines.entries()) {
    const depth = index === 0 ? 1 : level - 1
    if (depth > open) html += '\n<ol>'
    else if (index > 0) html += open > depth ? '</li>\n</ol></li>' : '</li>'
    open = depth
    html += `\n<li>${line}`
  }
  return `${html}</li>\n${open === 2 ? '</ol></li>\n' : ''}</ol>`
}
