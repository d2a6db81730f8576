/** Control characters, line and paragraph separators, and the marks that turn the direction of text round. */
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** A text in which nothing can end a line or a header: each run of such signs is a space, half a character U+FFFD. */
export function withoutControls(value: string): string {
  return value.toWellFormed().replace(controls, ' ')
}
