import type { Nodes } from 'mdast'

/** In the place of the `<` of a tag without an end, of which the HTML parser would take all that follows. */
const standIn = '\uEA00'

/** Raw HTML in which a tag has no `>`: what stands in its place, and where the first of these begins. */
export interface UnfinishedTag {
  /** As long as the HTML; the tag is text in it. */
  html: string
  at: number
}

/** The tags of raw HTML that have no end; nothing where all have one. */
export function unfinishedTag(html: string): UnfinishedTag | undefined {
  const begins = /<!--[\s\S]*?(?:-->|$)|<\/?[a-z]/gi
  const found: number[] = []
  for (let match = begins.exec(html); match; match = begins.exec(html)) {
    if (match[0].startsWith('<!')) continue
    const end = endOfTag(html, match.index)
    if (end === -1) found.push(match.index)
    else begins.lastIndex = end
  }
  if (found.length === 0) return undefined
  const shown = html.split('')
  for (const at of found) shown[at] = standIn
  return { html: shown.join(''), at: found[0]! }
}

/** Gives the texts of a tree back the `<` of such a tag. */
export function restoreTag(node: Nodes): void {
  if (node.type === 'text') node.value = node.value.replaceAll(standIn, '<')
  if ('children' in node) for (const child of node.children) restoreTag(child)
}

/** Behind its `>`, which may stand in a quoted value; -1 where there is none. */
function endOfTag(html: string, start: number): number {
  let quote = ''
  let last = ''
  for (let index = start; index < html.length; index++) {
    const sign = html[index]!
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '>') return index + 1
    else if (last === '=' && (sign === '"' || sign === "'")) quote = sign
    if (sign.trim() !== '') last = sign
  }
  return -1
}
