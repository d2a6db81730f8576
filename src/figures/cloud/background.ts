import { foldWord, wordsInText } from './words-in-text.ts'

/** How the publication writes at other times: in how many of some of its articles each word stands. */
export interface Background {
  articles: number
  /** Folded word → articles that have it; those in a single one are left out. */
  counts: Record<string, number>
}

/** More would change no cloud that anybody could tell, and would cost a build of thousands of articles its time. */
const mostArticles = 100

/** Reads a fixed choice among the publication's articles, spread evenly over their order. */
export function readBackground(
  sources: readonly { readonly source: string }[],
  language: string,
): Background {
  const isEnglish = language.toLowerCase().startsWith('en')
  const articles = Math.min(sources.length, mostArticles)
  const counts = new Map<string, number>()
  for (let index = 0; index < articles; index++) {
    const { source } = sources[Math.floor((index * sources.length) / articles)]!
    const words = new Set(wordsInText(source))
    for (const folded of new Set([...words].map((written) => foldWord(written, isEnglish)))) {
      counts.set(folded, (counts.get(folded) ?? 0) + 1)
    }
  }
  return { articles, counts: Object.fromEntries([...counts].filter(([, count]) => count > 1)) }
}

/** More than this far from common, a word is as good as unheard of. */
const mostRare = 5

/**
 * How rare a word is among the articles, in half steps from 0 (in all of them) to 5. Steps are so coarse that most
 * changes of one article leave the clouds of the others as they are.
 */
export function rarityOf(folded: string, { articles, counts }: Background): number {
  const having = Object.hasOwn(counts, folded) ? counts[folded]! : 1
  return Math.min(mostRare, Math.round(2 * Math.log2((articles + 1) / (having + 1))) / 2)
}
