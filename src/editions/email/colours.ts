import { channels, contrast, leastContrast } from '../../model/contrast.ts'
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
