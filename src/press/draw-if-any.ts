import type * as Drawing from './draw-figures.ts'

/** The same as `drawFigures`; what draws is loaded when there is something to draw. */
export async function drawIfAny(...given: Parameters<typeof Drawing.drawFigures>): Promise<void> {
  const [article] = given
  if (article.drawings.length === 0) return
  const { drawFigures } = await import('./draw-figures.ts')
  await drawFigures(...given)
}
