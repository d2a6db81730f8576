export { renderText } from './render-text.ts'
export type { TextEdition } from './render-text.ts'
