import { isSpace } from './fold-character.ts'

/** Tells letters in an address from letters in prose; made for one article, asked in the order of reading. */
export interface AddressFinder {
  /** Whether the letters from `start` to `end` belong to a URL, an e-mail address, a domain or a file's name. */
  isInside: (text: string, start: number, end: number) => boolean
}

/** A URL with a scheme or `www.`, an e-mail address, or a domain with a path. The bounds keep it linear. */
const ADDRESS =
  /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:)[^\s<]+|[^\s@<>()[\]"“”,;]{1,64}@[^\s@<>()[\]"“”,;]{1,255}\.[a-z]{2,24}|[a-z0-9-]{1,63}\.[a-z]{2,24}\/[^\s<]*/giu
const MAY_HOLD_ADDRESS = /[@/]|www\./i
const NAME_GOES_ON = /^\.[a-z0-9]/

/** A stretch without white space, and the addresses in it. */
interface Chunk {
  text: string
  from: number
  to: number
  addresses: [from: number, to: number][]
  /** How many of them end before the letters asked about last. */
  passed: number
}

/** The text with a space for each URL, e-mail address and domain with a path. */
export function withoutAddresses(text: string): string {
  return MAY_HOLD_ADDRESS.test(text) ? text.replace(ADDRESS, ' ') : text
}

/** Looks at each stretch without white space once, so that a long one does not cost more than its length. */
export function createAddressFinder(): AddressFinder {
  let chunk: Chunk | undefined
  return {
    isInside: (text, start, end) => {
      if (text.charCodeAt(end) === 0x2e && NAME_GOES_ON.test(text.slice(end, end + 2))) return true
      if (chunk?.text !== text || start < chunk.from || end > chunk.to) chunk = chunkAt(text, start, end)
      return holds(chunk, start, end)
    },
  }
}

function holds(chunk: Chunk, start: number, end: number): boolean {
  const { addresses } = chunk
  if (addresses.length === 0) return false
  if ((addresses[chunk.passed - 1]?.[1] ?? 0) > start) chunk.passed = 0
  while (chunk.passed < addresses.length && (addresses[chunk.passed]?.[1] ?? 0) <= start) chunk.passed++
  const next = addresses[chunk.passed]
  return next !== undefined && next[0] < end
}

function chunkAt(text: string, start: number, end: number): Chunk {
  let from = start
  while (from > 0 && !isSpace(text.charCodeAt(from - 1))) from--
  let to = end
  while (to < text.length && !isSpace(text.charCodeAt(to))) to++
  const addresses: [number, number][] = []
  const letters = to - from > end - start + 3 ? text.slice(from, to) : ''
  if (MAY_HOLD_ADDRESS.test(letters)) {
    for (const match of letters.matchAll(ADDRESS)) {
      addresses.push([from + match.index, from + match.index + match[0].length])
    }
  }
  return { text, from, to, addresses, passed: 0 }
}
