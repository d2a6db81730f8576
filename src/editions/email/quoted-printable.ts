/** How many bytes a text takes when it is encoded as quoted-printable (RFC 2045, section 6.7). */
export function quotedPrintableSize(text: string): number {
  let size = 0
  for (const line of text.split(/\r?\n/)) size += lineSize(line) + 2
  return size - 2
}

/** Lines of at most 76 characters, a soft break being `=` and a line end. */
function lineSize(line: string): number {
  const bytes = Buffer.from(line)
  let size = 0
  let column = 0
  for (const [index, byte] of bytes.entries()) {
    const isBlankAtEnd = index === bytes.length - 1 && (byte === 32 || byte === 9)
    const isLiteral = ((byte >= 32 && byte <= 126 && byte !== 61) || byte === 9) && !isBlankAtEnd
    const width = isLiteral ? 1 : 3
    if (column + width > 75) {
      size += 3
      column = 0
    }
    size += width
    column += width
  }
  return size
}
