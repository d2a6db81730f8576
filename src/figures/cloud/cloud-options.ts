import type { FigureProblem } from '../figure.ts'
import { cloudShapes, type CloudShape } from './place-words.ts'

export interface CloudOptions {
  /** How many words at most. Default: 40. */
  words: number
  /** Default: `oval`. */
  shape: CloudShape
}

const defaults = { words: 40, shape: 'oval' } satisfies CloudOptions
const mostWords = 80

/** Reads what an author asks of a cloud; what cannot be used is reported, and the default taken. */
export function readCloudOptions(written: Record<string, string>): {
  options: CloudOptions
  problems: FigureProblem[]
} {
  const problems: FigureProblem[] = []
  const words = written['words'] === undefined ? defaults.words : Number(written['words'])
  const areWords = Number.isInteger(words) && words >= 1 && words <= mostWords
  if (!areWords) {
    problems.push({
      rule: 'figures/invalid-option',
      message: `Unexpected \`words=${written['words']}\`, expected a number from 1 to ${mostWords}`,
    })
  }
  const shape = cloudShapes.find((known) => known === (written['shape'] ?? defaults.shape))
  if (!shape) {
    problems.push({
      rule: 'figures/invalid-option',
      message: `Unexpected \`shape=${written['shape']}\`, expected ${cloudShapes.map((one) => `\`${one}\``).join(' or ')}`,
    })
  }
  return { options: { words: areWords ? words : defaults.words, shape: shape ?? defaults.shape }, problems }
}
