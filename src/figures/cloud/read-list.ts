import type { FigureProblem } from '../figure.ts'

/** A word and its weight, as an author gives them. */
export interface WeightedWord {
  label: string
  weight: number
}

const line = /^(?:[-*+]\s+)?(.*?)(?:[\s:;,=|]+([+-]?\d+(?:[.,]\d+)?))?$/u

/** Reads a list with a word or a few on each line, and its weight after it: `support 12`. Without one it weighs 1. */
export function readList(text: string): { words: WeightedWord[]; problems: FigureProblem[] } {
  const words = new Map<string, number>()
  const problems: FigureProblem[] = []
  let offset = 0
  for (const written of text.split('\n')) {
    const trimmed = written.trim()
    const [, label = '', number] = line.exec(trimmed) ?? []
    const weight = number === undefined ? 1 : Number(number.replace(',', '.'))
    if (trimmed !== '' && (label === '' || !(weight > 0))) {
      const what = label === '' ? `number \`${trimmed.slice(0, 40)}\` without a word` : `weight \`${number}\``
      const expected = label === '' ? 'a word before it' : 'one above 0'
      problems.push({
        rule: 'figures/cloud-weight',
        message: `Unexpected ${what}, expected ${expected}`,
        offset: offset + written.length - written.trimStart().length,
        length: trimmed.length,
      })
    } else if (label !== '') words.set(label, (words.get(label) ?? 0) + weight)
    offset += written.length + 1
  }
  return { words: [...words].map(([label, weight]) => ({ label, weight })), problems }
}
