import type { Brand } from '../../model/settings.ts'
import type { Palette } from './colours.ts'

/** Inline styles by element or part. Colours that a dark page must change are repeated in the template's dark styles. */
export type ContentStyles = Record<string, string>

/** A font stack without quotes, so that it can stand in an attribute and in a style sheet alike. */
export function unquoted(fonts: string): string {
  return fonts.replace(/["']/g, '')
}

/** The inline styles of everything that an article can hold. */
export function contentStyles(palette: Palette, fonts: Brand['fonts']): ContentStyles {
  const heading = unquoted(fonts.heading)
  const mono = unquoted(fonts.mono)
  const body = `font-family:${unquoted(fonts.body)};font-size:16px;line-height:26px;color:${palette.text}`
  return {
    p: 'margin:0 0 16px',
    ...headingStyles(),
    ul: 'margin:0 0 16px;padding:0',
    ol: 'margin:0 0 16px;padding:0',
    // A smaller left margin hides the bullets in Outlook.
    li: 'margin:0 0 8px 30px',
    liTask: 'margin:0 0 8px 4px;list-style:none',
    nested: 'margin:8px 0 0;padding:0',
    blockquote: `margin:0 0 16px;padding:0 0 0 18px;border-left:3px solid ${palette.accent}`,
    pre: `margin:0 0 20px;padding:12px 16px;background:${palette.tint};font-family:${mono};font-size:14px;line-height:22px;white-space:pre-wrap;overflow-wrap:anywhere;border-radius:6px`,
    code: `padding:1px 4px;background:${palette.tint};font-family:${mono};font-size:14px;overflow-wrap:anywhere;border-radius:3px`,
    // Underlined by every client's own style sheet, and by the template's.
    a: `color:${palette.accent}`,
    img: 'max-width:100%;height:auto;vertical-align:middle',
    block: 'display:block;margin:0 0 8px;max-width:100%;height:auto;border-radius:6px',
    caption: `margin:0 0 20px;font-size:14px;line-height:20px;color:${palette.muted}`,
    hr: `margin:24px 0;border:0;border-top:1px solid ${palette.rule}`,
    table: `width:100%;margin:0 0 20px;border-collapse:collapse;${body};font-size:15px;line-height:22px`,
    th: `padding:8px 10px 8px 0;border-bottom:2px solid ${palette.accent};vertical-align:bottom`,
    td: `padding:8px 10px 8px 0;border-bottom:1px solid ${palette.rule};vertical-align:top`,
    dl: 'margin:0 0 16px',
    dt: 'margin:0 0 2px;font-weight:bold',
    dd: 'margin:0 0 12px 24px',
    sup: 'font-size:12px;line-height:0;vertical-align:super',
    sub: 'font-size:12px;line-height:0;vertical-align:sub',
    mark: `padding:0 2px;background:${palette.marker};color:${palette.text}`,
    kbd: `padding:1px 5px;border:1px solid ${palette.rule};font-family:${mono};font-size:14px;border-radius:3px`,
    small: 'font-size:14px',
    callout: 'width:100%;margin:4px 0 24px;border-collapse:separate;border-spacing:0',
    calloutCell: `padding:16px 20px 4px;border-left:4px solid ${palette.accent};background:${palette.tint};${body};border-radius:0 6px 6px 0`,
    calloutKind: `margin:0 0 6px;font-size:12px;line-height:18px;font-weight:bold;letter-spacing:1px;text-transform:uppercase;color:${palette.accent}`,
    calloutTitle: 'margin:0 0 8px;font-size:16px;line-height:22px;font-weight:bold',
    button: `display:inline-block;margin:4px 0 20px;padding:12px 24px;background:${palette.accent};color:${palette.accentText};font-family:${heading};font-weight:bold;text-decoration:none;border-radius:6px`,
    notes: `margin:0;padding:0;font-size:14px;line-height:22px`,
    note: 'margin:0 0 8px 30px',
    noteP: 'margin:0 0 8px',
  }
}

/** Bold by themselves; their font is the template's style sheet's, which keeps a long letter small. */
function headingStyles(): ContentStyles {
  const style = (size: number, line: number, above: number): string =>
    `margin:${above}px 0 8px;font-size:${size}px;line-height:${line}px`
  return {
    h2: style(24, 32, 32),
    h3: style(20, 28, 30),
    h4: style(17, 24, 24),
    h5: style(16, 24, 20),
    h6: style(16, 24, 20),
  }
}
