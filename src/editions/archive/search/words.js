/**
 * Words as both sides of the search know them: the build that makes the index, and the page that asks it. Plain
 * JavaScript, because the build publishes this very file for browsers.
 */

/**
 * A word in its short form, and where it stands. `whole` is another way to write it, in one: `email` for both words of
 * `e-mail`, `damico` for the `amico` of `d’Amico`.
 * @typedef {{ word: string, start: number, end: number, whole?: { word: string, start: number, end: number } }} FoundWord
 */

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
 * Letters that Unicode does not take for others with accents, and that keyboards elsewhere do not have.
 * @type {Record<string, string>}
 */
const plainLetters = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
}
const otherLetters = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g')

/** Where the vowel of a small word is left out before another: `l’école`, `dell’arte`, `d’Kanner`. */
const eliding = /^(?:ast|br|ca|co|fr|fur|ga|it|lb|lij|nap|oc|pms|pt|rm|sc|scn|vec|wa)\b/i
const elided =
  /^(?:[bcçdjlmnstv]|(?:jus|lors|puis|quoi)?qu|un|gl|all|[dnps]all|[dn]ell|sull|coll|quell|quest|anch|com|cos|dov|tutt)['’](?=.)/i

const joining = /^(?:ar|ckb|fa|he|ps|sd|ug|ur|yi)\b/i
/** Arabic and Hebrew write small words such as "and" in one with the next: `وICB`. */
const joinedToLatin = /^[\p{Script=Arabic}\p{Script=Hebrew}\u0640]+(?=\p{Script=Latin})/u

/**
 * What is joined to the end of a word: small words in Welsh (`Cymru’n`), endings of names in Turkish (`Ankara’da`).
 * @type {[RegExp, RegExp][]}
 */
const joinedEnds = [
  [/^cy\b/i, /['’](?:ch|i|m|n|r|th|u|w)$/i],
  [/^(?:az|tr)\b/i, /['’]\p{L}+$/u],
]

/** @param {string} language BCP 47 */
function grammarOf(language) {
  return {
    before: eliding.test(language) ? elided : joining.test(language) ? joinedToLatin : undefined,
    after: joinedEnds.find(([languages]) => languages.test(language))?.[1],
  }
}

/**
 * The words of a text in their short forms, in order.
 * @param {string} text
 * @param {string} language BCP 47
 * @returns {FoundWord[]}
 */
export function findWords(text, language) {
  const grammar = grammarOf(language)
  /** @type {FoundWord[]} */
  const found = []
  /** The first of the words between which there have been hyphens alone. */
  let first = 0
  let at = 0
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at))
    const start = at++
    if (kind === noWord) continue
    if (kind !== wholeWord) at = wordEnd(text, at, kind)
    found.push(oneWord(text, start, at, language, grammar))
    if (kind === partOfWord && isHyphen(text, at)) continue
    if (first < found.length - 1) joinWords(text, found.slice(first), language)
    first = found.length
  }
  return found
}

/**
 * A word without what its language joins to it.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} language
 * @param {ReturnType<typeof grammarOf>} grammar
 * @returns {FoundWord}
 */
function oneWord(text, start, end, language, { before, after }) {
  const written = text.slice(start, end)
  const word = shortForm(written, language)
  if (!before && !after) return { word, start, end }
  const from = before?.exec(written)?.[0].length ?? 0
  const to = after?.exec(written)?.index ?? written.length
  if (from === 0 && to === written.length) return { word, start, end }
  const bare = shortForm(written.slice(from, to), language)
  return { word: bare, start: start + from, end, whole: { word, start, end } }
}

/** What is longer is an address or a list. */
const longestWhole = 40

/**
 * Says of words with hyphens between them how they are written in one; numbers and dates are not.
 * @param {string} text
 * @param {FoundWord[]} words
 * @param {string} language
 */
function joinWords(text, words, language) {
  const start = words[0]?.start ?? 0
  const end = words.at(-1)?.end ?? 0
  const written = text.slice(start, end).replace(hyphens, '')
  if (written.length > longestWhole || /^\d+$/.test(written)) return
  const whole = { word: shortForm(written, language), start, end }
  for (const word of words) word.whole = whole
}

const hyphens = /[-\u00ad\u2010\u2011]/g

/**
 * Whether one hyphen stands between the word that ends here and another.
 * @param {string} text
 * @param {number} at
 */
function isHyphen(text, at) {
  const unit = text.charCodeAt(at)
  const isOne = unit === 0x2d || unit === 0xad || unit === 0x2010 || unit === 0x2011
  return isOne && kindOf(text.charCodeAt(at + 1)) === partOfWord
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
    .replace(otherLetters, (letter) => plainLetters[letter] ?? letter)
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
