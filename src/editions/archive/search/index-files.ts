/** An article for the index: its facts, and what `searchEntry` counted. */
export interface IndexedArticle {
  /** Names its pieces; `idLength` signs. */
  id: string
  length: number
  year?: string | undefined
  /** The slug of its series. */
  series?: string | undefined
  /** The slugs of its tags. */
  tags: readonly string[]
  words: Record<string, [weight: number, piece: number]>
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
 * by their places in it.
 *
 * `index.json` holds a line of facts for each article and the names of the parts, by the beginning of their words.
 * A part holds for each word the articles that have it, as numbers: how many articles lie between, the word's weight
 * and the piece of the text where it is most. `find.js` reads them.
 */
export function searchIndexFiles(
  articles: readonly IndexedArticle[],
  filters: SearchFilters,
  language: string,
  nameOf: (content: string) => string,
): Map<string, string> {
  const files = new Map<string, string>()
  const shards: Record<string, string> = {}
  for (const [prefix, words] of cutIntoShards(postingsOf(articles))) {
    const content = JSON.stringify(Object.fromEntries(words))
    const name = nameOf(content)
    shards[prefix] = name
    files.set(`${name}.json`, content)
  }
  const ids = articles.map(({ id }) => id).join('')
  const values = {
    years: filters.years,
    series: filters.series.map(({ slug }) => slug),
    tags: filters.tags.map(({ slug }) => slug),
  }
  const facts = articles.map((article) => encodeNumbers(factsOf(article, values))).join('')
  files.set('index.json', JSON.stringify({ language, ids, idLength, facts, ...values, shards }))
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

type Postings = [word: string, text: string]

/** Each word's postings, in the order of the words' signs. */
function postingsOf(articles: readonly IndexedArticle[]): Postings[] {
  const texts = new Map<string, { text: string; last: number }>()
  for (const [place, { words }] of articles.entries()) {
    for (const [word, [weight, piece]] of Object.entries(words)) {
      const known = texts.get(word)
      const text = encodeNumbers([place - (known?.last ?? -1) - 1, weight, piece])
      if (known) {
        known.text += text
        known.last = place
      } else texts.set(word, { text, last: place })
    }
  }
  return [...texts]
    .map(([word, { text }]): Postings => [word, text])
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

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Groups of five bits, the highest first; a digit of the upper half says that another follows. */
function encodeNumbers(numbers: readonly number[]): string {
  return numbers.map(encodeNumber).join('')
}

function encodeNumber(number: number): string {
  let text = digits[number % 32]!
  for (let rest = Math.floor(number / 32); rest > 0; rest = Math.floor(rest / 32)) {
    text = digits[32 + (rest % 32)]! + text
  }
  return text
}
