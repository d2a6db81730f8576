import type { Style, Styles } from './styles.ts'
import { attributeOf, childOf, elementAround, elementsIn, isOn, makeElement, type Element } from './xml.ts'

/** Styles of words that the converter knows by their names. */
const known = /^(?:strong|(?:subtle |intense )?emphasis)$/

/** Writes on words themselves that the style of words makes them bold or italic: the converter does not look there. */
export function writeStyledEmphasis(root: Element, styles: Styles): void {
  for (const id of elementsIn(root, 'w:rStyle')) {
    const style = styles.find(attributeOf(id, 'val') ?? '')
    const properties = id.parentNode as Element
    if (!style || known.test(style.name)) continue
    if (style.isBold && !childOf(properties, 'w:b')) properties.appendChild(makeElement(properties, 'b'))
    if (style.isItalic && !childOf(properties, 'w:i')) properties.appendChild(makeElement(properties, 'i'))
  }
}

/** How the words of a text look, as far as it tells headings from other lines. */
export interface Looks {
  /** The size of what stands out as a heading does, without a style; nothing where it does not. */
  sizeOfHeading: (paragraph: Element) => number | undefined
}

/** The longest line that may be a heading, and how much larger than other words its letters are. */
const longest = 90
const larger = 1.15
const noHeading = /^(?:caption|subtitle)$/

/** Headings that somebody made by hand are lines whose words are all bold, underlined, or larger than the others. */
export function looksOf(root: Element, styles: Styles): Looks {
  const letters = new Map<number, number>()
  for (const text of elementsIn(root, 'w:t')) {
    if (elementAround(text, 'w:tbl')) continue
    const size = sizeOf(text, styles)
    letters.set(size, (letters.get(size) ?? 0) + (text.textContent?.length ?? 0))
  }
  const usual = [...letters].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 22
  return {
    sizeOfHeading: (paragraph) => {
      if (elementAround(paragraph, 'w:tbl')) return undefined
      if (styleOf(paragraph, styles)?.names.some((name) => noHeading.test(name))) return undefined
      const texts = elementsIn(paragraph, 'w:t').filter(({ textContent }) => textContent?.trim())
      const words = texts.map(({ textContent }) => textContent).join('')
      if (words === '' || words.length > longest || /[.,;:]\s*$/.test(words)) return undefined
      const standOut = texts.every(
        (text) => isBold(text, styles) || isUnderlined(text) || sizeOf(text, styles) >= usual * larger,
      )
      return standOut ? Math.max(...texts.map((text) => sizeOf(text, styles))) : undefined
    },
  }
}

function sizeOf(text: Element, styles: Styles): number {
  const own = attributeOf(childOf(propertiesOf(text), 'w:sz'), 'val')
  return own === undefined ? (firstOf(text, styles, (style) => style.size) ?? styles.size) : Number(own)
}

function isBold(text: Element, styles: Styles): boolean {
  const own = childOf(propertiesOf(text), 'w:b')
  return own ? isOn(own) : firstOf(text, styles, (style) => style.isBold) === true
}

/** Links are underlined too. */
function isUnderlined(text: Element): boolean {
  return isOn(childOf(propertiesOf(text), 'w:u')) && !elementAround(text, 'w:hyperlink')
}

function propertiesOf(text: Element): Element | undefined {
  return childOf(text.parentNode as Element, 'w:rPr')
}

/** What the style of words says, or else that of their paragraph. */
function firstOf<T>(text: Element, styles: Styles, read: (style: Style) => T | undefined): T | undefined {
  const ofWords = attributeOf(childOf(propertiesOf(text), 'w:rStyle'), 'val')
  const found = [
    ofWords === undefined ? undefined : styles.find(ofWords),
    styleOf(elementAround(text, 'w:p'), styles),
  ]
  return found.map((style) => style && read(style)).find((value) => value !== undefined)
}

function styleOf(paragraph: Element | undefined, styles: Styles): Style | undefined {
  return styles.find(attributeOf(childOf(paragraph, 'w:pPr', 'w:pStyle'), 'val'))
}
