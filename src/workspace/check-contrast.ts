import type { Report } from '../diagnostics/index.ts'
import { contrast, leastContrast } from '../model/contrast.ts'
import type { FilePlace } from '../model/place.ts'
import type { Brand } from '../model/settings.ts'

type Mode = 'colours' | 'darkColours'
type ColourName = keyof Brand['colours']

/** The place where a colour is written; nothing for one that is the tool's own. */
export type PlaceOfColour = (mode: Mode, name: ColourName) => FilePlace | undefined

/** What stands on what. */
const pairs: readonly (readonly [ColourName, ColourName])[] = [
  ['text', 'background'],
  ['muted', 'background'],
  ['accent', 'background'],
  ['accentText', 'accent'],
]

/** Reports each colour of text that cannot be read well on what is behind it, on a light and on a dark page. */
export function checkContrast(brand: Pick<Brand, Mode>, placeOf: PlaceOfColour, report: Report): void {
  for (const mode of ['colours', 'darkColours'] as const) {
    for (const [above, below] of pairs) {
      const [colour, behind] = [brand[mode][above], brand[mode][below]]
      const found = contrast(colour, behind)
      if (found >= leastContrast) continue
      const behindPlace = placeOf(mode, below)
      const place = placeOf(mode, above) ?? behindPlace
      // Two colours that nobody wrote are the tool's own, which go together.
      if (!place) continue
      report({
        rule: 'workspace/low-contrast',
        message: `Unexpected contrast ${roundedDown(found)} of \`${mode}.${above}\` ${colour} on \`${mode}.${below}\` ${behind}, expected at least ${leastContrast}`,
        file: place.file,
        place,
        ...(behindPlace &&
          behindPlace !== place && {
            related: { file: behindPlace.file, place: behindPlace, message: 'It stands on this colour.' },
          }),
      })
    }
  }
}

/** 4.499 must not read as 4.5. */
function roundedDown(value: number): number {
  return Math.floor(value * 100) / 100
}
