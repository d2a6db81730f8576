/**
 * The floor of the harvest bench: the algorithm of Schwartz and Hearst ("A simple algorithm for identifying
 * abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 2003), written from the paper:
 * candidates beside parentheses, then the shortest long form whose letters occur in order from the right.
 */

/** The pairs `[short form, long form]` that the plain algorithm finds in a text. */
export function schwartzHearst(text: string): [string, string][] {
  const pairs: [string, string][] = []
  for (const sentence of text.split(/(?<=[.!?])\s+(?=\p{Lu})/u)) {
    for (const match of sentence.matchAll(/\(([^()]*(?:\([^()]*\)[^()]*)*)\)/gu)) {
      const inside = (match[1] ?? '').split(/[,;]/u)[0]?.trim() ?? ''
      const before = sentence.slice(0, match.index).trimEnd()
      const pair = isShortForm(inside) ? longBefore(inside, before) : longInside(before, match[1] ?? '')
      if (pair) pairs.push(pair)
    }
  }
  return pairs
}

/** Two to ten characters, at most two words, a letter among them, the first a letter or digit. */
function isShortForm(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= 10 &&
    text.split(/\s+/u).length <= 2 &&
    /\p{L}/u.test(text) &&
    /^[\p{L}\p{N}]/u.test(text)
  )
}

function longBefore(short: string, before: string): [string, string] | undefined {
  const words = before.split(/\s+/u)
  const window = words.slice(-Math.min(short.length + 5, short.length * 2)).join(' ')
  const long = bestLongForm(short, window)
  return long === undefined ? undefined : [short, long]
}

function longInside(before: string, inside: string): [string, string] | undefined {
  const short = before.split(/\s+/u).at(-1) ?? ''
  if (!isShortForm(short) || !/\p{Lu}/u.test(short)) return undefined
  const long = bestLongForm(short, inside)
  return long === undefined ? undefined : [short, long]
}

function bestLongForm(short: string, long: string): string | undefined {
  let at = long.length - 1
  for (let index = short.length - 1; index >= 0; index--) {
    const letter = short[index]?.toLowerCase() ?? ''
    if (!/[\p{L}\p{N}]/u.test(letter)) continue
    const isFirst = index === 0
    while (at >= 0) {
      if (long[at]?.toLowerCase() === letter && !(isFirst && isInside(long, at))) break
      at--
    }
    if (at < 0) return undefined
    at--
  }
  const start = long.lastIndexOf(' ', at + 1) + 1
  const found = long.slice(start).trim()
  if (found.length <= short.length || found.split(/\s+/u).includes(short)) return undefined
  return found.split(/\s+/u).length <= Math.min(short.length + 5, short.length * 2) ? found : undefined
}

function isInside(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}
