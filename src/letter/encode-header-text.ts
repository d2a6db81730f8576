/** RFC 2047, section 2: an encoded word has at most 75 characters. */
const maxEncodedBytes = 75 - '=?UTF-8?B??='.length

/** A header's text in ASCII: as it is, or as encoded words. The value must have no line ends. */
export function encodeHeaderText(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value) && !value.includes('=?')) return value
  const words: string[] = []
  let current = ''
  for (const character of value) {
    if (base64Length(current + character) > maxEncodedBytes) {
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
