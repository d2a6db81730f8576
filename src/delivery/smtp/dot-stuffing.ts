const dot = 46
const carriageReturn = 13
const lineFeed = 10
const lineBreak = Buffer.from('\r\n')
const dotAtLineStart = Buffer.from('\r\n.')
const singleDot = Buffer.from('.')

/**
 * Long chunks that were looked through and have no such dot inside: nearly all of a letter is shared by all letters of
 * its variant, and nobody writes into it.
 */
const withoutDots = new WeakSet<Uint8Array>()
const worthRememberingBytes = 2048

/**
 * Doubles each dot that begins a line (RFC 5321 §4.5.2), also where chunks meet in a line break, and ends the
 * message in CRLF if it does not. Chunks without such a dot, nearly all, come back as they are, not copied.
 */
export function stuffDots(chunks: readonly Uint8Array[]): Uint8Array[] {
  const stuffed: Uint8Array[] = []
  // The two bytes before the chunk; a message begins at the start of a line.
  let beforeLast = carriageReturn
  let last = lineFeed
  for (const chunk of chunks) {
    if (chunk.length === 0) continue
    stuffChunk(chunk, beforeLast, last, stuffed)
    beforeLast = chunk.length === 1 ? last : chunk[chunk.length - 2]!
    last = chunk[chunk.length - 1]!
  }
  if (beforeLast !== carriageReturn || last !== lineFeed) stuffed.push(lineBreak)
  return stuffed
}

function stuffChunk(chunk: Uint8Array, beforeLast: number, last: number, stuffed: Uint8Array[]): void {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
  const splitBreak = last === carriageReturn && bytes[0] === lineFeed && bytes[1] === dot
  let from = 0
  if (beforeLast === carriageReturn && last === lineFeed && bytes[0] === dot) stuffed.push(singleDot)
  else if (splitBreak) {
    stuffed.push(bytes.subarray(0, 1), singleDot)
    from = 1
  }
  const isKnown = withoutDots.has(chunk)
  let at = isKnown ? -1 : bytes.indexOf(dotAtLineStart, from)
  if (at === -1 && !isKnown && chunk.length >= worthRememberingBytes) withoutDots.add(chunk)
  for (; at !== -1; at = bytes.indexOf(dotAtLineStart, from)) {
    stuffed.push(bytes.subarray(from, at + 2), singleDot)
    from = at + 2
  }
  stuffed.push(from === 0 ? bytes : bytes.subarray(from))
}
