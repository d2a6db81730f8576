/**
 * Asks the search index of an archive. Runs in browsers as it is, and needs nothing but `fetch`: see
 * `index-files.ts` for what the files hold.
 */
import { bestSections } from './excerpts.js'
import { findWords } from './words.js'

/**
 * @typedef {import('./excerpts.js').QueryForm} QueryForm
 * @typedef {import('./excerpts.js').QueryWord} QueryWord
 * @typedef {import('./excerpts.js').FoundSection} FoundSection
 * @typedef {{ year?: string, series?: string, tag?: string }} Filters
 * @typedef {{ document: number, piece: number, score: number }} Hit
 * @typedef {{ hits: Hit[], words: QueryWord[], isPartial: boolean }} Answer `isPartial`: no article has all the words.
 * @typedef {{ slug: string, title: string, date?: string, series?: string, sections: FoundSection[] }} Found
 * @typedef {[document: number, weight: number, piece: number]} Posting
 * @typedef {{ id: string, length: number, year: number, series: number, tags: number[] }} DocumentFacts
 * @typedef {{ ask: (query: string, filters: Filters) => Promise<Answer>, show: (hit: Hit, words: QueryWord[]) => Promise<Found> }} Search
 */

const mostWords = 8
/** Of a word that is still being typed at most so many parts of the index are read. */
const mostShards = 3

/**
 * Opens the index in `folder`, an absolute address that ends in a slash.
 * @param {string} folder
 * @param {(address: string) => Promise<any>} [read]
 * @returns {Promise<Search>}
 */
export async function openSearch(folder, read = readJson) {
  const index = await read(`${folder}words/index.json`)
  const documents = readDocuments(index)
  const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(documents.length, 1)
  /** @type {Map<string, Promise<Record<string, string>>>} */
  const shards = new Map()
  /** @param {string} prefix */
  const shard = (prefix) => {
    const known = shards.get(prefix) ?? read(`${folder}words/${index.shards[prefix]}.json`)
    shards.set(prefix, known)
    return known
  }

  /**
   * @param {QueryForm} form
   * @param {Map<number, Hit>} best
   */
  const addScores = async ({ short, written, isPrefix }, best) => {
    const prefixes = shardsFor(short, isPrefix, Object.keys(index.shards))
    const entries = Object.assign({}, ...(await Promise.all(prefixes.map(shard))))
    for (const [word, share] of candidates(entries, short, written, isPrefix)) {
      const postings = readPostings(entries[word])
      const rarity = Math.log(1 + (documents.length - postings.length + 0.5) / (postings.length + 0.5))
      for (const [document, weight, piece] of postings) {
        const { length } = documents[document] ?? { length: average }
        const score = (share * rarity * weight * 2.2) / (weight + 0.6 + (0.6 * length) / average)
        if (score > (best.get(document)?.score ?? -1)) best.set(document, { document, piece, score })
      }
    }
  }
  /** @param {QueryWord} word */
  const scoresOf = async ({ whole, ...form }) => {
    /** @type {Map<number, Hit>} */
    const best = new Map()
    await Promise.all([form, ...(whole ? [whole] : [])].map((one) => addScores(one, best)))
    return best
  }

  return {
    async ask(query, filters) {
      const words = readQuery(query, index.language)
      const scores = await Promise.all(words.map(scoresOf))
      const fits = filterOf(index, documents, filters)
      const all = join(scores, fits, true)
      const isPartial = all.length === 0 && words.length > 1
      return { hits: isPartial ? join(scores, fits, false) : all, words, isPartial }
    },
    async show({ document, piece }, words) {
      const { id } = documents[document] ?? { id: '' }
      const { sections, ...article } = await read(`${folder}text/${id}-${piece}.json`)
      return { ...article, sections: bestSections(sections, words, index.language) }
    },
  }
}

/** @param {string} address */
async function readJson(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status} ${address}`)
  return response.json()
}

/**
 * The words that are asked for; the last may be the beginning of one.
 * @param {string} query
 * @param {string} language
 * @returns {QueryWord[]}
 */
function readQuery(query, language) {
  const found = findWords(query, language).slice(0, mostWords)
  /**
   * @param {{ word: string, start: number, end: number }} form
   * @returns {QueryForm}
   */
  const asked = ({ word, start, end }) => {
    const written = query.slice(start, end).toLowerCase()
    return { short: word, written, isPrefix: end === query.length && written.length > 1 }
  }
  return found.map((word) => ({ ...asked(word), ...(word.whole && { whole: asked(word.whole) }) }))
}

/**
 * The parts of the index that may have a word: that of its longest beginning, and with a beginning those that go on.
 * @param {string} short
 * @param {boolean} isPrefix
 * @param {string[]} prefixes
 */
function shardsFor(short, isPrefix, prefixes) {
  const own = prefixes
    .filter((prefix) => short.startsWith(prefix))
    .reduce((one, other) => (other.length > one.length ? other : one), '')
  const further = isPrefix ? prefixes.filter((prefix) => prefix !== own && prefix.startsWith(short)) : []
  return [...(prefixes.includes(own) ? [own] : []), ...further].slice(0, mostShards)
}

/**
 * Words of the index that answer a word of the query, and how well. `changi`, on its way to `changing`, finds `chang`.
 * @param {Record<string, string>} entries
 * @param {string} short
 * @param {string} written
 * @param {boolean} isPrefix
 * @returns {[string, number][]}
 */
function candidates(entries, short, written, isPrefix) {
  /** @type {[string, number][]} */
  const exact = Object.hasOwn(entries, short) ? [[short, 1]] : []
  if (!isPrefix) return exact
  const longer = Object.keys(entries).filter((word) => word !== short && word.startsWith(short))
  if (exact.length + longer.length > 0)
    return [...exact, ...longer.map((word) => /** @type {[string, number]} */ ([word, 0.5]))]
  const half = Object.keys(entries).filter(
    (word) => word.length > 2 && written.startsWith(word) && written.length - word.length <= 3,
  )
  return half.map((word) => [word, 0.5])
}

/**
 * Best first; of equals the newest, because documents are in that order.
 * @param {Map<number, Hit>[]} scores One for each word.
 * @param {(document: number) => boolean} fits
 * @param {boolean} needsAll
 * @returns {Hit[]}
 */
function join(scores, fits, needsAll) {
  /** @type {Map<number, Hit & { words: number, top: number }>} */
  const joined = new Map()
  for (const best of scores) {
    for (const { document, piece, score } of best.values()) {
      const hit = joined.get(document) ?? { document, piece, score: 0, words: 0, top: 0 }
      // The rarest word says where in the article to look.
      if (score > hit.top) Object.assign(hit, { piece, top: score })
      hit.score += score
      hit.words++
      joined.set(document, hit)
    }
  }
  return [...joined.values()]
    .filter(({ document, words }) => fits(document) && (!needsAll || words === scores.length))
    .sort((one, other) => other.words - one.words || other.score - one.score || one.document - other.document)
    .map(({ document, piece, score }) => ({ document, piece, score }))
}

/**
 * @param {{ years: string[], series: string[], tags: string[] }} index
 * @param {DocumentFacts[]} documents
 * @param {Filters} filters
 */
function filterOf(index, documents, { year, series, tag }) {
  const [yearIs, seriesIs, tagIs] = [
    place(index.years, year),
    place(index.series, series),
    place(index.tags, tag),
  ]
  /** @param {number} document */
  return (document) => {
    const facts = documents[document]
    if (!facts) return false
    return (
      (yearIs === undefined || facts.year === yearIs) &&
      (seriesIs === undefined || facts.series === seriesIs) &&
      (tagIs === undefined || facts.tags.includes(tagIs))
    )
  }
}

/**
 * The place of a filter's value, counted from 1; nothing where all values fit.
 * @param {string[]} values
 * @param {string | undefined} value
 */
function place(values, value) {
  return value ? values.indexOf(value) + 1 || -1 : undefined
}

/**
 * @param {{ ids: string, idLength: number, facts: string }} index
 * @returns {DocumentFacts[]}
 */
function readDocuments({ ids, idLength, facts }) {
  const numbers = readNumbers(facts)
  const next = () => numbers.next().value ?? 0
  return Array.from({ length: ids.length / idLength }, (_, document) => ({
    id: ids.slice(document * idLength, (document + 1) * idLength),
    length: next(),
    year: next(),
    series: next(),
    tags: Array.from({ length: next() }, next),
  }))
}

/**
 * @param {string} [text]
 * @returns {Posting[]}
 */
function readPostings(text = '') {
  /** @type {Posting[]} */
  const postings = []
  const numbers = readNumbers(text)
  let document = -1
  for (const gap of numbers) {
    document += gap + 1
    postings.push([document, numbers.next().value ?? 0, numbers.next().value ?? 0])
  }
  return postings
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Numbers in groups of five bits, the highest first; a digit of the upper half says that another follows.
 * @param {string} text
 * @returns {Generator<number, undefined>}
 */
function* readNumbers(text) {
  let number = 0
  for (const sign of text) {
    const digit = digits.indexOf(sign)
    number = number * 32 + (digit & 31)
    if (digit >= 32) continue
    yield number
    number = 0
  }
}
