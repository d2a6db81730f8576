import { attributeOf, childOf, elementsIn, makeElement, remove, textElement, type Element } from './xml.ts'

/** Fonts whose letters are signs. */
const signFonts = /^(?:wingdings(?: [23])?|webdings|symbol)$/i

/** Arrows that Word makes of `-->`, which the converter gives as signs that few fonts have. */
const arrows: Record<string, string> = { DF: '←', E0: '→', E1: '↑', E2: '↓', EF: '⇦', F0: '⇨', F3: '⇔' }

/** Says as signs what is written in letters of a font of signs; a tick may be written as `ü` in Wingdings. */
export function useSigns(root: Element): void {
  for (const text of elementsIn(root, 'w:t')) {
    const fonts = childOf(text.parentNode as Element, 'w:rPr', 'w:rFonts')
    const font = attributeOf(fonts, 'ascii') ?? attributeOf(fonts, 'hAnsi') ?? ''
    if (signFonts.test(font)) writeSigns(text, font)
  }
  for (const sign of elementsIn(root, 'w:sym')) {
    const code = /^(?:F0)?([\dA-F]{2})$/i.exec(attributeOf(sign, 'char') ?? '')?.[1]?.toUpperCase()
    const arrow = attributeOf(sign, 'font') === 'Wingdings' && code !== undefined ? arrows[code] : undefined
    if (arrow !== undefined) sign.parentNode!.replaceChild(textElement(sign, arrow), sign)
  }
}

/** Signs have the codes of Latin-1, or the same ones in the area for private use. */
function writeSigns(text: Element, font: string): void {
  for (const letter of text.textContent ?? '') {
    const code = letter.codePointAt(0)!
    const isSign = code > 0x20 && (code <= 0xff || (code > 0xf0_20 && code <= 0xf0_ff))
    const sign = isSign
      ? makeElement(text, 'sym', { font, char: (0xf0_00 + (code & 0xff)).toString(16).toUpperCase() })
      : textElement(text, letter)
    text.parentNode!.insertBefore(sign, text)
  }
  remove(text)
}
