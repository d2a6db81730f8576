import { elementAround, elementsIn, nameOf, childrenOf, type Element } from './xml.ts'

const shown = 50

/** The words of paragraphs or runs as they are read: without what is deleted, fields' codes and notes. */
export function wordsOf(...elements: Element[]): string {
  const text = elements
    .flatMap((element) => elementsIn(element, 'w:p', 'w:t', 'w:tab', 'w:br', 'm:t'))
    .filter((one) => !elementAround(one, 'w:del', 'w:moveFrom'))
    .map((one) => (nameOf(one).endsWith(':t') ? (one.textContent ?? '') : ' '))
  return text.join('').replace(/\s+/g, ' ').trim()
}

/** Where something is in a document, in words that can be searched for: “near “Who works with whom””. */
export function placeInWords(element: Element): string {
  for (let one = paragraphOf(element) ?? paragraphBefore(element); one; one = paragraphBefore(one)) {
    const words = wordsOf(one)
    if (words) return `near “${words.length > shown ? `${words.slice(0, shown).trimEnd()}…` : words}”`
  }
  return 'at the beginning'
}

function paragraphOf(element: Element): Element | undefined {
  return nameOf(element) === 'w:p' ? element : elementAround(element, 'w:p')
}

/** The last paragraph before one among its neighbours, else the one round them. */
function paragraphBefore(element: Element): Element | undefined {
  const parent = element.parentNode as Element | null
  if (parent?.nodeType !== 1) return undefined
  const before = childrenOf(parent)
  for (const neighbour of before.slice(0, before.indexOf(element)).toReversed()) {
    if (nameOf(neighbour) === 'w:p') return neighbour
    const last = elementsIn(neighbour, 'w:p').at(-1)
    if (last) return last
  }
  return nameOf(parent) === 'w:p' ? parent : paragraphBefore(parent)
}
