import type { Brand } from '../../model/settings.ts'
import type { Palette } from './colours.ts'
import { manyDigits } from '../list-numbers.ts'
import { scaleOf, type LetterMeasures } from './measures/letter-measures.ts'

/** Inline styles by element or part. Colours that a dark page must change are repeated in the template's dark styles. */
export type ContentStyles = Record<string, string>

/** A font stack without quotes, so that it can stand in an attribute and in a style sheet alike. */
export function unquoted(fonts: string): string {
  return fonts.replace(/["']/g, '')
}

/** The inline styles of everything that an article can hold; sizes in `type` are for text of 16 pixels. */
export function contentStyles(
  palette: Palette,
  fonts: Brand['fonts'],
  measures: LetterMeasures,
): ContentStyles {
  const scaled = scaleOf(measures.textSize)
  const type = (size: number, line: number): string =>
    `font-size:${scaled(size)}px;line-height:${scaled(line)}px`
  const heading = unquoted(fonts.heading)
  const mono = unquoted(fonts.mono)
  const body = `font-family:${unquoted(fonts.body)};font-size:${measures.textSize}px;line-height:${measures.lineHeight}px;color:${palette.text}`
  return {
    p: 'margin:0 0 16px',
    ...headingStyles(type),
    ul: 'margin:0 0 16px;padding:0',
    ol: 'margin:0 0 16px;padding:0',
    // A smaller left margin hides the bullets in Outlook.
    li: 'margin:0 0 8px 30px',
    ...longNumberStyles(scaled),
    liTask: 'margin:0 0 8px 4px;list-style:none',
    nested: 'margin:8px 0 0;padding:0',
    blockquote: `margin:0 0 16px;padding:0 0 0 18px;border-left:3px solid ${palette.accent}`,
    pre: `margin:0 0 20px;padding:12px 16px;background:${palette.tint};font-family:${mono};${type(14, 22)};white-space:pre-wrap;overflow-wrap:anywhere;border-radius:6px`,
    code: `padding:1px 4px;background:${palette.tint};font-family:${mono};font-size:${scaled(14)}px;overflow-wrap:anywhere;border-radius:3px`,
    codeInCell: `padding:1px 4px;background:${palette.tint};font-family:${mono};font-size:${scaled(14)}px;border-radius:3px`,
    // Underlined by every client's own style sheet, and by the template's.
    a: `color:${palette.accent}`,
    img: 'max-width:100%;height:auto;vertical-align:middle',
    block: 'display:block;margin:0 0 8px;max-width:100%;height:auto;border-radius:6px',
    caption: `margin:0 0 20px;${type(14, 20)};color:${palette.muted}`,
    hr: `margin:24px 0;border:0;border-top:1px solid ${palette.rule}`,
    table: `width:100%;margin:0 0 20px;border-collapse:collapse;${body};font-size:${measures.tableTextSize}px;line-height:${measures.tableLineHeight}px`,
    th: `padding:8px 10px 8px 0;border-bottom:2px solid ${palette.accent};vertical-align:bottom`,
    td: `padding:8px 10px 8px 0;border-bottom:1px solid ${palette.rule};vertical-align:top`,
    // The heading before a value where the template stacks a table; Outlook knows no `display`.
    label: 'display:none;mso-hide:all;font-weight:bold',
    dl: 'margin:0 0 16px',
    dt: 'margin:0 0 2px;font-weight:bold',
    dd: 'margin:0 0 12px 24px',
    sup: `font-size:${scaled(12)}px;line-height:0;vertical-align:super`,
    sub: `font-size:${scaled(12)}px;line-height:0;vertical-align:sub`,
    mark: `padding:0 2px;background:${palette.marker};color:${palette.text}`,
    kbd: `padding:1px 5px;border:1px solid ${palette.rule};font-family:${mono};font-size:${scaled(14)}px;border-radius:3px`,
    small: `font-size:${scaled(14)}px`,
    callout: 'width:100%;margin:4px 0 24px;border-collapse:separate;border-spacing:0',
    calloutCell: `padding:16px 20px 4px;border-left:4px solid ${palette.accent};background:${palette.tint};${body};border-radius:0 6px 6px 0`,
    calloutKind: `margin:0 0 6px;${type(12, 18)};font-weight:bold;letter-spacing:1px;text-transform:uppercase;color:${palette.accent}`,
    calloutTitle: `margin:0 0 8px;${type(16, 22)};font-weight:bold`,
    button: `display:inline-block;margin:4px 0 20px;padding:12px 24px;background:${palette.accent};color:${palette.accentText};font-family:${heading};font-weight:bold;text-decoration:none;border-radius:6px`,
    notes: `margin:0;padding:0;font-size:${measures.smallTextSize}px;line-height:${measures.smallLineHeight}px`,
    note: 'margin:0 0 8px 30px',
    noteP: 'margin:0 0 8px',
  }
}

/** Of items with a number of 3 digits and more: 10 pixels for each more. */
function longNumberStyles(scaled: (designed: number) => number): ContentStyles {
  const digits = Array.from({ length: 10 - manyDigits + 1 }, (_, index) => manyDigits + index)
  return Object.fromEntries(
    digits.map((count) => [`li${count}`, `margin:0 0 8px ${30 + scaled(10) * (count - 2)}px`]),
  )
}

/** Bold by themselves; their font is the template's style sheet's, which keeps a long letter small. */
function headingStyles(type: (size: number, line: number) => string): ContentStyles {
  const style = (size: number, line: number, above: number): string =>
    `margin:${above}px 0 8px;${type(size, line)}`
  return {
    h2: style(24, 32, 32),
    h3: style(20, 28, 30),
    h4: style(17, 24, 24),
    h5: style(16, 24, 20),
    h6: style(16, 24, 20),
  }
}
