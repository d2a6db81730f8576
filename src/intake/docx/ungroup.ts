import type { ReportLoss } from '../report-loss.ts'
import { placeInWords } from './words-near.ts'
import { attributeOf, elementAround, elementsIn, makeElement, wordsFrame, type Element } from './xml.ts'

/**
 * Pictures and text boxes that are grouped, often a picture with its caption, come one after another: of groups the
 * converter knows nothing. Lines and arrows between them are lost, so that each group is reported.
 */
export function ungroup(root: Element, report: ReportLoss): void {
  for (const drawing of elementsIn(root, 'w:drawing')) {
    const uri = attributeOf(elementsIn(drawing, 'a:graphicData')[0], 'uri') ?? ''
    if (!/\/wordprocessing(?:Group|Canvas)$/.test(uri)) continue
    const pictures = elementsIn(drawing, 'pic:pic').filter((one) => !elementAround(one, 'w:txbxContent'))
    const boxes = elementsIn(drawing, 'w:txbxContent').filter((one) => !elementAround(one, 'w:txbxContent'))
    if (pictures.length + boxes.length === 0) continue
    const outer = elementAround(drawing, 'mc:AlternateContent') ?? drawing
    const says = attributeOf(elementsIn(drawing, 'wp:docPr')[0], 'descr')
    const pieces = pictures.map((picture) =>
      drawingOf(drawing, picture, pictures.length === 1 ? says : undefined),
    )
    for (const piece of pieces) outer.parentNode!.insertBefore(piece, outer)
    if (boxes.length > 0) outer.parentNode!.insertBefore(wordsFrame(boxes), outer)
    report(
      'intake/changed-form',
      `Unexpected group of shapes ${placeInWords(outer)}, expected single pictures: its pictures and words stand one after another`,
    )
    outer.parentNode!.removeChild(outer)
  }
}

/** A picture as it stands by itself; the words for the whole group are those of its only picture. */
function drawingOf(like: Element, picture: Element, says: string | undefined): Element {
  const own = attributeOf(elementsIn(picture, 'pic:cNvPr')[0], 'descr')
  const data = picture.ownerDocument!.createElementNS(namespaceOfGraphics, 'a:graphicData')
  const graphic = picture.ownerDocument!.createElementNS(namespaceOfGraphics, 'a:graphic')
  const frame = elementsIn(like, 'wp:docPr')[0]!
  const properties = makeElement(frame, 'docPr')
  properties.setAttribute('descr', says ?? own ?? '')
  const inline = makeElement(frame, 'inline')
  const drawing = makeElement(like, 'drawing')
  data.appendChild(picture)
  graphic.appendChild(data)
  inline.appendChild(properties)
  inline.appendChild(graphic)
  drawing.appendChild(inline)
  return drawing
}

const namespaceOfGraphics = 'http://schemas.openxmlformats.org/drawingml/2006/main'
