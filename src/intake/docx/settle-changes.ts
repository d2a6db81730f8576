import type { ReportLoss } from '../report-loss.ts'
import { isSpare, joinToNext } from './join-paragraphs.ts'
import { placeInWords } from './words-near.ts'
import { childOf, elementAround, elementsIn, nameOf, remove, type Element } from './xml.ts'

/** Takes changes that nobody has accepted or rejected as if they were accepted (§17.13.5), and reports them. */
export function settleChanges(root: Element, report: ReportLoss): void {
  reportChanges(root, report)
  for (const mark of elementsIn(root, 'w:cellDel')) remove(elementAround(mark, 'w:tc') ?? mark)
  for (const row of elementsIn(root, 'w:tr')) if (childOf(row, 'w:trPr', 'w:del')) remove(row)
  for (const table of elementsIn(root, 'w:tbl')) if (elementsIn(table, 'w:tr').length === 0) remove(table)
  const joined = elementsIn(root, 'w:p').filter((paragraph) => marksOf(paragraph).length > 0)
  const properties = new Set(['w:pPr', 'w:rPr', 'w:trPr'])
  for (const change of elementsIn(root, 'w:del', 'w:moveFrom'))
    if (!properties.has(nameOf(change.parentNode as Element))) remove(change)
  for (const paragraph of joined) {
    if (joinToNext(paragraph)) continue
    if (isSpare(paragraph)) remove(paragraph)
    // Before a table, and at the end, a paragraph stays one.
    else for (const mark of marksOf(paragraph)) remove(mark)
  }
}

/** What says that the mark at a paragraph's end is deleted, or moved away. */
function marksOf(paragraph: Element): Element[] {
  const properties = childOf(paragraph, 'w:pPr', 'w:rPr')
  return [childOf(properties, 'w:del'), childOf(properties, 'w:moveFrom')].filter(
    (mark) => mark !== undefined,
  )
}

const kinds = ['w:ins', 'w:del', 'w:moveTo', 'w:moveFrom', 'w:cellIns', 'w:cellDel']
const shown = ['w:t', 'w:delText', 'w:drawing', 'w:pict', 'w:footnoteReference', 'w:endnoteReference']

function reportChanges(root: Element, report: ReportLoss): void {
  const changes = elementsIn(root, ...kinds).filter(
    (one) =>
      elementsIn(one, ...shown).length > 0 ||
      ['w:trPr', 'w:tcPr'].includes(nameOf(one.parentNode as Element)),
  )
  const [first] = changes
  if (!first) return
  const number =
    changes.length === 1 ? 'tracked change' : `${changes.length.toLocaleString('en')} tracked changes`
  const where = `${changes.length === 1 ? '' : 'the first '}${placeInWords(first)}`
  report('intake/unsettled-change', `Unexpected ${number}, ${where}, expected none: taken as accepted`)
}
