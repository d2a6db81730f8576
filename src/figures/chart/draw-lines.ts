import { textStyles } from './chart-measures.ts'
import type { RoleLine, TextBlock } from './size-box.ts'
import { svgElement, escapeXml } from '../svg.ts'
import { embedLeftward, runsLeftward, type WritingDirection } from '../text/writing-direction.ts'
import { px } from './px.ts'
import type { TextPart } from './text-block.ts'

export interface LinePaint {
  fill: string
  link: string
  /** Of the publication. */
  direction: WritingDirection
  /** The address of a term's entry; nothing where it is not linked. */
  hrefOf: (termId: string) => string | undefined
}

export interface LinePlace {
  /** The left end of lines, their middle, or their right end. */
  x: number
  /** The top of the first. */
  y: number
  anchor: 'start' | 'middle' | 'end'
}

/** The middle of letters lies above the baseline by this share of their size. */
const halfHeight = 0.36

/** Lines one below the other. */
export function drawLines({ lines }: TextBlock, { x, y, anchor }: LinePlace, paint: LinePaint): string {
  let top = y
  return lines
    .map((line) => {
      const { lineHeight, sizePx } = textStyles[line.role]
      const baseline = top + lineHeight / 2 + sizePx * halfHeight
      top += lineHeight
      return drawLine(line, { x, y: baseline, anchor }, paint)
    })
    .join('')
}

function drawLine({ parts, role }: RoleLine, { x, y, anchor }: LinePlace, paint: LinePaint): string {
  const { sizePx, bold } = textStyles[role]
  const attributes = {
    x: px(x),
    y: px(y),
    'font-size': String(sizePx),
    'font-weight': bold ? 'bold' : undefined,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    fill: paint.fill,
  }
  const words = parts.map((part) => drawPart(part, paint)).join('')
  const isLeftward = runsLeftward(textOf(parts), paint.direction)
  return svgElement('text', attributes, isLeftward ? embedLeftward(words) : words)
}

/** What the pieces of a line say. */
export function textOf(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join('')
}

function drawPart({ text, termId }: TextPart, { link, hrefOf }: LinePaint): string {
  const href = termId === undefined ? undefined : hrefOf(termId)
  return href === undefined ? escapeXml(text) : svgElement('a', { href, fill: link }, escapeXml(text))
}
