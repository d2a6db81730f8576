import type { Element, ElementContent } from 'hast'
import { isBlock } from './html-elements.ts'

/** Whether an element of running text, or one that holds running text, has blocks in it. */
export function holdsBlocks({ children }: Element): boolean {
  return children.some(isBlock)
}

/**
 * An element of running text that holds blocks, such as a link round a heading and a paragraph: it goes into each of
 * them, because in Markdown none stands round blocks.
 */
export function sinkIntoBlocks(element: Element): ElementContent[] {
  if (!holdsBlocks(element)) return [element]
  const result: ElementContent[] = []
  let words: ElementContent[] = []
  const endWords = (): void => {
    result.push(...around(element, words))
    words = []
  }
  for (const child of element.children) {
    if (isBlock(child)) {
      endWords()
      result.push({ ...child, children: around(element, child.children) })
    } else words.push(child)
  }
  endWords()
  return result
}

function around(element: Element, children: ElementContent[]): ElementContent[] {
  return children.some(isSeen) ? sinkIntoBlocks({ ...element, children }) : children
}

function isSeen(node: ElementContent): boolean {
  return node.type === 'element' || (node.type === 'text' && node.value.trim() !== '')
}

/** The running text of blocks, where only running text can stand: the words of two blocks are kept apart. */
export function wordsOfBlocks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child, index): ElementContent[] => {
    const words = isBlock(child) ? wordsOfBlocks(child.children) : [child]
    const isApart = index > 0 && (isBlock(child) || isBlock(children[index - 1]))
    return isApart ? [{ type: 'text', value: ' ' }, ...words] : words
  })
}
