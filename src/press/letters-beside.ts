import { placeWithin } from '../articles/index.ts'
import type { Report } from '../diagnostics/index.ts'
import {
  createAddressFinder,
  createUndefinedAbbreviations,
  termsBeside,
  type GlossaryIndex,
} from '../glossary/matcher/index.ts'
import type { Article, UnexplainedLetters } from '../model/article.ts'
import type { Issue } from '../model/issue.ts'
import type { Place } from '../model/place.ts'
import type { Settings } from '../model/settings.ts'
import { labelsOf } from './shown-terms.ts'

/** Gathers letters that no term explains in what stands beside a text: its title, its labels, its charts. */
export interface LettersBeside {
  /** Looks at the words of what was written at `place`. */
  look: (place: Place | undefined) => Parameters<typeof termsBeside>[2]
  /** Reports them, and gives those that were reported. */
  report: (report: Report) => UnexplainedLetters[]
}

interface Sources {
  settings: Settings
  index: GlossaryIndex
  file: string
  /** What the file holds. */
  source: string
  /** Letters that were told already. */
  told: ReadonlyMap<string, UnexplainedLetters>
}

/** Gathers them for one file. */
export function createLettersBeside({ settings, index, file, source, told }: Sources): LettersBeside {
  const places = new Map<unknown, Place | undefined>()
  const abbreviations = createUndefinedAbbreviations({
    index,
    source,
    addresses: createAddressFinder(),
    ignore: new Set([...settings.linking.ignore, ...told.keys()]),
    placeOf: (piece) => places.get(piece),
  })
  return {
    look: (place) => (run, piece, start, end) => {
      const word = run.text.slice(start, end)
      const where = place && placeOfWord(source, place, word)
      if (where === 'plain') return
      // Each word is a piece of its own here, for it has a place of its own.
      const own = { ...piece }
      places.set(own, where)
      abbreviations.add(run, own, start, end)
    },
    report: (report) => [...abbreviations.report(file, [], report).values()],
  }
}

/** Code in one line; the backticks of a fence are no such code. */
const NOT_LOOKED_AT = /:plain\[[^\]]*\]|`[^`\n]+`/g

/** Where a word stands in what was written; as a whole where it is written otherwise, with an escape for example. */
function placeOfWord(source: string, place: Place, word: string): Place | 'plain' {
  const written = source.slice(place.start.offset, place.end.offset)
  const shown = written.replace(NOT_LOOKED_AT, (plain) => ' '.repeat(plain.length))
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, 'u')
  const at = whole.exec(shown)?.index
  if (at === undefined) return whole.test(written) ? 'plain' : place
  const start = place.start.offset + at
  return placeWithin(source, place.start, start, start + word.length)
}

/** Reports letters in an issue's subject, title and preheader, and beside the text of its introduction; gives them. */
export function reportLettersOfIssue(
  { subject, title, preheader, places }: Issue,
  intro: Article | undefined,
  sources: Omit<Sources, 'told'>,
  report: Report,
): UnexplainedLetters[] {
  const letters = createLettersBeside({ ...sources, told: intro?.undefinedLetters ?? new Map() })
  const texts = [
    { text: subject, place: places.subject },
    ...(title === subject ? [] : [{ text: title, place: places.title }]),
    { text: preheader, place: places.preheader },
    ...(intro ? labelsOf(intro) : []),
  ]
  const reading = { index: sources.index, mentions: [], senses: {}, seriesSenses: {} }
  for (const { text, place } of texts) termsBeside(text, reading, letters.look(place))
  return letters.report(report)
}
