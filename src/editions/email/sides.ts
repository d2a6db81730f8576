import type { ContentStyles } from './content-styles.ts'

/** Where lines begin and end: mail programs know no other words for it. */
export interface Sides {
  startSide: 'left' | 'right'
  endSide: 'left' | 'right'
}

/** The sides of a letter in this direction. */
export function sidesOf(direction: 'ltr' | 'rtl'): Sides {
  return direction === 'rtl'
    ? { startSide: 'right', endSide: 'left' }
    : { startSide: 'left', endSide: 'right' }
}

/** Styles that are written for lines from left to right, as seen in a mirror. */
export function mirrorStyles(styles: ContentStyles): ContentStyles {
  return Object.fromEntries(Object.entries(styles).map(([part, style]) => [part, mirror(style)]))
}

/** Lengths of the four sides, or the four corners, from the top on. */
const four = '([^\\s;]+) ([^\\s;]+) ([^\\s;]+) ([^\\s;]+)'
const sides = new RegExp(`\\b(margin|padding):${four}`, 'g')
const corners = new RegExp(`\\bborder-radius:${four}`, 'g')

function mirror(style: string): string {
  return style
    .replace(sides, '$1:$2 $5 $4 $3')
    .replace(corners, 'border-radius:$2 $1 $4 $3')
    .replace(/\bborder-left\b/g, 'border-right')
}
