import { drawable } from './drawable.ts'
import { fitLines, type FittedText } from './fit-lines.ts'

/** What the picture says that links to a page show. */
export interface Cover {
  /** Above the title: what it belongs to. */
  kicker: string
  title: string
  /** Below the title, where there is room. */
  subtitle?: string | undefined
  /** In the foot, beside the logo. */
  publisher: string
  /** In the foot; `href` may be a data address. */
  logo?: { href: string; width: number; height: number } | undefined
  direction: 'ltr' | 'rtl'
  colours: CoverColours
}

/** As `#rrggbb`; `accentText` stands on `accent`, and `muted` on `background`. */
export interface CoverColours {
  accent: string
  accentText: string
  background: string
  muted: string
}

/** What Open Graph's readers show largest and without cutting. */
export const coverSize = { width: 1200, height: 630 }

const margin = 72
const column = coverSize.width - 2 * margin
const footHeight = 132
const kickerSize = 34
const lineHeight = 1.18
const titleSizes = [84, 76, 68, 60, 54, 48, 42]
const subtitleSizes = [34]

/** Draws a cover as SVG: what it belongs to, its title as large as it fits, and a foot with the logo. */
export function drawCover(cover: Cover): string {
  const { colours } = cover
  const { width, height } = coverSize
  const foot = height - footHeight
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.accent}"/>`,
    `<rect y="${foot}" width="${width}" height="${footHeight}" fill="${colours.background}"/>`,
    ...drawWords(cover, foot),
    ...drawFoot(cover, foot + footHeight / 2),
    '</svg>',
  ].join('\n')
}

function drawWords(cover: Cover, foot: number): string[] {
  const fill = cover.colours.accentText
  const kicker = fitLines(drawable(cover.kicker), {
    sizes: [kickerSize, 28],
    width: column,
    lines: 1,
    bold: false,
  })
  const room = foot - margin - kickerSize - 40
  const title = fitLines(drawable(cover.title), {
    sizes: titleSizes,
    width: column,
    lines: 4,
    bold: true,
    height: room,
  })
  const kickerTop = margin - 8
  const titleTop = kickerTop + kickerSize * lineHeight + 26
  const subtitleTop = titleTop + heightOf(title) + 22
  const subtitleLines = Math.min(3, Math.floor((foot - 28 - subtitleTop) / (subtitleSizes[0]! * lineHeight)))
  const subtitle =
    cover.subtitle !== undefined && subtitleLines > 0
      ? fitLines(drawable(cover.subtitle), {
          sizes: subtitleSizes,
          width: column,
          lines: subtitleLines,
          bold: false,
        })
      : undefined
  return [
    ...textLines(cover, kicker, { top: kickerTop, fill, bold: false }),
    ...textLines(cover, title, { top: titleTop, fill, bold: true }),
    ...(subtitle ? textLines(cover, subtitle, { top: subtitleTop, fill, bold: false }) : []),
  ]
}

/** The logo where lines begin, the publisher where they end. */
function drawFoot(cover: Cover, middle: number): string[] {
  const { logo, direction, colours, publisher } = cover
  const scale = logo ? Math.min(320 / logo.width, 76 / logo.height) : 0
  const [width, height] = logo ? [logo.width * scale, logo.height * scale] : [0, 0]
  const x = direction === 'rtl' ? coverSize.width - margin - width : margin
  const room = column - width - 40
  const words = fitLines(drawable(publisher), { sizes: [30, 26, 24], width: room, lines: 2, bold: false })
  const style = {
    top: middle - heightOf(words) / 2,
    fill: colours.muted,
    bold: false,
    atEnd: logo !== undefined,
  }
  return [
    ...(logo
      ? [
          `<image href="${escapeXml(logo.href)}" x="${px(x)}" y="${px(middle - height / 2)}" width="${px(width)}" height="${px(height)}"/>`,
        ]
      : []),
    ...textLines(cover, words, style),
  ]
}

interface LineStyle {
  top: number
  fill: string
  bold: boolean
  /** Whether lines end at the margin and do not begin there. */
  atEnd?: boolean
}

function textLines(
  { direction }: Cover,
  text: FittedText,
  { top, fill, bold, atEnd = false }: LineStyle,
): string[] {
  const isRight = (direction === 'rtl') !== atEnd
  const x = isRight ? coverSize.width - margin : margin
  const weight = bold ? ' font-weight="bold"' : ''
  const anchor = isRight ? ' text-anchor="end"' : ''
  return text.lines.map((line, index) => {
    const baseline = top + text.sizePx * (0.93 + index * lineHeight)
    return `<text x="${px(x)}" y="${px(baseline)}" font-family="DejaVu Sans" font-size="${text.sizePx}"${weight}${anchor} fill="${fill}">${escapeXml(line)}</text>`
  })
}

function heightOf({ lines, sizePx }: FittedText): number {
  return lines.length * sizePx * lineHeight
}

function px(length: number): string {
  return String(Math.round(length * 10) / 10)
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
