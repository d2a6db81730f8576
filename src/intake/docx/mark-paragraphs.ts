import { looksOf } from './emphasis.ts'
import { writeMark, type ParagraphMark } from './paragraph-mark.ts'
import type { Counter, Numeral } from './numbering.ts'
import { indentOf, type Style, type Styles } from './styles.ts'
import { attributeOf, childOf, elementsIn, makeElement, runOf, type Element } from './xml.ts'

/** What paragraphs are read by. */
export interface ParagraphReading {
  styles: Styles
  counter: Counter
}

/**
 * Marks each paragraph with what it is: Word says it by styles that are based on others, by outline levels and by
 * numberings, of which the converter knows little. A heading's number is written into it.
 */
export function markParagraphs(root: Element, reading: ParagraphReading): void {
  let id = 1_000_000
  const looks = looksOf(root, reading.styles)
  for (const paragraph of elementsIn(root, 'w:p')) {
    const properties = childOf(paragraph, 'w:pPr')
    const mark = markOf(properties, reading)
    const size = mark.kind === 'text' ? looks.sizeOfHeading(paragraph) : undefined
    if (size !== undefined) mark.size = size
    if (mark.kind === 'heading' && mark.numeral) writeNumeral(paragraph, mark.numeral, properties)
    const name = writeMark(mark)
    insertFirst(
      paragraph,
      makeElement(paragraph, 'bookmarkStart', { id: String((id += 1)), name }),
      properties,
    )
  }
}

function markOf(properties: Element | undefined, { styles, counter }: ParagraphReading): ParagraphMark {
  const styleId = attributeOf(childOf(properties, 'w:pStyle'), 'val')
  const style = styles.find(styleId)
  const numeral = numeralOf(properties, style, styleId, counter)
  const level = headingLevel(properties, style)
  const indent = indentOf(childOf(properties, 'w:ind')) ?? numeral?.indent ?? style?.indent
  const kind = kindOf(style, level, numeral)
  return {
    kind,
    ...(kind === 'heading' && level !== undefined && { level }),
    ...(numeral && { numeral }),
    ...(indent !== undefined && { indent }),
  }
}

const styleKinds: [pattern: RegExp, kind: ParagraphMark['kind']][] = [
  [/^title$/, 'title'],
  [/^(?:quote|intense quote|block text|quotations)$/, 'quote'],
  [/^(?:html preformatted|preformatted text|code|source code|macro text)$/, 'code'],
]

function kindOf(
  style: Style | undefined,
  level: number | undefined,
  numeral: Numeral | undefined,
): ParagraphMark['kind'] {
  const named = styleKinds.find(([pattern]) => style?.names.some((name) => pattern.test(name)))?.[1]
  if (named === 'title') return named
  if (level !== undefined) return 'heading'
  return named ?? (numeral ? 'list' : 'text')
}

/** 1 for a heading of the first level: by its style's name, or by the outline level of paragraph or style (§17.3.1.20). */
function headingLevel(properties: Element | undefined, style: Style | undefined): number | undefined {
  const own = attributeOf(childOf(properties, 'w:outlineLvl'), 'val')
  const outline = own === undefined ? style?.outline : Number(own)
  if (outline !== undefined && outline < 9) return outline + 1
  const named = style?.names
    .map((name) => /^heading ([1-9])$/.exec(name)?.[1])
    .find((found) => found !== undefined)
  return named === undefined || outline !== undefined ? undefined : Number(named)
}

function numeralOf(
  properties: Element | undefined,
  style: Style | undefined,
  styleId: string | undefined,
  counter: Counter,
): Numeral | undefined {
  const own = childOf(properties, 'w:numPr')
  const numId =
    attributeOf(childOf(own, 'w:numId'), 'val') ?? attributeOf(childOf(style?.numbering, 'w:numId'), 'val')
  // 0 takes away the numbering that the style has (§17.9.18).
  if (numId === undefined || numId === '0') return undefined
  const level =
    attributeOf(childOf(own, 'w:ilvl'), 'val') ?? attributeOf(childOf(style?.numbering, 'w:ilvl'), 'val')
  return counter.next(numId, level === undefined ? counter.levelOfStyle(numId, styleId) : Number(level))
}

/** A heading's number is read like its words, and other texts refer to it. */
function writeNumeral(paragraph: Element, { format, label }: Numeral, properties: Element | undefined): void {
  if (format === 'bullet' || label.trim() === '') return
  insertFirst(paragraph, runOf(paragraph, `${label} `), properties)
}

function insertFirst(paragraph: Element, element: Element, properties: Element | undefined): void {
  paragraph.insertBefore(element, properties ? properties.nextSibling : paragraph.firstChild)
}
