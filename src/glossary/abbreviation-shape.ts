/** The shapes of letters that look like an abbreviation and are none. */
import { raisedWords } from './capital-words.ts'
import { isRaisedVoice } from './raised-voice.ts'
import { visibleLetters } from './term-forms.ts'

const MOST_LETTERS = 12
const ROMAN = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
/** Units, currencies and clocks; those that mean something else without a number stand in the second set. */
const UNITS = new Set(
  (
    'KB MB GB TB PB EB kB KiB MiB GiB TiB kWh MWh GWh TWh kW MW GW TW kHz MHz GHz THz kPa MPa GPa hPa kJ MJ GJ TJ ' +
    'Mbps Gbps MBps GBps kVA MVA mAh Ah dB dBA kV MV GV mV mA GBP EUR USD CHF JPY AUD CAD NZD SEK NOK DKK PLN CZK'
  ).split(' '),
)
const UNITS_AFTER_NUMBER = new Set(
  'AM PM GMT BST UTC CET CEST EST BC AD BCE CE PB HP BHP MPH MPG VA AC DC CC ML'.split(' '),
)
/** `5 AM`, `10:30 GMT`, `9am GMT`. */
const AFTER_NUMBER = /\d(?:[\s.,]?|\s?[ap]\.?m\.?\s)$/iu
const AMPERSAND = 0x26

/** The abbreviation that a word is, with no plural `s`; nothing where its shape is another. */
export function abbreviationIn(written: string): string | undefined {
  const word = visibleLetters(written)
  if (word.length > MOST_LETTERS + 1 || !/^\p{L}+$/u.test(word)) return undefined
  const letters = /\p{Lu}\p{L}*[^s]s$/u.test(word) ? word.slice(0, -1) : word
  const capitals = letters.match(/\p{Lu}/gu)?.length ?? 0
  const isMostlyCapitals = capitals >= 2 && capitals * 2 > letters.length
  return isMostlyCapitals && letters.length <= MOST_LETTERS && /^\p{L}*\p{Lu}/u.test(letters)
    ? letters
    : undefined
}

/** Whether the letters at `start` in the text are a number, a unit, a postcode, a code, a handle or a raised voice. */
export function isOtherShape(letters: string, text: string, start: number, end: number): boolean {
  if (ROMAN.test(letters) || UNITS.has(letters) || isRaisedWord(letters)) return true
  const before = text.slice(Math.max(0, start - 12), start)
  const after = text.slice(end, end + 12)
  if (UNITS_AFTER_NUMBER.has(letters) && AFTER_NUMBER.test(before)) return true
  if (letters === 'AD' && /^\s\d{1,4}(?!\d)/.test(after)) return true
  if (isCode(before, after) || isPostcode(letters, after) || /[@#]$/.test(before)) return true
  return isPartOfName(text, start, end) || isRaisedVoice(text, start, end)
}

/** `VOTE`, and `VOTES`. */
function isRaisedWord(letters: string): boolean {
  return raisedWords.has(letters) || (letters.endsWith('S') && raisedWords.has(letters.slice(0, -1)))
}

/** Whether `&` joins them to a single letter: `AT&T`, `B&NES`. */
export function isPartOfName(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end) === AMPERSAND && /^\p{L}(?![\p{L}\p{N}])/u.test(text.slice(end + 1, end + 3)))
    return true
  return (
    text.charCodeAt(start - 1) === AMPERSAND &&
    /(?:^|[^\p{L}\p{N}])\p{L}$/u.test(text.slice(Math.max(0, start - 3), start - 1))
  )
}

/** Letters joined to digits: `COVID-19`, `ISO/27001`, `v2.RC`; or to a file's ending: `README.md`. */
function isCode(before: string, after: string): boolean {
  return /^(?:[-‐‑–/.]\d|\.[a-z])/.test(after) || /\d[-‐‑.]$/.test(before)
}

/** `CA 90210`, `GIR 0AA`; other British postcodes have digits in both halves, and so are codes. */
function isPostcode(letters: string, after: string): boolean {
  return (letters.length === 2 && /^ \d{5}(?!\d)/.test(after)) || /^ \d[A-Z]{2}\b/.test(after)
}

/** Whether the letters may be the initials of a name: `JRR Tolkien`, `Dr AB Jones`, `Present: AB, CD`. */
export function mayBeInitials(letters: string, text: string, start: number, end: number): boolean {
  if (!/^\p{Lu}{2,3}$/u.test(letters)) return false
  if (isInRollCall(letters, text, start, end)) return true
  if (!/^ \p{Lu}[\p{Ll}'’-]+/u.test(text.slice(end, end + 24))) return false
  const before = text.slice(Math.max(0, start - 12), start)
  return !/(?:^|\s)(?:the|a|an|this|that|our|their|its|your|each|every|all|new|local|national)\s$/iu.test(
    before,
  )
}

const ROLL_CALL =
  /(?:^|[\n.;*]\s*)(?:present|attendees|in attendance|apologies(?: for absence)?(?: from)?|absent)\s*[:–—-]\s*([^\n.;:]*)$/iu
const INITIALS_BEFORE = /^(?:\p{Lu}{2,3}(?:\s\([^()]*\))?(?:,\s?|\s(?:and|&)\s))*$/u
const INITIALS_AFTER = /^(?:\s?[,;.\n(/]|\s(?:and|&)\s|\s*$)/u
/** Whose task it is: two letters, as three may be a body's. */
const TASK_BEFORE =
  /(?:^|[\s([|])(?:actions?|proposed|seconded)(?: by)?\s?:?\s(?:\p{Lu}{2}(?:,\s?|\/|\s(?:and|&)\s))*$/iu

/** Whether the letters stand in the minutes of a meeting where those who came are named. */
function isInRollCall(letters: string, text: string, start: number, end: number): boolean {
  if (!INITIALS_AFTER.test(text.slice(end, end + 8))) return false
  const before = text.slice(Math.max(0, start - 300), start)
  if (letters.length === 2 && TASK_BEFORE.test(before)) return true
  const others = ROLL_CALL.exec(before)?.[1]
  return others !== undefined && INITIALS_BEFORE.test(others)
}

/** A line of the text, and whether it shouts. */
export interface ShoutedLine {
  text: string
  from: number
  to: number
  isShouted: boolean
}

/** The line round `at`; `last` is the one looked at before, so that a long line is judged once. */
export function lineAt(text: string, at: number, last: ShoutedLine | undefined): ShoutedLine {
  if (last && last.text === text && last.from <= at && at < last.to) return last
  const from = text.lastIndexOf('\n', at - 1) + 1
  const feed = text.indexOf('\n', at)
  const to = feed < 0 ? text.length : feed
  return { text, from, to, isShouted: isShouted(text.slice(from, to)) }
}

/** No small letter and none without case, and more than a row of abbreviations: one long word at least among several. */
function isShouted(line: string): boolean {
  if (/[\p{Ll}\p{Lo}]/u.test(line)) return false
  const words = line.match(/\p{L}+/gu) ?? []
  const longest = Math.max(0, ...words.slice(0, 1000).map((word) => word.length))
  if (words.length === 1) return longest >= 8
  return longest >= (words.length === 2 ? 6 : 4) && !/^[^,]*(?:,\s*\p{L}{2,5})+$/u.test(line)
}
