import type { Article } from '../model/article.ts'
import type { Drawing } from '../model/tree.ts'

/** What drawing a figure gives. */
type Drawn = { [Key in 'drawn' | 'words']?: Drawing[Key] | undefined }

/** The figures of an article as drawn: to lay out a chart takes longer than all else of an article. */
export function writeFigures({ drawings }: Article): string {
  return JSON.stringify(drawings.map(({ drawn, words }): Drawn => ({ drawn, words })))
}

/** Puts the figures of an article, read anew from the same text, into its tree. */
export function placeFigures({ drawings }: Article, written: string): void {
  const figures = JSON.parse(written) as Drawn[]
  for (const [index, drawing] of drawings.entries()) Object.assign(drawing, figures[index])
}
