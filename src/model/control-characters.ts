const odd = /[[\p{Cc}--[\t\n\r]]\u2028\u2029]/v
const lineEnds = /[\v\f\u0085\u2028\u2029]/g
/** Those that are no end of a line or a page. */
export const controls = /[\p{Cc}--[\t\n\v\f\r\u0085]]/gv

/**
 * The text without control characters, which no reader can read. Ends of lines and pages as Word and others write them
 * become spaces.
 */
export function withoutControls(text: string): string {
  return odd.test(text) ? text.replace(lineEnds, ' ').replace(controls, '') : text
}
