/** A word, or one side of a hyphen or slash, as letters are laid over it. */
export interface Part {
  text: string
  lower: string
  start: number
  /** Whether a word starts here: white space or an opening sign stands before it, not a hyphen. */
  startsWord: boolean
  /** The cost of using none of its letters. */
  skip: number
  /** The cost of the sign before it: a comma, a bracket. */
  entry: number
}

/** What makes a way to lay letters over words less likely; all are fractions of a plainly missing word. */
const COST = {
  skipStop: 0.12,
  skipNumber: 0.1,
  skipSide: 0.55,
  skipWord: 1,
  /** A word with nothing of it used at the very end. */
  trailing: 0.2,
  comma: 0.2,
  bracket: 1.4,
  /** Starting with a small word that is seldom part of a name: "by", "of". */
  startsSmall: 0.8,
  /** The letter after the last one used: `Ofsted` in "Office for Standards in Education". */
  next: 0.35,
  /** A capital or digit inside a word. */
  capital: 0.05,
  /** A consonant after a vowel, where a syllable or a stem often starts. */
  syllable: 0.45,
  inside: 0.55,
  /** The word's own first letter is not among those used. */
  withoutInitial: 0.85,
  /** A verb: what letters stand for is a name, not a sentence. */
  verb: 3,
  /** A digit of the letters that no word has. */
  looseDigit: 0.9,
}

const STOP_WORDS = new Set(
  'a an and as at by de du et for from in into its la le of on or our per the their to under upon via with y &'.split(
    ' ',
  ),
)
const VERBS = new Set(
  'is are was were be been has have had will would can may must which who that'.split(' '),
)
const PART = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|&/gu
const NUMBER = /^(?:alpha|beta|gamma|delta|epsilon|kappa|omega|\p{Script=Greek}|\p{N}+)$/iu

/** The letters and digits that count: no signs, no plural `s` or possessive after a capital or digit. */
export function lettersOf(letters: string): string {
  return letters
    .replace(/['’]s?$/u, '')
    .replace(/(?<=[\p{Lu}\p{N}])s$/u, '')
    .replace(/[^\p{L}\p{N}&]/gu, '')
}

/** Cuts a phrase at white space, hyphens and signs. */
export function partsOf(phrase: string): Part[] {
  const parts: Part[] = []
  for (const match of phrase.matchAll(PART)) {
    const text = match[0]
    const lower = text.toLowerCase()
    const previous = parts.at(-1)
    const between = phrase.slice(previous ? previous.start + previous.text.length : 0, match.index)
    const startsWord = !previous || /[\s/—–]|--/u.test(between)
    const skip = skipCost(text, lower, startsWord, phrase[match.index + text.length] === '-')
    parts.push({ text, lower, start: match.index, startsWord, skip, entry: entryCost(between) })
  }
  return parts
}

function skipCost(text: string, lower: string, startsWord: boolean, isBeforeHyphen: boolean): number {
  if (isBeforeHyphen && text.length === 1) return COST.skipNumber
  if (NUMBER.test(text)) return COST.skipNumber
  if (STOP_WORDS.has(lower)) return COST.skipStop
  if (VERBS.has(lower)) return COST.verb
  return startsWord ? COST.skipWord : COST.skipSide
}

function entryCost(between: string): number {
  if (/\s[([]|[)\]]\s/u.test(between)) return COST.bracket
  return /,\s/u.test(between) ? COST.comma : 0
}

/**
 * The cheapest way to find `wanted` in order in `parts`, starting in the first part; `Infinity` where there is none.
 */
export function layOver(wanted: string, parts: Part[]): number {
  const lower = wanted.toLowerCase()
  // best[i]: the least cost of having used the first i letters in the parts so far.
  let best = Array.from({ length: wanted.length + 1 }, () => Infinity)
  best[0] = 0
  let mayStart = true
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const next = Array.from({ length: wanted.length + 1 }, () => Infinity)
    for (let used = 0; used <= wanted.length; used++) {
      const before = (best[used] ?? Infinity) + (index > 0 ? part.entry : 0)
      if (!Number.isFinite(before) || (used === 0 && !mayStart)) continue
      const unused = before + part.skip + (isLast && part.skip >= COST.skipSide ? COST.trailing : 0)
      relax(next, used, unused)
      takeFrom(part, lower, used, before, next)
    }
    // The first letter starts the phrase; only a number or a Greek letter may stand before it: "1,2-diacylglycerol".
    mayStart &&= part.skip === COST.skipNumber
    if (!mayStart) next[0] = Infinity
    best = withLooseDigits(next, wanted)
  }
  return best[wanted.length] ?? Infinity
}

/** Uses one or more letters from `used` on in this part. */
function takeFrom(part: Part, lower: string, used: number, before: number, next: number[]): void {
  // ends[p]: the least cost with the last letter used at p of the part.
  let ends = firstLetter(part, lower, used, before)
  let count = used + 1
  while (ends.size > 0 && count <= lower.length) {
    relax(next, count, Math.min(...ends.values()))
    if (count === lower.length) return
    ends = followingLetter(part, lower, count, ends)
    count++
  }
}

function firstLetter(part: Part, lower: string, used: number, before: number): Map<number, number> {
  const ends = new Map<number, number>()
  const letter = lower[used]
  if (letter === undefined) return ends
  if (part.lower[0] === letter || (letter === '&' && part.lower === 'and')) {
    ends.set(0, before + (used === 0 && part.skip === COST.skipStop ? COST.startsSmall : 0))
  }
  if (used === 0 || part.skip === COST.skipStop) return ends
  for (let at = part.lower.indexOf(letter, 1); at > 0; at = part.lower.indexOf(letter, at + 1)) {
    ends.set(at, before + (isCapital(part, at) ? COST.capital : COST.withoutInitial + COST.inside))
  }
  return ends
}

function followingLetter(
  part: Part,
  lower: string,
  count: number,
  ends: Map<number, number>,
): Map<number, number> {
  const following = new Map<number, number>()
  const letter = lower[count]
  if (letter === undefined) return following
  for (const [end, cost] of ends) {
    for (let at = part.lower.indexOf(letter, end + 1); at > 0; at = part.lower.indexOf(letter, at + 1)) {
      const total = cost + stepCost(part, end, at)
      if (total < (following.get(at) ?? Infinity)) following.set(at, total)
    }
  }
  return following
}

function stepCost(part: Part, end: number, at: number): number {
  if (isCapital(part, at)) return COST.capital
  if (at === end + 1) return COST.next
  const startsSyllable = !isVowel(part.lower[at]) && isVowel(part.lower[at - 1])
  return startsSyllable ? COST.syllable : COST.inside
}

/** Digits that the words do not have may be left out: `PAX6` from "paired box". */
function withLooseDigits(costs: number[], wanted: string): number[] {
  for (let used = 1; used < wanted.length; used++) {
    if (/\p{N}/u.test(wanted[used] ?? '')) relax(costs, used + 1, (costs[used] ?? Infinity) + COST.looseDigit)
  }
  return costs
}

function relax(costs: number[], at: number, cost: number): void {
  if (cost < (costs[at] ?? Infinity)) costs[at] = cost
}

function isCapital(part: Part, at: number): boolean {
  return at > 0 && /[\p{Lu}\p{N}]/u.test(part.text[at] ?? '')
}

function isVowel(letter: string | undefined): boolean {
  return letter !== undefined && 'aeiouy'.includes(letter)
}
