/** What a line of a list begins with. */
export interface LineMarker {
  kind: 'bullet' | 'number' | 'letter'
  /** As it is written: `-`, `3.`, `(a)`. */
  sign: string
  number?: number
  /** What stands after it. */
  rest: string
  /** Whether it may begin a line of other texts as well, so that one alone makes no list. */
  isWeak: boolean
}

export interface TextLine {
  /** As it is written, without spaces at its end. */
  raw: string
  text: string
  /** How far it is set in, with tabs of four. */
  indent: number
  /** Whether two spaces at its end say that the next line is a new one. */
  isBroken: boolean
  marker?: LineMarker
}

const bullet = /^([-*•·–▪◦‣])[ \t]+(?=\S)/
/** The letter is a word in some languages, and a bullet only where it is set apart. */
const roundBullet = /^(o)(?:\t[ \t]*| [ \t]+)(?=\S)/
const number = /^(\d{1,3})[.)][ \t]+(?=\S)/
const letter = /^(?:\([a-z]{1,4}\)|[a-z]{1,4}\))[ \t]+(?=\S)/i

export function textLine(written: string): TextLine {
  const raw = written.trimEnd()
  const text = raw.trimStart()
  const start = raw.slice(0, raw.length - text.length)
  const marker = markerOf(text)
  const isBroken = raw !== '' && /^ {2,}$/.test(written.slice(raw.length))
  return { raw, text, indent: start.replaceAll('\t', '    ').length, isBroken, ...(marker && { marker }) }
}

function markerOf(text: string): LineMarker | undefined {
  const point = bullet.exec(text) ?? roundBullet.exec(text)
  if (point) {
    const sign = point[1]!
    return { kind: 'bullet', sign, rest: text.slice(point[0].length), isWeak: !/[*•·▪◦‣]/.test(sign) }
  }
  const count = number.exec(text)
  if (count) {
    const sign = count[0].trimEnd()
    return { kind: 'number', sign, number: Number(count[1]), rest: text.slice(count[0].length), isWeak: true }
  }
  const part = letter.exec(text)
  if (!part) return undefined
  return { kind: 'letter', sign: part[0].trimEnd(), rest: text.slice(part[0].length), isWeak: true }
}

export function isBlank(line: TextLine | undefined): boolean {
  return line === undefined || line.text === ''
}
