import type { ReportLoss } from '../report-loss.ts'
import { placeInWords } from './words-near.ts'
import { attributeOf, childOf, childrenOf, elementsIn, nameOf, remove, runOf, type Element } from './xml.ts'

interface Field {
  begin: Element
  code: string
  /** Whether its result has begun, which is what readers see. */
  isResult: boolean
  /** What stands in its code and looks like words, until the field's end shows that it is one. */
  unseen: Element[]
}

/** What readers see in a run, and do not see in a field's code (§17.16.18). */
const seen = ['w:t', 'w:tab', 'w:br', 'w:sym', 'w:drawing', 'w:pict', 'w:noBreakHyphen']

/**
 * Leaves of fields what readers see: takes out the results of fields that only say what another one does, writes the
 * choice of a list to choose from, and reports where a mail merge would put in something.
 */
export function settleFields(root: Element, report: ReportLoss): void {
  const open: Field[] = []
  for (const element of elementsIn(root, 'w:fldChar', 'w:instrText', ...seen)) {
    const field = open.at(-1)
    const name = nameOf(element)
    if (name === 'w:instrText') {
      if (field) field.code += element.textContent ?? ''
    } else if (name === 'w:fldChar') takeCharacter(element, open, report)
    else open.find(({ isResult }) => !isResult)?.unseen.push(element)
  }
}

function takeCharacter(element: Element, open: Field[], report: ReportLoss): void {
  const type = attributeOf(element, 'fldCharType')
  const field = open.at(-1)
  if (type === 'begin') open.push({ begin: element, code: '', isResult: false, unseen: [] })
  else if (type === 'separate' && field) field.isResult = true
  else if (type === 'end' && field) {
    open.pop()
    for (const one of field.unseen) remove(one)
    if (open.every(({ isResult }) => isResult)) endField(field, element, report)
  }
}

function endField({ begin, code }: Field, end: Element, report: ReportLoss): void {
  const merged = /^\s*MERGEFIELD\s+"?([^"\\]+)/i.exec(code)?.[1]?.trim()
  if (merged !== undefined)
    report(
      'intake/lost-content',
      `Unexpected field “${merged}” of a mail merge ${placeInWords(end)}, expected words: nobody fills it in here`,
    )
  const list = /^\s*FORMDROPDOWN\b/i.test(code) ? childOf(begin, 'w:ffData', 'w:ddList') : undefined
  if (list) writeChoice(list, end)
}

/** A list to choose from keeps its entries and the place of the chosen one (§17.16.9). */
function writeChoice(list: Element, end: Element): void {
  const chosen = childOf(list, 'w:result') ?? childOf(list, 'w:default')
  const entry = childrenOf(list, 'w:listEntry')[Number(attributeOf(chosen, 'val') ?? 0)]
  const words = attributeOf(entry, 'val')
  if (words === undefined) return
  const around = end.parentNode!
  around.parentNode!.insertBefore(runOf(around as Element, words), around.nextSibling)
}
