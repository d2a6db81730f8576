import type { TextStyle } from '../text/measure-text.ts'

/** The sizes of a chart's texts, in pixels; all of them are legible where the picture is not made smaller. */
export const textStyles = {
  title: { sizePx: 15, bold: true, lineHeight: 20 },
  sentence: { sizePx: 13.5, bold: false, lineHeight: 18 },
  label: { sizePx: 13, bold: false, lineHeight: 17 },
  frame: { sizePx: 13, bold: true, lineHeight: 18 },
} as const satisfies Record<string, TextStyle & { lineHeight: number }>

export type TextRole = keyof typeof textStyles
