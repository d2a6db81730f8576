import type { Numeral } from './numbering.ts'

/** The charts that an article has. */
export type ChartType = 'bar' | 'line'

/** What a paragraph is; it travels through the conversion as the name of a bookmark at the paragraph's beginning. */
export interface ParagraphMark {
  kind: 'heading' | 'title' | 'list' | 'quote' | 'code' | 'text' | 'chart'
  /** A heading's, from 1. */
  level?: number
  numeral?: Numeral
  /** How the table behind it is drawn. */
  chart?: ChartType
  /** How far it stands in, in twentieths of a point. */
  indent?: number
  /** The size of its letters in half points, where it stands out as a heading does without being one. */
  size?: number
}

const sign = 'tidings '

export function writeMark(mark: ParagraphMark): string {
  return sign + JSON.stringify(mark)
}

/** The mark that a bookmark's name is; nothing for the bookmarks of the document's own. */
export function readMark(name: string): ParagraphMark | undefined {
  if (!name.startsWith(`${sign}{`)) return undefined
  try {
    return JSON.parse(name.slice(sign.length)) as ParagraphMark
  } catch {
    return undefined
  }
}
