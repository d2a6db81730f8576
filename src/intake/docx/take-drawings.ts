import type { ReportLoss } from '../report-loss.ts'
import type { Package } from './package.ts'
import { writeMark } from './paragraph-mark.ts'
import { readChart, type ChartData } from './read-chart.ts'
import { placeInWords, wordsOf } from './words-near.ts'
import {
  attributeOf,
  elementAround,
  elementsIn,
  makeElement,
  remove,
  runOf,
  textElement,
  type Element,
} from './xml.ts'

/** Where the words and numbers of drawings are found. */
export interface DrawingSource {
  source: Package
  /** The part with the drawings. */
  part: string
  report: ReportLoss
}

/** What Word draws and the converter does not know, by the end of the address that names the kind. */
const unknown: [end: string, name: string][] = [
  ['/chart', 'chart'],
  ['/chartex', 'chart'],
  ['/diagram', 'SmartArt diagram'],
  ['/wordprocessingGroup', 'group of shapes'],
  ['/wordprocessingCanvas', 'drawing canvas'],
]

/** The most series that a chart of ours shows; of more a table is made. */
const mostSeries = 4

/**
 * Keeps what drawings say that are no pictures: the numbers of charts as a table, from which the article draws its
 * own, the words of SmartArt as a list, those of WordArt as text. What can not be kept is reported.
 */
export function takeDrawings(root: Element, from: DrawingSource): void {
  for (const drawing of elementsIn(root, 'w:drawing')) {
    const data = elementsIn(drawing, 'a:graphicData')[0]
    const kind = unknown.find(([end]) => (attributeOf(data, 'uri') ?? '').endsWith(end))?.[1]
    if (data && kind !== undefined) takeDrawing(drawing, data, kind, from)
  }
  for (const picture of elementsIn(root, 'a:blip')) reportMissing(picture, from)
  for (const crop of elementsIn(root, 'a:srcRect')) reportCrop(crop, from.report)
  for (const path of elementsIn(root, 'v:textpath')) writeWordArt(path)
}

/** A picture that the document only refers to, or that its program has not written. */
function reportMissing(picture: Element, { source, part, report }: DrawingSource): void {
  const drawing = elementAround(picture, 'w:drawing')
  const target = source.target(part, attributeOf(picture, 'embed') ?? '')
  if (!drawing || (target !== undefined && source.parts.has(target))) return
  report(
    'intake/lost-picture',
    `Unexpected picture${saysOf(drawing)} ${placeInWords(drawing)} that is not in the document, expected its file`,
  )
  remove(drawing)
}

function saysOf(drawing: Element): string {
  const alt = attributeOf(elementsIn(drawing, 'wp:docPr')[0], 'descr')?.trim()
  return alt ? `, which shows “${alt}”,` : ''
}

/** What is cut off a picture in Word is still in its file, and would be seen; a hundredth is no more than an edge. */
function reportCrop(crop: Element, report: ReportLoss): void {
  const edges = ['l', 't', 'r', 'b'].map((edge) => Number.parseFloat(attributeOf(crop, edge) ?? '0'))
  const percent = (attributeOf(crop, 'l') ?? '').includes('%') ? 1 : 1000
  if (Math.max(...edges) <= percent) return
  report(
    'intake/lost-content',
    `Unexpected cropped picture ${placeInWords(crop)}, expected a whole one: members see what was cut off`,
    'In Word, let “Compress Pictures” delete the cropped areas and import the document again, or crop the file of the picture.',
  )
}

function takeDrawing(drawing: Element, data: Element, kind: string, from: DrawingSource): void {
  const where = placeInWords(drawing)
  const blocks = chartBlocks(drawing, data, from) ?? diagramBlocks(drawing, data, from)
  const says = saysOf(drawing)
  if (!blocks) {
    from.report('intake/lost-content', `Unexpected ${kind}${says} ${where}, expected a picture or a table`)
    return
  }
  const paragraph = elementAround(drawing, 'w:p')!
  for (const block of blocks.toReversed()) paragraph.parentNode!.insertBefore(block, paragraph.nextSibling)
  const kept = kind === 'chart' ? 'drawn anew from its numbers' : 'its words stand as a list'
  from.report(
    'intake/changed-form',
    `Unexpected ${kind}${says} ${where}, expected one of an article: ${kept}`,
  )
}

function chartBlocks(
  drawing: Element,
  data: Element,
  { source, part }: DrawingSource,
): Element[] | undefined {
  const id = attributeOf(elementsIn(data, 'c:chart')[0], 'id')
  const chart = id === undefined ? undefined : readChart(source.xml(source.target(part, id)))
  if (!chart) return undefined
  const like = elementAround(drawing, 'w:p')!
  const isDrawn = chart.heading.length - 1 <= mostSeries
  const mark = writeMark({ kind: isDrawn ? 'chart' : 'text', chart: chart.type })
  return [paragraphOf(like, chart.title, mark), tableOf(like, chart)]
}

function diagramBlocks(
  drawing: Element,
  data: Element,
  { source, part }: DrawingSource,
): Element[] | undefined {
  const id = attributeOf(elementsIn(data, 'dgm:relIds')[0], 'dm')
  const model = id === undefined ? undefined : source.xml(source.target(part, id))?.documentElement
  if (!model) return undefined
  const words = elementsIn(model, 'dgm:pt').map((point) =>
    elementsIn(point, 'a:t')
      .map(({ textContent }) => textContent ?? '')
      .join('')
      .trim(),
  )
  const like = elementAround(drawing, 'w:p')!
  const mark = writeMark({ kind: 'list', numeral: { format: 'bullet', level: 0, number: 1, label: '•' } })
  const items = words.filter((text) => text !== '')
  return items.length === 0 ? undefined : items.map((text) => paragraphOf(like, text, mark))
}

function tableOf(like: Element, { heading, rows }: ChartData): Element {
  const table = makeElement(like, 'tbl')
  for (const cells of [heading, ...rows]) {
    const row = makeElement(like, 'tr')
    for (const text of cells) {
      const cell = makeElement(like, 'tc')
      cell.appendChild(paragraphOf(like, text))
      row.appendChild(cell)
    }
    table.appendChild(row)
  }
  return table
}

function paragraphOf(like: Element, words: string, mark?: string): Element {
  const paragraph = makeElement(like, 'p')
  if (mark !== undefined) paragraph.appendChild(makeElement(like, 'bookmarkStart', { id: '0', name: mark }))
  paragraph.appendChild(runOf(like, words))
  return paragraph
}

function writeWordArt(path: Element): void {
  const picture = elementAround(path, 'w:pict')
  const words = attributeOf(path, 'string')?.trim()
  if (picture && words) picture.parentNode!.replaceChild(textElement(picture, words), picture)
}

/** “Confidential” across a page is drawn in its header. */
function watermarkOf(header: Element): string {
  return elementsIn(header, 'v:textpath')
    .map((path) => attributeOf(path, 'string') ?? '')
    .join(' ')
}

/** Reports what stands round the text and is not taken over: words in headers and footers, and comments. */
export function reportSurroundings(
  headers: readonly Element[],
  comments: Element | undefined,
  report: ReportLoss,
): void {
  const words = [
    ...new Set(headers.map((header) => `${wordsOf(header)} ${watermarkOf(header)}`.trim())),
  ].filter((text) => /\p{L}{2}/u.test(text))
  for (const text of words.filter((one) => !/^page [\divx]+(?: of [\divx]+)?$/i.test(one)))
    report('intake/left-out', `Unexpected header or footer “${text}”, expected only the text`)
  const number = comments ? elementsIn(comments, 'w:comment').length : 0
  if (number > 0)
    report(
      'intake/left-out',
      `Unexpected ${number === 1 ? 'comment' : `${number} comments`} in the margin, expected none`,
    )
}
