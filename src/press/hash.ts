import { createHash, hash as hashText } from 'node:crypto'

/** SHA-256 over the parts, hexadecimal; parts cannot run into each other. */
export function hashOf(...parts: (string | Uint8Array)[]): string {
  // Many short texts at once take half the time of one after another.
  if (parts.every((part) => typeof part === 'string')) {
    return hashText('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'hex')
  }
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex')
}

/** The first 48 bits of that hash, hexadecimal: as a number they lose nothing. */
export function shortHexOf(...parts: string[]): string {
  return hashOf(...parts).slice(0, 12)
}

/**
 * A hash of 53 bits that takes a tenth of the time of SHA-256, for texts of which there are many. It is for whether a
 * text is what it was, not against those who look for another with the same hash. Two sums as in FNV-1a, each with a
 * prime of its own; the bits of each are mixed by the last steps of MurmurHash3.
 */
export function hashOfText(text: string): number {
  let low = 0x811c9dc5
  let high = 0x2c1b3c6d ^ text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x297a2d39)
  }
  return (mix(high ^ (low >>> 16)) >>> 11) * 0x1_0000_0000 + (mix(low) >>> 0)
}

function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** SHA-256 over numbers, hexadecimal. */
export function hashOfNumbers(numbers: Float64Array | Uint32Array): string {
  return hashText('sha256', numbers, 'hex')
}
