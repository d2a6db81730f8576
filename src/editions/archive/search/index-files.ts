import { addNumber, emptyNumberText, readNumberText, type NumberText } from './number-text.ts'
import type { CountedWords } from './search-entry.ts'

/** An article for the index: its facts, and what `searchEntry` counted. */
export interface IndexedArticle extends CountedWords {
  /** Names its pieces; `idLength` signs. */
  id: string
  year?: string | undefined
  /** The slug of its series. */
  series?: string | undefined
  /** The slugs of its tags. */
  tags: readonly string[]
}

/** What readers may choose from. */
export interface SearchFilters {
  /** Newest first. */
  years: readonly string[]
  series: readonly SearchFilter[]
  tags: readonly SearchFilter[]
}

export interface SearchFilter {
  slug: string
  name: string
}

/** How many signs name an article's pieces, and a part of the index. */
export const idLength = 10

/** A part of the index is read whole, so it is small; a word that has more postings than this has one of its own. */
const shardLength = 12_000

/**
 * The files of the index, by name from `search/words/`. Articles come in the order in which equals are listed, and are known
 * by their places in it, and are looked at one at a time, because the words of thousands fill the memory.
 *
 * `index.json` holds a line of facts for each article and the names of the parts, by the beginning of their words.
 * A part holds for each word the articles that have it, as numbers: how many articles lie between, the word's weight
 * and the piece of the text where it is most. `find.js` reads them.
 */
export function searchIndexFiles(
  articles: Iterable<IndexedArticle>,
  filters: SearchFilters,
  language: string,
  nameOf: (content: string) => string,
): Map<string, string> {
  const values = {
    years: filters.years,
    series: filters.series.map(({ slug }) => slug),
    tags: filters.tags.map(({ slug }) => slug),
  }
  const ids: string[] = []
  const facts = emptyNumberText()
  const postings = new Map<string, WordPostings>()
  for (const article of articles) {
    addPostings(postings, ids.length, article)
    ids.push(article.id)
    for (const fact of factsOf(article, values)) addNumber(facts, fact)
  }
  const files = new Map<string, string>()
  const shards: Record<string, string> = {}
  for (const [prefix, words] of cutIntoShards(inOrder(postings))) {
    const content = JSON.stringify(Object.fromEntries(words))
    const name = nameOf(content)
    shards[prefix] = name
    files.set(`${name}.json`, content)
  }
  const head = { language, ids: ids.join(''), idLength, facts: readNumberText(facts) }
  files.set('index.json', JSON.stringify({ ...head, ...values, shards }))
  return files
}

/** Counted from 1; 0 is nothing. */
function factsOf(
  { length, year, series, tags }: IndexedArticle,
  filters: Record<keyof SearchFilters, readonly string[]>,
): number[] {
  const place = (values: readonly string[], value: string | undefined): number =>
    value === undefined ? 0 : values.indexOf(value) + 1
  return [
    length,
    place(filters.years, year),
    place(filters.series, series),
    tags.length,
    ...tags.map((tag) => place(filters.tags, tag)),
  ]
}

/** The articles that have a word. */
interface WordPostings extends NumberText {
  /** The place of the last of them. */
  last: number
}

function addPostings(
  postings: Map<string, WordPostings>,
  place: number,
  { words, weights, wordPieces }: CountedWords,
): void {
  for (const [index, word] of words.entries()) {
    let known = postings.get(word)
    if (!known) postings.set(word, (known = { ...emptyNumberText(), last: -1 }))
    addNumber(known, place - known.last - 1)
    addNumber(known, weights[index]!)
    addNumber(known, wordPieces[index]!)
    known.last = place
  }
}

type Postings = [word: string, text: string]

/** Each word's postings, in the order of the words' signs. */
function inOrder(postings: ReadonlyMap<string, WordPostings>): Postings[] {
  return [...postings]
    .map(([word, text]): Postings => [word, readNumberText(text)])
    .sort(([one], [other]) => (one < other ? -1 : 1))
}

/** Words by their first signs: by more of them where there are too many words for one part. */
function cutIntoShards(postings: readonly Postings[], depth = 1): [prefix: string, words: Postings[]][] {
  const groups = Map.groupBy(postings, ([word]) => Array.from(word).slice(0, depth).join(''))
  return [...groups].flatMap(([prefix, words]): [string, Postings[]][] => {
    const length = words.reduce((sum, [word, text]) => sum + word.length + text.length + 6, 0)
    if (length <= shardLength || words.length === 1) return [[prefix, words]]
    const whole = words.filter(([word]) => word === prefix)
    const longer = words.filter(([word]) => word !== prefix)
    return [
      ...(whole.length > 0 ? [[prefix, whole] as [string, Postings[]]] : []),
      ...cutIntoShards(longer, depth + 1),
    ]
  })
}
