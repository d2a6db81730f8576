/** RFC 2047, section 2: an encoded word has at most 75 characters, and so has a line that holds one, but for its fold. */
const maxWord = 75
const frame = '=?UTF-8?B??='.length

/** A header's text in ASCII: as it is, or as encoded words. The value must have no line ends. */
export function encodeHeaderText(value: string): string {
  return isPlainText(value) ? value : encodeWords(value)
}

/** Whether a text may stand in a header as it is. What looks like an encoded word must be encoded itself. */
export function isPlainText(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value) && !value.includes('=?')
}

/**
 * A text as encoded words (RFC 2047, section 4.1), each of whole characters, with a space between two, where a line may
 * be folded. `column` is what stands on the first line already.
 */
export function encodeWords(value: string, column = 0): string {
  const words: string[] = []
  let current = ''
  for (const character of value) {
    const room = maxWord - frame - (words.length === 0 ? column : 0)
    if (current !== '' && base64Length(current + character) > room) {
      words.push(current)
      current = ''
    }
    current += character
  }
  words.push(current)
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ')
}

function base64Length(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3) * 4
}
