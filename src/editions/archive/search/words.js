/**
 * Words as both sides of the search know them: the build that makes the index, and the page that asks it. Plain
 * JavaScript, because the build publishes this very file for browsers.
 */

/** @typedef {{ word: string, start: number, end: number }} FoundWord A word in its short form, and where it stands. */

/** What a sign is to words: nothing to them, part of one, one by itself, or of a pair (emoji, rare letters). */
const [noWord, partOfWord, wholeWord, ofPair] = [1, 2, 3, 4]

/** The kind of each UTF-16 unit that was met; a table is several times faster than a pattern over the text. */
const kinds = new Uint8Array(0x10000)

/** @param {number} unit */
function kindOf(unit) {
  const known = kinds[unit]
  if (known) return known
  const sign = String.fromCharCode(unit)
  let kind = noWord
  if (unit >= 0xd800 && unit <= 0xdfff) kind = ofPair
  // Chinese and Japanese put no space between words, so each of their signs counts as one.
  else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(sign)) kind = wholeWord
  else if (/[\p{L}\p{M}\p{N}]/u.test(sign)) kind = partOfWord
  kinds[unit] = kind
  return kind
}

/** Accents of Latin, Greek and Cyrillic, vowel points of Arabic and Hebrew: people search without them. */
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g

/**
 * The words of a text in their short forms, in order.
 * @param {string} text
 * @param {string} language BCP 47
 * @returns {FoundWord[]}
 */
export function findWords(text, language) {
  /** @type {FoundWord[]} */
  const found = []
  let at = 0
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at))
    const start = at++
    if (kind === noWord) continue
    if (kind !== wholeWord) at = wordEnd(text, at, kind)
    found.push({ word: shortForm(text.slice(start, at), language), start, end: at })
  }
  return found
}

/**
 * An apostrophe between letters is part of their word.
 * @param {string} text
 * @param {number} from
 * @param {number} kind
 */
function wordEnd(text, from, kind) {
  let at = from
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    const isApostrophe = unit === 0x27 || unit === 0x2019
    if (kindOf(unit) === kind) at++
    else if (isApostrophe && kind === partOfWord && kindOf(text.charCodeAt(at + 1)) === partOfWord) at += 2
    else break
  }
  return at
}

/** @type {Map<string, string>} */
const known = new Map()

/**
 * What all forms of a word have in common: case, accents and apostrophes make no other word, and in English plurals
 * and `-ed` and `-ing` do not either.
 * @param {string} written
 * @param {string} language BCP 47
 * @returns {string}
 */
export function shortForm(written, language) {
  const isEnglish = /^en\b/i.test(language)
  const key = isEnglish ? written : `${written} `
  const before = known.get(key)
  if (before !== undefined) return before
  const folded = written
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .replace(/['’]s$/, '')
    .replace(/['’]/g, '')
  const short = isEnglish ? englishStem(folded) : folded
  if (known.size > 100_000) known.clear()
  known.set(key, short)
  return short
}

/**
 * One stem for `policy` and `policies`, `plan`, `planned` and `planning`. Only endings of grammar go: `assess` and
 * `assessment` stay two words.
 * @param {string} word
 */
function englishStem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  let stem = word
  if (/(?:ss|x|ch|sh|z)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (/[^aeious]ies$/.test(stem)) stem = `${stem.slice(0, -3)}y`
  else if (/[^su]s$/.test(stem) && !stem.endsWith('is')) stem = stem.slice(0, -1)
  stem = withoutVerbEnding(stem)
  if (stem.length > 3) stem = stem.replace(/e$/, '').replace(/([^aeiou])\1$/, '$1')
  return stem.replace(/([^aeiou])y$/, '$1i')
}

/** @param {string} word */
function withoutVerbEnding(word) {
  if (/[^aeiou]ied$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (word.endsWith('eed')) return word.length > 4 ? word.slice(0, -1) : word
  const stem = word.replace(/(?:ed|ing)$/, '')
  return stem.length >= 3 && /[aeiouy]/.test(stem) ? stem : word
}
