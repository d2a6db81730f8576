import type { SearchSection } from './search-text.ts'
import { findWords } from './words.js'

/** The words of an article, each once: three lists of one length, which are read in a fifth of a dictionary's time. */
export interface CountedWords {
  /** How many words it has. */
  length: number
  words: readonly string[]
  /** How much each weighs in the article. */
  weights: readonly number[]
  /** The piece of the text where each is most. */
  wordPieces: readonly number[]
}

/** What search needs of an article; plain data that can be cached. */
export interface SearchEntry extends CountedWords {
  /** The content of each of its files under `search/text/`. */
  pieces: string[]
}

/** What a result shows besides its sections. */
export interface SearchHead {
  slug: string
  title: string
  date?: string | undefined
  series?: string | undefined
}

export interface SearchEntryInput {
  head: SearchHead
  summary?: string | undefined
  tags: readonly string[]
  authors: readonly string[]
  sections: readonly SearchSection[]
  /** BCP 47. */
  language: string
}

/** How much more a word weighs here than in running text. */
const weights = { title: 12, tag: 6, heading: 5, summary: 3, author: 3, text: 1 } as const

/** A result loads one piece, so pieces are small: long enough for an excerpt and its neighbours. */
const pieceLength = 5000

/** Cuts an article into the pieces that results load, and weighs its words. */
export function searchEntry({
  head,
  summary,
  tags,
  authors,
  sections,
  language,
}: SearchEntryInput): SearchEntry {
  const pieces = cutIntoPieces(sections)
  const tally = createTally(language)
  tally.add(head.title, weights.title, 0)
  tally.add(summary ?? '', weights.summary, 0)
  for (const tag of tags) tally.add(tag, weights.tag, 0)
  for (const author of authors) tally.add(author, weights.author, 0)
  for (const [piece, parts] of pieces.entries()) {
    for (const { heading, text } of parts) {
      tally.add(heading, weights.heading, piece)
      tally.add(text, weights.text, piece)
    }
  }
  return {
    ...tally.result(),
    pieces: pieces.map((parts) =>
      JSON.stringify({ ...head, sections: parts.map(({ id, heading, text }) => [id, heading, text]) }),
    ),
  }
}

/** Whole sections as far as they fit; one that is longer than a piece goes on in the next. */
function cutIntoPieces(sections: readonly SearchSection[]): SearchSection[][] {
  const pieces: SearchSection[][] = [[]]
  let room = pieceLength
  for (const part of sections.flatMap(cutSection)) {
    const size = part.text.length + part.heading.length
    if (size > room && pieces.at(-1)!.length > 0) {
      pieces.push([])
      room = pieceLength
    }
    pieces.at(-1)!.push(part)
    room -= size
  }
  return pieces
}

function cutSection(section: SearchSection): SearchSection[] {
  const parts: SearchSection[] = []
  let rest = section.text
  while (rest.length > pieceLength) {
    const edge = Math.max(rest.lastIndexOf('\n', pieceLength), rest.lastIndexOf(' ', pieceLength))
    const end = edge > pieceLength / 2 ? edge : pieceLength
    parts.push({ ...section, text: rest.slice(0, end) })
    rest = rest.slice(end).trimStart()
  }
  return [...parts, { ...section, text: rest }]
}

interface Tally {
  add: (text: string, weight: number, piece: number) => void
  result: () => CountedWords
}

function createTally(language: string): Tally {
  const words = new Map<string, { weight: number; piece: number; most: number; here: number; at: number }>()
  let length = 0
  const count = (word: string, weight: number, piece: number): void => {
    const known = words.get(word)
    if (!known) {
      words.set(word, { weight, piece, most: weight, here: weight, at: piece })
      return
    }
    known.weight += weight
    known.here = known.at === piece ? known.here + weight : weight
    known.at = piece
    if (known.here > known.most) Object.assign(known, { most: known.here, piece })
  }
  return {
    add(text, weight, piece) {
      for (const { word, end, whole } of findWords(text, language)) {
        length++
        count(word, weight, piece)
        // All words of a whole have it, and it counts once.
        if (whole?.end === end) count(whole.word, weight, piece)
      }
    },
    result: () => ({
      length,
      words: [...words.keys()],
      weights: Array.from(words.values(), ({ weight }) => weight),
      wordPieces: Array.from(words.values(), ({ piece }) => piece),
    }),
  }
}
