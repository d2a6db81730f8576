import { indentOf } from './styles.ts'
import { attributeOf, childOf, childrenOf, isOn, type Document, type Element } from './xml.ts'

/** What stands before a paragraph that is numbered. */
export interface Numeral {
  /** `bullet`, `decimal`, `lowerLetter`, `upperRoman`, … (§17.18.59). */
  format: string
  level: number
  /** The paragraph's number at its level. */
  number: number
  /** What Word prints: `3.`, `(b)`, `2.1`; nothing for a further paragraph of an item. */
  label: string
  /** How far its words stand in, in twentieths of a point. */
  indent?: number
}

interface Level {
  format: string
  text: string
  start: number
  /** The style whose paragraphs have this level without saying so. */
  style: string | undefined
  /** Whether the numbers of the levels above are in digits here, whatever they are there. */
  isLegal: boolean
  /** Whether its bullet is a picture. */
  hasPicture: boolean
  indent: number | undefined
}

interface Numbering {
  abstract: string
  levels: Map<number, Level>
  /** Levels that begin anew where this numbering is first used. */
  restarts: Map<number, number>
}

/** Numbers paragraphs in the order of the document, as Word counts (§17.9). */
export interface Counter {
  /** The numeral of the next paragraph with this numbering and level; nothing where there is none. */
  next: (numId: string, level: number) => Numeral | undefined
  /** The level that paragraphs of a style have in a numbering. */
  levelOfStyle: (numId: string, style: string | undefined) => number
}

export function createCounter(document: Document | undefined): Counter {
  const numberings = readNumberings(document?.documentElement ?? undefined)
  /** The numbers so far, by abstract numbering: lists that share one go on counting. */
  const counts = new Map<string, number[]>()
  const begun = new Set<string>()

  function restart(numId: string, { abstract, restarts }: Numbering): void {
    if (begun.has(numId)) return
    begun.add(numId)
    const count = counts.get(abstract)
    for (const [level] of restarts) if (count) count.length = Math.min(count.length, level)
  }

  function countOf({ abstract, levels, restarts }: Numbering, level: number): number[] {
    const count = counts.get(abstract) ?? []
    counts.set(abstract, count)
    count.length = Math.min(count.length, level + 1)
    const startOf = (at: number): number => restarts.get(at) ?? levels.get(at)?.start ?? 1
    while (count.length < level) count.push(startOf(count.length))
    count[level] = count[level] === undefined ? startOf(level) : count[level] + 1
    return count
  }

  return {
    next: (numId, level) => {
      const numbering = numberings.get(numId)
      const own = numbering?.levels.get(level)
      if (!numbering || !own || own.format === 'none') return undefined
      restart(numId, numbering)
      const count = countOf(numbering, level)
      const { format, indent } = own
      const label = labelOf(own, count, numbering)
      return { format, level, number: count[level]!, label, ...(indent !== undefined && { indent }) }
    },
    levelOfStyle: (numId, style) => {
      const levels = [...(numberings.get(numId)?.levels ?? [])]
      return levels.find(([, level]) => style !== undefined && level.style === style)?.[0] ?? 0
    },
  }
}

function readNumberings(root: Element | undefined): Map<string, Numbering> {
  if (!root) return new Map()
  const abstracts = new Map(
    childrenOf(root, 'w:abstractNum').map((one) => [attributeOf(one, 'abstractNumId') ?? '', one]),
  )
  const byStyle = new Map(
    [...abstracts].flatMap(([id, one]) => {
      const link = attributeOf(childOf(one, 'w:styleLink'), 'val')
      return link === undefined ? [] : [[link, id] as const]
    }),
  )
  return new Map(
    childrenOf(root, 'w:num').map((num) => {
      const named = attributeOf(childOf(num, 'w:abstractNumId'), 'val') ?? ''
      const link = attributeOf(childOf(abstracts.get(named), 'w:numStyleLink'), 'val')
      const abstract = (link !== undefined && byStyle.get(link)) || named
      return [attributeOf(num, 'numId') ?? '', readNumbering(abstract, abstracts.get(abstract), num)]
    }),
  )
}

function readNumbering(abstract: string, element: Element | undefined, num: Element): Numbering {
  const levels = new Map<number, Level>()
  const restarts = new Map<number, number>()
  const take = (one: Element): void => void levels.set(Number(attributeOf(one, 'ilvl') ?? 0), readLevel(one))
  if (element) childrenOf(element, 'w:lvl').forEach(take)
  for (const override of childrenOf(num, 'w:lvlOverride')) {
    const start = attributeOf(childOf(override, 'w:startOverride'), 'val')
    if (start !== undefined) restarts.set(Number(attributeOf(override, 'ilvl') ?? 0), Number(start))
    childrenOf(override, 'w:lvl').forEach(take)
  }
  return { abstract, levels, restarts }
}

function readLevel(element: Element): Level {
  return {
    format: attributeOf(childOf(element, 'w:numFmt'), 'val') ?? 'decimal',
    text: attributeOf(childOf(element, 'w:lvlText'), 'val') ?? '',
    start: Number(attributeOf(childOf(element, 'w:start'), 'val') ?? 1),
    style: attributeOf(childOf(element, 'w:pStyle'), 'val'),
    hasPicture: childOf(element, 'w:lvlPicBulletId') !== undefined,
    indent: indentOf(childOf(element, 'w:pPr', 'w:ind')),
    isLegal: isOn(childOf(element, 'w:isLgl')),
  }
}

function labelOf(
  { text, format, isLegal, hasPicture }: Level,
  count: readonly number[],
  { levels }: Numbering,
): string {
  if (format === 'bullet') return text.trim() === '' && !hasPicture ? '' : '•'
  return text.replace(/%([1-9])/g, (_, digit: string) => {
    const level = Number(digit) - 1
    return writeNumber(count[level] ?? 1, (isLegal ? undefined : levels.get(level)?.format) ?? 'decimal')
  })
}

function writeNumber(number: number, format: string): string {
  if (format === 'lowerLetter') return letters(number)
  if (format === 'upperLetter') return letters(number).toUpperCase()
  if (format === 'lowerRoman') return roman(number)
  if (format === 'upperRoman') return roman(number).toUpperCase()
  if (format === 'decimalZero') return String(number).padStart(2, '0')
  return String(number)
}

/** a to z, then aa, bb, as Word goes on. */
function letters(number: number): string {
  const index = Math.max(0, number - 1)
  return String.fromCodePoint(97 + (index % 26)).repeat(Math.floor(index / 26) + 1)
}

const numerals: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function roman(number: number): string {
  let rest = Math.min(Math.max(number, 0), 3999)
  let text = ''
  for (const [value, sign] of numerals) for (; rest >= value; rest -= value) text += sign
  return text
}
