import { channels } from '../../model/contrast.ts'
import type { Brand } from '../../model/settings.ts'

/** The colours of a chart; each is whatever SVG takes for a colour. */
export interface ChartPalette {
  text: string
  background: string
  /** The lines of boxes. */
  box: string
  /** Arrows, and the lines of frames. */
  line: string
  /** What lies in a frame. */
  frame: string
  link: string
}

/** How much of the accent colours what lies in a frame. */
const tintShare = 0.07

/** For pages: the theme's own colours, by whatever the reader asked for; light where a page has no theme. */
export const pagePalette: ChartPalette = {
  text: 'var(--text, #1b2430)',
  background: 'var(--background, #ffffff)',
  box: 'var(--accent, #0b5563)',
  line: 'var(--muted, #52606d)',
  frame: 'var(--tint, #eef3f4)',
  link: 'var(--accent, #0b5563)',
}

/** For pictures, which take no custom properties: the colours themselves. */
export function picturePalette({ text, background, accent, muted }: Brand['colours']): ChartPalette {
  return { text, background, box: accent, line: muted, frame: mix(accent, background), link: accent }
}

function mix(colour: string, ground: string): string {
  const under = channels(ground)
  const mixed = channels(colour).map((value, index) =>
    Math.round(value * tintShare + under[index]! * (1 - tintShare)),
  )
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
