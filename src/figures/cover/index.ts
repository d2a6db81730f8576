/*
 * What every build plans covers with, without the other figures, which few articles have.
 */
export { coverSize, drawCover, type Cover } from './draw-cover.ts'
export { undrawableLetters } from './drawable.ts'
