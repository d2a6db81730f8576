/** At least; small enough to stay in the processor's nearest cache for ten thousand terms. */
const BITS_EACH = 16

/** A Bloom filter over hashes. The two bits of a hash lie in one word, so that asking costs one read. */
export function createTokenFilter(hashes: ReadonlySet<number>): Uint32Array {
  const words = 2 ** Math.ceil(Math.log2(Math.max(32, (hashes.size * BITS_EACH) / 32)))
  const filter = new Uint32Array(words)
  for (const hash of hashes) {
    const word = wordOf(filter, hash)
    filter[word] = (filter[word] as number) | bitsOf(hash)
  }
  return filter
}

function wordOf(filter: Uint32Array, hash: number): number {
  return hash & (filter.length - 1)
}

function bitsOf(hash: number): number {
  return (1 << (hash >>> 27)) | (1 << ((hash >>> 22) & 31))
}

/** Whether a hash may be among those of the filter; a wrong yes costs a look into the map. */
export function mayHold(filter: Uint32Array, hash: number): boolean {
  const bits = bitsOf(hash)
  return ((filter[wordOf(filter, hash)] as number) & bits) === bits
}
