import {
  attributeOf,
  childrenOf,
  elementAround,
  elementsIn,
  isOn,
  makeElement,
  nameOf,
  remove,
  unwrap,
  type Element,
} from './xml.ts'
import { joinToNext } from './join-paragraphs.ts'
import { useSigns } from './symbols.ts'

/** Elements that only say how words run, and what is read above them. */
const wrappers = ['w:dir', 'w:bdo', 'w:ruby', 'w:rubyBase']

/** Says by elements that the converter knows what others say too. */
export function useKnownElements(root: Element): void {
  for (const element of elementsIn(root, 'w:dstrike')) if (isOn(element)) replace(element, 'strike')
  for (const element of elementsIn(root, 'w:cr')) replace(element, 'br')
  for (const element of elementsIn(root, 'w:ptab')) replace(element, 'tab')
  for (const element of elementsIn(root, 'w:rt', 'w:rubyPr', 'w:softHyphen')) remove(element)
  for (const element of elementsIn(root, ...wrappers)) unwrapRuns(element)
  for (const element of elementsIn(root, 'w:fldSimple')) writeField(element)
  useSigns(root)
  for (const element of elementsIn(root, 'w:br')) writePageBreak(element)
  for (const element of elementsIn(root, 'w:framePr')) joinDropCap(element)
  for (const element of elementsIn(root, 'w:gridBefore')) writeLeftOutCells(element)
  for (const box of elementsIn(root, 'v:textbox')) elementAround(box, 'w:pict')?.appendChild(box)
}

/** Two breaks in a row end a paragraph, as a page's or a column's end does. */
function writePageBreak(element: Element): void {
  if (!['page', 'column'].includes(attributeOf(element, 'type') ?? '')) return
  for (let count = 0; count < 2; count += 1)
    element.parentNode!.insertBefore(makeElement(element, 'br'), element)
  remove(element)
}

/** A letter that is set large in a frame of its own belongs to the next word (§17.3.1.11). */
function joinDropCap(frame: Element): void {
  const paragraph = elementAround(frame, 'w:p')
  if (!paragraph || !['drop', 'margin'].includes(attributeOf(frame, 'dropCap') ?? '')) return
  for (const run of childrenOf(paragraph, 'w:r')) childrenOf(run, 'w:rPr').forEach(remove)
  joinToNext(paragraph)
}

/** Columns in which a row has not begun yet have empty cells in it (§17.4.14). */
function writeLeftOutCells(element: Element): void {
  const row = elementAround(element, 'w:tr')
  const first = row && childrenOf(row).find((child) => nameOf(child) === 'w:tc')
  const count = Math.min(Number(attributeOf(element, 'val') ?? 0), 63)
  for (let index = 0; first && index < count; index += 1) row.insertBefore(makeElement(row, 'tc'), first)
}

function replace(element: Element, name: string): void {
  element.parentNode!.replaceChild(makeElement(element, name), element)
}

/** Runs of a ruby stand in a run, which runs can not. */
function unwrapRuns(element: Element): void {
  const run = elementAround(element, 'w:r')
  if (!run) return unwrap(element)
  while (element.firstChild) run.parentNode!.insertBefore(element.firstChild, run)
  remove(element)
}

/** A field in one element as one of several runs (§17.16.18). */
function writeField(field: Element): void {
  const code = makeElement(field, 'instrText')
  code.appendChild(field.ownerDocument!.createTextNode(attributeOf(field, 'instr') ?? ''))
  const runs = [character(field, 'begin'), code, character(field, 'separate')].map((child) =>
    inRun(field, child),
  )
  for (const run of runs) field.parentNode!.insertBefore(run, field)
  const end = inRun(field, character(field, 'end'))
  field.parentNode!.insertBefore(end, field.nextSibling)
  unwrap(field)
}

function character(like: Element, type: string): Element {
  return makeElement(like, 'fldChar', { fldCharType: type })
}

function inRun(like: Element, child: Element): Element {
  const run = makeElement(like, 'r')
  run.appendChild(child)
  return run
}
