import {
  attributeOf,
  childOf,
  childrenOf,
  isOn,
  isOnAttribute,
  nameOf,
  type Document,
  type Element,
} from './xml.ts'

/** What a style says of a paragraph's or a word's meaning, with what it takes from the style it is based on. */
export interface Style {
  /** Its name in English and small letters, which Word keeps in any language: `heading 1`. */
  name: string
  /** The names of the styles that it is based on, itself first. */
  names: string[]
  /** 0 for a heading of the first level, as `w:outlineLvl` has it; 9 is text. */
  outline?: number
  /** The numbering of its paragraphs. */
  numbering?: Element
  isHidden: boolean
  /** Whether something is drawn behind its words. */
  isFilled: boolean
  isBold?: boolean
  isItalic?: boolean
  /** The size of its letters in half points. */
  size?: number
  indent?: number
}

export interface Styles {
  /** The style of a paragraph or of words; without an id the one that a paragraph has by itself. */
  find: (id: string | undefined) => Style | undefined
  /** The size of letters, in half points, where no style says another. */
  size: number
}

/** Reads `styles.xml` (§17.7). */
export function readStyles(document: Document | undefined): Styles {
  const elements = new Map<string, Element>()
  let standard: string | undefined
  for (const element of document?.documentElement ? childrenOf(document.documentElement, 'w:style') : []) {
    const id = attributeOf(element, 'styleId') ?? ''
    elements.set(id, element)
    if (isOnAttribute(element, 'default') && attributeOf(element, 'type') === 'paragraph') standard = id
  }
  const known = new Map<string, Style | undefined>()
  const root = document?.documentElement ?? undefined
  const size = childOf(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr', 'w:sz')
  return {
    size: Number(attributeOf(size, 'val') ?? 20),
    find: (id = standard) => {
      if (id === undefined) return undefined
      if (!known.has(id)) known.set(id, readStyle(chainOf(id, elements)))
      return known.get(id)
    },
  }
}

/** A style and those it is based on, the nearest first; a circle ends where it closes. */
function chainOf(id: string, elements: Map<string, Element>): Element[] {
  const chain: Element[] = []
  for (let element = elements.get(id); element && !chain.includes(element);) {
    chain.push(element)
    element = elements.get(attributeOf(childOf(element, 'w:basedOn'), 'val') ?? '')
  }
  return chain
}

function readStyle(chain: Element[]): Style | undefined {
  if (chain.length === 0) return undefined
  const names = chain.map((element) => (attributeOf(childOf(element, 'w:name'), 'val') ?? '').toLowerCase())
  const first = (...path: string[]): Element | undefined =>
    chain.map((element) => childOf(element, ...path)).find((found) => found !== undefined)
  const outline = attributeOf(first('w:pPr', 'w:outlineLvl'), 'val')
  const numbering = first('w:pPr', 'w:numPr')
  const indent = indentOf(first('w:pPr', 'w:ind'))
  const bold = first('w:rPr', 'w:b')
  const italic = first('w:rPr', 'w:i')
  const size = attributeOf(first('w:rPr', 'w:sz'), 'val')
  return {
    name: names[0]!,
    names,
    ...(outline !== undefined && { outline: Number(outline) }),
    ...(numbering && { numbering }),
    isHidden: isOn(first('w:rPr', 'w:vanish')),
    isFilled: Boolean(first('w:rPr', 'w:shd') ?? first('w:pPr', 'w:shd')),
    ...(indent !== undefined && { indent }),
    ...(bold && { isBold: isOn(bold) }),
    ...(italic && { isItalic: isOn(italic) }),
    ...(size !== undefined && { size: Number(size) }),
  }
}

/** How far a paragraph stands in, in twentieths of a point. */
export function indentOf(element: Element | undefined): number | undefined {
  if (!element || nameOf(element) !== 'w:ind') return undefined
  const value = attributeOf(element, 'start') ?? attributeOf(element, 'left')
  return value === undefined ? undefined : Number(value)
}
