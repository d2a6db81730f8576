export type { FigureContext, FigureDrawing, FigureProblem, FigureResult } from './figure.ts'
export { svgToPng, type PngOptions } from './svg-to-png.ts'
export { measureText, type MeasureText, type TextStyle } from './text/measure-text.ts'
