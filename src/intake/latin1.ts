/** So many of a file's first bytes as a text of one sign for each, to be compared with what files begin with. */
export function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, length)).toString('latin1')
}
