import { decodeNamedCharacterReference } from 'decode-named-character-reference'

/**
 * How a text node's value lies in its source: stretches that are the same in both, and between them references and
 * escapes, which are longer in the source.
 */
export interface Alignment {
  /** Where each stretch starts in the value, in order. */
  units: number[]
  /** Where it starts in the source. */
  starts: number[]
  /** Where it ends in the source. */
  ends: number[]
  /** Whether it is one reference or escape, which is not to be cut. */
  isWhole: boolean[]
}

const REFERENCE = /&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([0-9a-zA-Z]{1,31}));/y
const PUNCTUATION = /[!-/:-@[-`{-~]/

/**
 * Lays a text node's value over its source between `from` and `to`: character references and escapes are longer in
 * the source, and a line's end may be followed by the indentation or the `>` of its containers. Nothing where the
 * value cannot have come from there.
 */
export function alignSource(value: string, source: string, from: number, to: number): Alignment | undefined {
  const alignment: Alignment = { units: [], starts: [], ends: [], isWhole: [] }
  let at = from
  let unit = 0
  let startsLine = true
  while (unit < value.length) {
    if (at >= to) return undefined
    // A whole line is compared at once, and only once, so that a long line with many references stays linear.
    const same =
      (startsLine && sameLine(value, unit, source, at, to)) || sameLength(value, unit, source, at, to)
    startsLine = false
    if (same > 0) addStretch(alignment, unit, at, at + same, false)
    unit += same
    at += same
    if (unit < value.length && !(same > 0 && isLineEnd(source, at - 1))) {
      if (at >= to) return undefined
      const [units, length] = stepAt(value, unit, source, at, to)
      if (length === 0) return undefined
      if (units > 0) addStretch(alignment, unit, at, at + length, true)
      unit += units
      at += length
      if (units === 0) continue
    }
    if (isLineEnd(source, at - 1)) {
      at = afterPrefix(source, at, to)
      startsLine = true
    }
  }
  return alignment
}

function addStretch(alignment: Alignment, unit: number, start: number, end: number, isWhole: boolean): void {
  alignment.units.push(unit)
  alignment.starts.push(start)
  alignment.ends.push(end)
  alignment.isWhole.push(isWhole)
}

/** How far value and source are the same, up to a reference, an escape or the end of the line. */
function sameLength(value: string, unit: number, source: string, at: number, to: number): number {
  const most = Math.min(value.length - unit, to - at)
  for (let index = 0; index < most; index++) {
    const code = source.charCodeAt(at + index)
    if (code === 0x26 || code === 0x5c || code !== value.charCodeAt(unit + index)) return index
    if (code === 0x0a || (code === 0x0d && source.charCodeAt(at + index + 1) !== 0x0a)) return index + 1
  }
  return most
}

/** The length of the value's line with its end, if the source has just that and nothing to decode in it; else 0. */
function sameLine(value: string, unit: number, source: string, at: number, to: number): number {
  const feed = value.indexOf('\n', unit)
  const end = feed < 0 ? value.length : feed + 1
  const line = value.slice(unit, end)
  if (at + line.length > to || source.slice(at, at + line.length) !== line) return 0
  return line.includes('&') || line.includes('\\') || line.includes('\r') ? 0 : line.length
}

/** Where the source of the value's unit starts. */
export function sourceStart(alignment: Alignment, unit: number): number {
  const index = stretchOf(alignment, unit)
  const start = alignment.starts[index] as number
  return alignment.isWhole[index] ? start : start + unit - (alignment.units[index] as number)
}

/** Where the source of the value's units before `unit` ends. */
export function sourceEnd(alignment: Alignment, unit: number): number {
  const index = stretchOf(alignment, unit - 1)
  if (alignment.isWhole[index]) return alignment.ends[index] as number
  return (alignment.starts[index] as number) + unit - (alignment.units[index] as number)
}

/** The last stretch that starts at or before the unit. */
function stretchOf({ units }: Alignment, unit: number): number {
  let low = 0
  let high = units.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((units[middle] as number) <= unit) low = middle
    else high = middle - 1
  }
  return low
}

type Step = readonly [units: number, length: number]

/** How many units of the value the source at `at` makes, and how long it is there; `[0, 0]` where they differ. */
function stepAt(value: string, unit: number, source: string, at: number, to: number): Step {
  const raw = source[at] as string
  const seen = value[unit] as string
  if (raw === '&') {
    const reference = referenceAt(source, at, to)
    if (reference && value.startsWith(reference.text, unit)) return [reference.text.length, reference.length]
  }
  if (raw === '\\' && at + 1 < to && source[at + 1] === seen && PUNCTUATION.test(seen)) return [1, 2]
  if (raw === '\r' && source[at + 1] === '\n' && seen === '\n') return [1, 2]
  if (raw === seen || (raw === '\0' && seen === '\uFFFD')) return [1, 1]
  // White space at a line's end is not in the value.
  return raw === ' ' || raw === '\t' ? [0, 1] : [0, 0]
}

function referenceAt(source: string, at: number, to: number): { text: string; length: number } | undefined {
  REFERENCE.lastIndex = at
  const match = REFERENCE.exec(source)
  if (!match || at + match[0].length > to) return undefined
  const [whole, hexadecimal, decimal, name] = match
  const text = name === undefined ? characterOf(hexadecimal, decimal) : decodeNamedCharacterReference(name)
  return text === false ? undefined : { text, length: whole.length }
}

function characterOf(hexadecimal: string | undefined, decimal: string | undefined): string {
  const code =
    hexadecimal === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hexadecimal, 16)
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
}

function isLineEnd(source: string, at: number): boolean {
  return source[at] === '\n' || (source[at] === '\r' && source[at + 1] !== '\n')
}

/** Past the indentation and the quote markers that a line of a container begins with. */
function afterPrefix(source: string, at: number, to: number): number {
  while (at < to && (source[at] === ' ' || source[at] === '\t' || source[at] === '>')) at++
  return at
}
