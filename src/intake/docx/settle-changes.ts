import type { ReportLoss } from '../report-loss.ts'
import { placeInWords } from './words-near.ts'
import { childOf, childrenOf, elementAround, elementsIn, nameOf, remove, type Element } from './xml.ts'

/** Takes changes that nobody has accepted or rejected as if they were accepted (§17.13.5), and reports them. */
export function settleChanges(root: Element, report: ReportLoss): void {
  reportChanges(root, report)
  for (const mark of elementsIn(root, 'w:cellDel')) remove(elementAround(mark, 'w:tc') ?? mark)
  for (const row of elementsIn(root, 'w:tr')) if (childOf(row, 'w:trPr', 'w:del')) remove(row)
  for (const table of elementsIn(root, 'w:tbl')) if (elementsIn(table, 'w:tr').length === 0) remove(table)
  const joined = elementsIn(root, 'w:p').filter(isJoined)
  const properties = new Set(['w:pPr', 'w:rPr', 'w:trPr'])
  for (const change of elementsIn(root, 'w:del', 'w:moveFrom'))
    if (!properties.has(nameOf(change.parentNode as Element))) remove(change)
  for (const paragraph of joined) joinToNext(paragraph)
}

/** Whether the mark at a paragraph's end is deleted, or moved away. */
function isJoined(paragraph: Element): boolean {
  return marksOf(paragraph).length > 0
}

function marksOf(paragraph: Element): Element[] {
  const properties = childOf(paragraph, 'w:pPr', 'w:rPr')
  return [childOf(properties, 'w:del'), childOf(properties, 'w:moveFrom')].filter(
    (mark) => mark !== undefined,
  )
}

/** What stands in the paragraph is the beginning of the next one; before a table, and at the end, it stays. */
function joinToNext(paragraph: Element): void {
  const neighbours = childrenOf(paragraph.parentNode as Element).filter((one) => !isBetween(one))
  const next = neighbours[neighbours.indexOf(paragraph) + 1]
  const content = childrenOf(paragraph).filter((child) => nameOf(child) !== 'w:pPr')
  const isFollowed = next !== undefined && nameOf(next) === 'w:p'
  if (isFollowed) {
    const first = childrenOf(next).find((child) => nameOf(child) !== 'w:pPr') ?? null
    for (const child of content) next.insertBefore(child, first)
  }
  const isOnly = neighbours.filter((one) => nameOf(one) !== 'w:tcPr').length === 1
  if (isFollowed || (content.every(isBetween) && !isOnly)) remove(paragraph)
  else for (const mark of marksOf(paragraph)) remove(mark)
}

/** Bookmarks and the like, which hold no words. */
function isBetween(element: Element): boolean {
  return /^w:(?:bookmark|comment|move|permission|perm|customXml|proof)\w*(?:Start|End|Err)$/.test(
    nameOf(element),
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
