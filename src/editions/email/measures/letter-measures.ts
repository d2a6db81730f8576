import type { Measures } from '../../../model/settings.ts'

/** What stays free at each side of the letter, in pixels. */
const sideMargin = 24

/** The text size for which sizes inside the letter are designed; they grow and shrink with the theme's. */
const designedTextSize = 16

/** The theme's measures of a letter, in whole pixels, with those that follow from them. */
export interface LetterMeasures {
  /** The whole letter. */
  width: number
  /** Free at each side. */
  margin: number
  /** Where content stands: what is between the margins. */
  column: number
  textSize: number
  lineHeight: number
  /** Tables and lists of abbreviations. */
  tableTextSize: number
  tableLineHeight: number
  /** Bylines and notes. */
  smallTextSize: number
  smallLineHeight: number
}

/** The measures of a letter under this theme. */
export function letterMeasures({ emailWidth, emailTextSize, emailLineHeight }: Measures): LetterMeasures {
  const scaled = scaleOf(emailTextSize)
  return {
    width: emailWidth,
    margin: sideMargin,
    column: columnWidth(emailWidth),
    textSize: emailTextSize,
    lineHeight: Math.round(emailTextSize * emailLineHeight),
    tableTextSize: scaled(15),
    tableLineHeight: scaled(22),
    smallTextSize: scaled(14),
    smallLineHeight: scaled(22),
  }
}

/** The column of a letter in which content stands, in pixels; pictures are at most this wide. */
export function columnWidth(emailWidth: number): number {
  return emailWidth - 2 * sideMargin
}

/** From a size that was designed for text of 16 pixels to the same for text of `textSize`. */
export function scaleOf(textSize: number): (designed: number) => number {
  return (designed) => Math.round((designed * textSize) / designedTextSize)
}
