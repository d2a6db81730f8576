import { attributeOf, childrenOf, elementsIn, isOnAttribute, nameOf, remove, type Element } from './xml.ts'

/** The notes that a text calls for, each with the sign that its author has given it, or nothing. */
export type NoteCalls = Map<string, string>

/** Reads the calls for notes, and takes out the signs of authors: the article counts its notes. */
export function takeCalls(root: Element): NoteCalls {
  const calls: NoteCalls = new Map()
  for (const call of elementsIn(root, 'w:footnoteReference', 'w:endnoteReference')) {
    const name = nameOf(call).replace('Reference', '')
    calls.set(name + attributeOf(call, 'id'), isOnAttribute(call, 'customMarkFollows') ? takeSign(call) : '')
  }
  return calls
}

/** The sign stands behind the call in its run. */
function takeSign(call: Element): string {
  const all = childrenOf(call.parentNode as Element)
  const texts = all.slice(all.indexOf(call)).filter((one) => nameOf(one) === 'w:t')
  for (const text of texts) remove(text)
  return texts.map(({ textContent }) => textContent ?? '').join('')
}

/** Leaves the notes that are called for: one whose call is deleted or hidden is deleted or hidden with it. */
export function leaveCalled(notes: Element, calls: NoteCalls): void {
  for (const note of childrenOf(notes)) {
    const sign = calls.get(nameOf(note) + attributeOf(note, 'id'))
    if (sign === undefined) remove(note)
    else if (sign !== '') removeSign(note, sign.trim())
  }
}

function removeSign(note: Element, sign: string): void {
  const first = elementsIn(note, 'w:t').find(({ textContent }) => textContent?.trim() !== '')
  if (first?.textContent?.trimStart().startsWith(sign))
    first.textContent = first.textContent.trimStart().slice(sign.length).trimStart()
}
