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

/** The same as a number. */
export function shortHashOf(...parts: string[]): number {
  return Number.parseInt(shortHexOf(...parts), 16)
}

/** SHA-256 over numbers, hexadecimal. */
export function hashOfNumbers(numbers: Float64Array | Uint32Array): string {
  return hashText('sha256', numbers, 'hex')
}
