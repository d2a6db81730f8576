import type { ReportLoss } from '../report-loss.ts'
import { placeInWords, wordsOf } from './words-near.ts'
import { attributeOf, elementAround, elementsIn, makeElement, type Element } from './xml.ts'

/** What Word draws from data, by the end of the address that names the kind. */
const kinds: [end: string, name: string][] = [
  ['/chart', 'chart'],
  ['/chartex', 'chart'],
  ['/diagram', 'SmartArt diagram'],
  ['/wordprocessingGroup', 'group of shapes'],
  ['/wordprocessingCanvas', 'drawing canvas'],
]

/** Reports drawings that are no pictures, and writes the words of WordArt, which would be lost with its form. */
export function reportDrawings(root: Element, report: ReportLoss): void {
  for (const drawing of elementsIn(root, 'w:drawing')) {
    const uri = attributeOf(elementsIn(drawing, 'a:graphicData')[0], 'uri') ?? ''
    const kind = kinds.find(([end]) => uri.endsWith(end))?.[1]
    if (kind === undefined) continue
    const alt = attributeOf(elementsIn(drawing, 'wp:docPr')[0], 'descr')?.trim()
    const says = alt ? `, which says “${alt}”,` : ''
    report(
      'intake/lost-content',
      `Unexpected ${kind}${says} ${placeInWords(drawing)}, expected a picture or a table`,
    )
  }
  for (const path of elementsIn(root, 'v:textpath')) writeWordArt(path)
}

function writeWordArt(path: Element): void {
  const picture = elementAround(path, 'w:pict')
  const words = attributeOf(path, 'string')?.trim()
  if (!picture || !words) return
  const text = makeElement(picture, 't')
  text.appendChild(path.ownerDocument!.createTextNode(words))
  picture.parentNode!.replaceChild(text, picture)
}

/** Reports what stands round the text and is not taken over: words in headers and footers, and comments. */
export function reportSurroundings(
  headers: readonly Element[],
  comments: Element | undefined,
  report: ReportLoss,
): void {
  const words = [...new Set(headers.map((header) => wordsOf(header)))].filter((text) =>
    /\p{L}{2}/u.test(text),
  )
  for (const text of words.filter((one) => !/^page [\divx]+(?: of [\divx]+)?$/i.test(one)))
    report('intake/left-out', `Unexpected header or footer “${text}”, expected only the text`)
  const number = comments ? elementsIn(comments, 'w:comment').length : 0
  if (number > 0)
    report(
      'intake/left-out',
      `Unexpected ${number === 1 ? 'comment' : `${number} comments`} in the margin, expected none`,
    )
}
