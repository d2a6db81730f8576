import { measureText } from '../text/measure-text.ts'

/** Lines of text, and the size at which they fit. */
export interface FittedText {
  lines: string[]
  sizePx: number
}

export interface FitOptions {
  /** Tried in order: the largest first. */
  sizes: readonly number[]
  /** Of a line, in pixels. */
  width: number
  /** Most lines at the larger sizes; the smallest may take as many as fit into `height`. */
  lines: number
  bold: boolean
  /** Of all lines together, in pixels. Default: no limit. */
  height?: number
}

const lineHeight = 1.18

/** Breaks text into lines of about one width at the largest size at which they fit; what does not fit at the smallest ends with `…`. */
export function fitLines(text: string, options: FitOptions): FittedText {
  const { sizes, width, lines: most, bold, height = Number.POSITIVE_INFINITY } = options
  const words = text.split(/\s+/).filter((word) => word !== '')
  for (const sizePx of sizes) {
    const lines = wrap(words, width, { sizePx, bold })
    const isWhole = lines.every((line) => measureText(line, { sizePx, bold }) <= width)
    if (isWhole && lines.length <= most && lines.length * sizePx * lineHeight <= height)
      return { lines: balanced(words, lines, width, { sizePx, bold }), sizePx }
  }
  const sizePx = sizes.at(-1)!
  const lines = wrap(
    words.flatMap((word) => pieces(word, width, { sizePx, bold })),
    width,
    { sizePx, bold },
  )
  const room = Number.isFinite(height) ? Math.floor(height / (sizePx * lineHeight)) : most
  return { lines: cut(lines, room, width, { sizePx, bold }), sizePx }
}

interface Style {
  sizePx: number
  bold: boolean
}

function wrap(words: readonly string[], width: number, style: Style): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const longer = `${last} ${word}`
    if (last !== undefined && measureText(longer, style) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** The same number of lines, as narrow as they can be: no last line is left with one short word. */
function balanced(words: readonly string[], lines: string[], width: number, style: Style): string[] {
  let best = lines
  for (let narrower = width - style.sizePx; narrower > 0; narrower -= style.sizePx) {
    const candidate = wrap(words, narrower, style)
    const fits = candidate.every((line) => measureText(line, style) <= narrower)
    if (candidate.length > lines.length || !fits) break
    best = candidate
  }
  return best
}

/** A word that is wider than a line, in pieces that are not. */
function pieces(word: string, width: number, style: Style): string[] {
  const parts: string[] = []
  let part = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) {
    if (part !== '' && measureText(part + segment, style) > width) {
      parts.push(part)
      part = ''
    }
    part += segment
  }
  return [...parts, part]
}

function cut(lines: readonly string[], most: number, width: number, style: Style): string[] {
  if (lines.length <= most) return [...lines]
  const kept = lines.slice(0, most)
  let last = kept.at(-1) ?? ''
  while (last !== '' && measureText(`${last}…`, style) > width) last = [...last].slice(0, -1).join('')
  return [...kept.slice(0, -1), `${last.trimEnd()}…`]
}
