/** The door to the measures of letters, for who makes pictures and no letters. */
export { columnWidth } from './letter-measures.ts'
