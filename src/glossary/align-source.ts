import { decodeNamedCharacterReference } from 'decode-named-character-reference'

/** For each UTF-16 unit of a text node's value, where the source that makes it starts and ends. */
export interface Alignment {
  starts: Int32Array
  ends: Int32Array
}

const REFERENCE = /&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([0-9a-zA-Z]{1,31}));/y
const PUNCTUATION = /[!-/:-@[-`{-~]/

/**
 * Lays a text node's value over its source between `from` and `to`: character references and escapes are longer in
 * the source, and a line's end may be followed by the indentation or the `>` of its containers. Nothing where the
 * value cannot have come from there.
 */
export function alignSource(value: string, source: string, from: number, to: number): Alignment | undefined {
  const alignment = { starts: new Int32Array(value.length), ends: new Int32Array(value.length) }
  let at = from
  for (let unit = 0; unit < value.length;) {
    if (at >= to) return undefined
    const [units, length] = stepAt(value, unit, source, at, to)
    if (length === 0) return undefined
    alignment.starts.fill(at, unit, unit + units)
    alignment.ends.fill(at + length, unit, unit + units)
    unit += units
    at += length
    if (units > 0 && isLineEnd(source, at - 1)) at = afterPrefix(source, at, to)
  }
  return alignment
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
