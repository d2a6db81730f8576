import type { ReportLoss } from '../report-loss.ts'
import type { Styles } from './styles.ts'
import { writeStyledEmphasis } from './emphasis.ts'
import { settleFields } from './fields.ts'
import { useKnownElements } from './known-elements.ts'
import { removeHidden, removeHiddenDrawings } from './remove-hidden.ts'
import { settleChanges } from './settle-changes.ts'
import { ungroup } from './ungroup.ts'
import { placeInWords, wordsOf } from './words-near.ts'
import {
  attributeOf,
  childOf,
  elementAround,
  elementsIn,
  isOn,
  remove,
  runOf,
  unwrap,
  wordsFrame,
  type Element,
} from './xml.ts'

/**
 * Brings the text of a part into a form of which the converter loses nothing, and takes out what no reader of the
 * document sees. What is taken out, or can not be kept, is reported.
 */
export function prepareText(root: Element, styles: Styles, report: ReportLoss): void {
  removeHiddenDrawings(root, report)
  ungroup(root, report)
  chooseAlternatives(root)
  removeHidden(root, styles, report)
  removePlaceholders(root, report)
  removeContents(root, styles, report)
  settleChanges(root, report)
  writeStyledEmphasis(root, styles)
  useKnownElements(root)
  reportDocumentsWithin(root, report)
  settleFields(root, report)
  for (const element of elementsIn(root, 'm:oMath')) writeEquation(element, report)
}

/**
 * Of two ways to say a thing, the newer one (ECMA-376 part 3): a text box as text, a picture as picture; what stands
 * there for older programs knows less.
 */
function chooseAlternatives(root: Element): void {
  for (const element of elementsIn(root, 'mc:AlternateContent')) {
    if (!element.parentNode) continue
    const choice = childOf(element, 'mc:Choice')
    const fallback = childOf(element, 'mc:Fallback')
    const boxes = choice
      ? elementsIn(choice, 'w:txbxContent').filter((one) => !elementAround(one, 'w:txbxContent'))
      : []
    if (boxes.length > 0) element.parentNode.replaceChild(wordsFrame(boxes), element)
    else {
      const kept = choice && elementsIn(choice, 'a:blip').length > 0 ? choice : (fallback ?? choice)
      for (const other of [choice, fallback]) if (other && other !== kept) remove(other)
      if (kept) unwrap(kept)
      unwrap(element)
    }
  }
}

/** “Click here to enter text” is no text of the author's; a cell that waits for its words stays empty. */
function removePlaceholders(root: Element, report: ReportLoss): void {
  for (const element of elementsIn(root, 'w:sdt')) {
    if (!element.parentNode || !isOn(childOf(element, 'w:sdtPr', 'w:showingPlcHdr'))) continue
    const words = wordsOf(element)
    const cells = elementsIn(element, 'w:tc').filter((cell) => elementAround(cell, 'w:sdt') === element)
    for (const cell of cells) while (cell.firstChild) cell.removeChild(cell.firstChild)
    const where = placeInWords(elementAround(element, 'w:p') ?? element)
    if (cells.length === 0) remove(element)
    if (words) report('intake/left-out', `Unexpected placeholder “${words}” ${where}, expected words`)
  }
}

/** A table of contents has page numbers; the archive makes one of its own. */
function removeContents(root: Element, styles: Styles, report: ReportLoss): void {
  const controls = elementsIn(root, 'w:sdt').filter((element) => {
    const gallery = childOf(element, 'w:sdtPr', 'w:docPartObj', 'w:docPartGallery')
    return attributeOf(gallery, 'val') === 'Table of Contents'
  })
  const paragraphs = elementsIn(root, 'w:p').filter((paragraph) => {
    const style = styles.find(attributeOf(childOf(paragraph, 'w:pPr', 'w:pStyle'), 'val'))
    return style?.names.some((name) =>
      /^(?:toc (?:[1-9]|heading)|contents (?:[1-9]|heading)|table of figures)$/.test(name),
    )
  })
  const found = [...controls, ...paragraphs].filter(({ parentNode }) => parentNode)
  if (found.length === 0) return
  for (const element of found) remove(element)
  report('intake/left-out', 'Unexpected table of contents, expected none: the archive makes its own')
}

/** Whole documents of other programs may stand in one, which Word reads when it opens it (§17.17.2). */
function reportDocumentsWithin(root: Element, report: ReportLoss): void {
  for (const element of elementsIn(root, 'w:altChunk', 'w:subDoc'))
    report(
      'intake/lost-content',
      `Unexpected document within the document ${placeInWords(element)}, expected its text: save it anew in Word`,
    )
}

/** An equation's signs in a row; how they stand to each other is lost. */
function writeEquation(element: Element, report: ReportLoss): void {
  const paragraph = elementAround(element, 'w:p')
  const properties = childOf(paragraph, 'w:pPr') ?? paragraph
  const signs = elementsIn(element, 'm:t').map(({ textContent }) => textContent ?? '')
  if (!paragraph || !properties || signs.length === 0) return
  report(
    'intake/lost-content',
    `Unexpected equation \`${signs.join('')}\` ${placeInWords(element)}, expected text`,
  )
  const run = runOf(paragraph, signs.join(''))
  const outer = elementAround(element, 'm:oMathPara') ?? element
  outer.parentNode!.insertBefore(run, outer)
  remove(element)
}
