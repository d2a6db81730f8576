/** RFC 4648 section 6 in small letters, without padding: survives what changes capitals. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const values = new Map([...letters].map((letter, value) => [letter, value]))

/** Ten bits are two letters. */
const pairs = [...letters].flatMap((first) => [...letters].map((second) => first + second))

export function encodeBase32(octets: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const octet of octets) {
    held = (held << 8) | octet
    bits += 8
    if (bits < 10) continue
    bits -= 10
    text += pairs[held >> bits]!
    held &= (1 << bits) - 1
  }
  // Filled up with noughts to whole letters.
  for (; bits > 0; bits -= 5) text += letters[(bits >= 5 ? held >> (bits - 5) : held << (5 - bits)) & 31]!
  return text
}

/** The octets; nothing for other letters. */
export function decodeBase32(text: string): Buffer | undefined {
  const octets: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = values.get(letter)
    if (value === undefined) return undefined
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      octets.push((held >> bits) & 255)
      held &= (1 << bits) - 1
    }
  }
  return Buffer.from(octets)
}
