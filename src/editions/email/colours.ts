import type { Brand } from '../../model/settings.ts'

/** A brand's colours for one mode, with those that follow from them. */
export type Palette = Brand['colours'] & {
  /** Behind the letter. */
  page: string
  /** Behind callouts and code. */
  tint: string
  /** Behind marked words. */
  marker: string
}

/** WCAG 2.2, 1.4.3. */
const leastContrast = 4.5

/** Adds the colours that follow from the brand's, none of which takes away the contrast of what stands on it. */
export function paletteOf(colours: Brand['colours']): Palette {
  return {
    ...colours,
    page: readableMix(colours, colours.rule, 0.38),
    tint: readableMix(colours, colours.accent, 0.09),
    marker: readableMix(colours, '#ffcc33', 0.4),
  }
}

/** The background with as much of another colour as text, links and muted text on it allow. */
function readableMix(colours: Brand['colours'], other: string, share: number): string {
  const onTop = [colours.text, colours.accent, colours.muted]
  for (let part = share; part > 0.005; part *= 0.85) {
    const mixed = mixColours(colours.background, other, part)
    if (onTop.every((colour) => contrast(colour, mixed) >= leastContrast)) return mixed
  }
  return colours.background
}

function mixColours(first: string, second: string, share: number): string {
  const other = channels(second)
  const mixed = channels(first).map((value, index) => value + ((other[index] ?? 0) - value) * share)
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

/** The contrast of two colours as WCAG defines it, from 1 to 21. */
export function contrast(first: string, second: string): number {
  const [lighter = 1, darker = 1] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** `#abc` and `#aabbcc` as three numbers. */
function channels(colour: string): number[] {
  const digits = colour.slice(1)
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return [0, 2, 4].map((start) => Number.parseInt(full.slice(start, start + 2), 16))
}
