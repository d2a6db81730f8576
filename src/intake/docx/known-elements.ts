import {
  attributeOf,
  elementAround,
  elementsIn,
  isOn,
  makeElement,
  remove,
  unwrap,
  type Element,
} from './xml.ts'
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
  for (const box of elementsIn(root, 'v:textbox')) elementAround(box, 'w:pict')?.appendChild(box)
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
