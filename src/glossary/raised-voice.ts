import { doubtfulWords, pronouns, raisedWords, sentenceWords } from './capital-words.ts'

/** How far the words beside are looked at, and how long the words asked about are at most. */
const REACH = 80
const LONGEST = 12

const CAPITALS_BEFORE = /(?:^|[\p{Ll}\n])([^\p{Ll}\n]*)$/u
const CAPITALS_AFTER = /^[^\p{Ll}\n]*/u
const WORDS = /\p{L}+/gu
/** Behind these stands what has a name, and so no pronoun: `THE IT TEAM`. */
const DETERMINER_BEFORE = /(?:^|[^\p{L}])(?:THE|AN?|OUR|YOUR|MY|THEIR|NEW|EVERY) $/u
const VERB_BEFORE =
  /(?:^|[^\p{L}])(?:JOIN|HELP|TELL|GIVE|ASK|SEND|LET|SHOW|MEET|FOLLOW|CONTACT|CALL|TRUST|STAND) $/u
const WORD_BEFORE = /(?:^|[^\p{L}])(\p{Lu}{2,}) $/u
const WORD_AFTER = /^ (\p{Lu}{2,})(?!\p{L})/u

/**
 * Whether letters that could be an abbreviation are a word of a sentence in capitals: `IT` in `IT IS YOUR UNION`, not in
 * `THE IT TEAM` or `the IT team`. Only English words that are listed are ever taken for one.
 */
export function isRaisedVoice(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST) return false
  const word = text.slice(start, end)
  const isPronoun = pronouns.has(word)
  if (!isPronoun && !doubtfulWords.has(word) && !raisedWords.has(word)) return false
  const before = CAPITALS_BEFORE.exec(text.slice(Math.max(0, start - REACH), start))?.[1] ?? ''
  const [after = ''] = CAPITALS_AFTER.exec(text.slice(end, end + REACH)) ?? []
  if (isPronoun && DETERMINER_BEFORE.test(before)) return false
  const beside = [...(before.match(WORDS) ?? []), ...(after.match(WORDS) ?? [])]
  if (beside.some((other) => sentenceWords.has(other))) return true
  return isPronoun && (VERB_BEFORE.test(before) || standsBetween(word, before, after))
}

/** `HE WHO VOTES`, `STRIKE AS TALKS FAIL`: beside another such word, or a small word between two long ones. */
function standsBetween(word: string, before: string, after: string): boolean {
  const left = WORD_BEFORE.exec(before)?.[1] ?? ''
  const right = WORD_AFTER.exec(after)?.[1] ?? ''
  if ([left, right].some((other) => pronouns.has(other) && other !== word)) return true
  return (word === 'AS' || word === 'AT') && left.length > 3 && right.length > 3
}
