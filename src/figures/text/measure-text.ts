import { fontOf } from './fonts.ts'

/** How text is set. */
export interface TextStyle {
  sizePx: number
  /** Default: false. */
  bold?: boolean
}

/** How wide text is when it is set in one line, in pixels. */
export type MeasureText = (text: string, style: TextStyle) => number

/** Marks that stand on other letters, and signs that only steer. */
const takesNoRoom = /[\p{Mn}\p{Me}\p{Cf}\u{FE00}-\u{FE0F}]/u

/** A sign that the font does not have is drawn by another, and is about as wide as high. */
const emsOfStranger = 1.05

/** Whether a sign takes no room in its line. */
export function isWithoutRoom(sign: string): boolean {
  return takesNoRoom.test(sign)
}

/** The width of text by the advances of the font's glyphs. */
export const measureText: MeasureText = (text, { sizePx, bold = false }) => {
  const font = fontOf(bold ? 'bold' : 'regular')
  let ems = 0
  for (const sign of text) {
    if (isWithoutRoom(sign)) continue
    const glyph = font.glyphOf(sign.codePointAt(0)!)
    ems += glyph === 0 ? emsOfStranger : font.advanceOf(glyph) / font.unitsPerEm
  }
  return ems * sizePx
}

/** The signs of a text that the font has no picture of, each once. */
export function strangersIn(text: string): string[] {
  const font = fontOf('regular')
  const signs = [...text].filter((sign) => !isWithoutRoom(sign) && !/\s/.test(sign))
  return [...new Set(signs.filter((sign) => font.glyphOf(sign.codePointAt(0)!) === 0))]
}
