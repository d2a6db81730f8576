import { fontOf } from './fonts.ts'
import { isWithoutRoom, measureText, type TextStyle } from './measure-text.ts'

/** A box in pixels: from the start of the text to the right, and from its baseline downwards. */
export interface InkBox {
  left: number
  top: number
  right: number
  bottom: number
}

/** Scripts whose letters join or run from right to left: where one of them stands is not known without shaping. */
const shaped = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** The boxes of what is seen of a text in one line: one for each letter, or one for all where letters join. */
export function inkBoxes(text: string, style: TextStyle): InkBox[] {
  const font = fontOf(style.bold ? 'bold' : 'regular')
  const scale = style.sizePx / font.unitsPerEm
  const boxes: InkBox[] = []
  let left = 0
  for (const sign of text) {
    if (isWithoutRoom(sign)) continue
    const glyph = font.glyphOf(sign.codePointAt(0)!)
    const width = measureText(sign, style)
    const bounds = glyph === 0 ? undefined : font.boundsOf(glyph)
    if (glyph === 0)
      boxes.push({ left, top: -0.9 * style.sizePx, right: left + width, bottom: 0.2 * style.sizePx })
    else if (bounds) {
      boxes.push({ left, top: -bounds.yMax * scale, right: left + width, bottom: -bounds.yMin * scale })
    }
    left += width
  }
  return shaped.test(text) ? [around(boxes)] : boxes
}

/** The box round boxes. */
function around(boxes: readonly InkBox[]): InkBox {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  }
}
