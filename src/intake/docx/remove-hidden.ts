import type { ReportLoss } from '../report-loss.ts'
import type { Styles } from './styles.ts'
import { placeInWords, wordsOf } from './words-near.ts'
import {
  attributeOf,
  childOf,
  elementAround,
  elementsIn,
  isOn,
  isOnAttribute,
  remove,
  type Element,
} from './xml.ts'

/** Takes out what is not printed, and what is white on white: members are not to read it either. */
export function removeHidden(root: Element, styles: Styles, report: ReportLoss): void {
  for (const row of elementsIn(root, 'w:tr')) {
    if (!isOn(childOf(row, 'w:trPr', 'w:hidden'))) continue
    const words = wordsOf(row)
    const where = placeInWords(row)
    remove(row)
    if (words)
      report('intake/left-out', `Unexpected hidden row “${words}” ${where}, expected only what is seen`)
  }
  for (const paragraph of elementsIn(root, 'w:p')) {
    const runs = elementsIn(paragraph, 'w:r').filter((run) => elementAround(run, 'w:p') === paragraph)
    takeOut(
      runs.filter((run) => isHidden(run, styles)),
      'hidden',
      report,
    )
    takeOut(
      runs.filter((run) => run.parentNode && isWhiteOnWhite(run, styles)),
      'white',
      report,
    )
    removeIfNothingIsLeft(paragraph)
  }
}

/** Pictures and text boxes can be hidden in Word's list of what is on a page (§20.4.2.5). */
export function removeHiddenDrawings(root: Element, report: ReportLoss): void {
  for (const drawing of elementsIn(root, 'w:drawing')) {
    const properties = elementsIn(drawing, 'wp:docPr')[0]
    if (!properties || !isOnAttribute(properties, 'hidden')) continue
    const words = [attributeOf(properties, 'descr') ?? '', wordsOf(drawing)].join(' ').trim()
    const outer = elementAround(drawing, 'mc:AlternateContent') ?? drawing
    const around = outer.parentNode as Element
    remove(outer)
    const where = placeInWords(around)
    const says = words ? `, which says “${words}”,` : ''
    report('intake/left-out', `Unexpected hidden drawing${says} ${where}, expected only what is seen`)
  }
}

function takeOut(runs: readonly Element[], how: string, report: ReportLoss): void {
  const paragraph = runs[0] && elementAround(runs[0], 'w:p')
  if (!paragraph) return
  const words = wordsOf(...runs)
  const hasMore = runs.some((run) => elementsIn(run, ...unworded).length > 0)
  for (const run of runs) remove(run)
  if (!words && !hasMore) return
  const what = words ? `text “${words}”` : 'picture or note'
  report(
    'intake/left-out',
    `Unexpected ${how} ${what} ${placeInWords(paragraph)}, expected only what is seen`,
  )
}

const unworded = ['w:drawing', 'w:pict', 'w:object', 'w:footnoteReference', 'w:endnoteReference']

function isHidden(run: Element, styles: Styles): boolean {
  const own = childOf(run, 'w:rPr', 'w:vanish')
  return own ? isOn(own) : stylesOf(run, styles).some((style) => style?.isHidden)
}

/** Whether words have the colour of the page, with nothing round them that is filled. */
function isWhiteOnWhite(run: Element, styles: Styles): boolean {
  if (!/^f{6}$/i.test(attributeOf(childOf(run, 'w:rPr', 'w:color'), 'val') ?? '')) return false
  if (elementAround(run, 'w:txbxContent', 'w:pict') || stylesOf(run, styles).some((style) => style?.isFilled))
    return false
  const table = elementAround(run, 'w:tbl')
  const filled = [
    childOf(run, 'w:rPr'),
    childOf(elementAround(run, 'w:p'), 'w:pPr'),
    childOf(elementAround(run, 'w:tc'), 'w:tcPr'),
    childOf(table, 'w:tblPr'),
  ]
  const isPlain = filled.every((one) => !childOf(one, 'w:shd') && !childOf(one, 'w:highlight'))
  return (
    isPlain && !childOf(table, 'w:tblPr', 'w:tblStyle') && !hasGround(run.ownerDocument!.documentElement!)
  )
}

/** Whether pages have a colour, or a drawing behind their words. */
function hasGround(page: Element): boolean {
  const isBehind = (anchor: Element): boolean => isOnAttribute(anchor, 'behindDoc')
  return childOf(page, 'w:background') !== undefined || elementsIn(page, 'wp:anchor').some(isBehind)
}

function stylesOf(run: Element, styles: Styles): ReturnType<Styles['find']>[] {
  const ofWords = attributeOf(childOf(run, 'w:rPr', 'w:rStyle'), 'val')
  const ofParagraph = attributeOf(childOf(elementAround(run, 'w:p'), 'w:pPr', 'w:pStyle'), 'val')
  return [...(ofWords === undefined ? [] : [styles.find(ofWords)]), styles.find(ofParagraph)]
}

/** A paragraph whose mark is hidden too is none, and no number counts it. */
function removeIfNothingIsLeft(paragraph: Element): void {
  if (!isOn(childOf(paragraph, 'w:pPr', 'w:rPr', 'w:vanish'))) return
  if (elementsIn(paragraph, 'w:r').length === 0 && !elementAround(paragraph, 'w:tc')) remove(paragraph)
}
