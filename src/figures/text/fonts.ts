import { fileURLToPath } from 'node:url'
import { readTrueTypeFont, type TrueTypeFont } from './true-type-font.ts'

/** The file of the font that pictures are measured and drawn with: the tool brings it, so every machine has the same. */
export function fontFile(weight: 'regular' | 'bold'): string {
  return fileURLToPath(
    weight === 'bold'
      ? import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')
      : import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  )
}

/** The family's name inside those files. */
export const fontFamily = 'DejaVu Sans'

const fonts = new Map<string, TrueTypeFont>()

/** The font, read when it is first asked for. */
export function fontOf(weight: 'regular' | 'bold'): TrueTypeFont {
  const known = fonts.get(weight)
  if (known) return known
  const font = readTrueTypeFont(fontFile(weight))
  fonts.set(weight, font)
  return font
}
