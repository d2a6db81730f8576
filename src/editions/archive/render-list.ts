import type { Element, ElementContent } from 'hast'
import type { List, ListItem } from 'mdast'
import type { Messages } from '../../templates/index.ts'
import { digitsOf, manyDigits } from '../list-numbers.ts'
import type { State } from './body-state.ts'
import { element, text, withData, wrap } from './hast.ts'

/** A list. Where one item is loose, with its paragraphs apart, all are. */
export function list(state: State, node: List, words: Messages): Element {
  const { ordered, start, spread, children } = node
  const isLoose = spread || children.some(isLooseItem)
  const items = children.map((item) => listItem(state, item, isLoose, words))
  const isLater = typeof start === 'number' && start !== 1
  const digits = digitsOf(node)
  // Beside the item, and so that a design of its own has it too: long numbers would leave a narrow screen.
  const room =
    digits < manyDigits ? {} : { style: `padding-inline-start:${((digits + 1) * 0.65).toFixed(2)}em` }
  return element(ordered ? 'ol' : 'ul', { ...(isLater && { start }), ...room }, wrap(items, true))
}

function isLooseItem({ spread, children }: ListItem): boolean {
  return spread ?? children.length > 1
}

/** A list item; a task's box is a picture with a name, because a checkbox that nobody can tick is no control. */
function listItem(state: State, node: ListItem, isLoose: boolean, words: Messages): Element {
  const { checked, data } = node
  const properties = data?.number === undefined ? {} : { value: String(data.number) }
  const item = withData(element('li', properties, itemChildren(state.all(node), isLoose)), node)
  if (typeof checked !== 'boolean') return item
  const box = element(
    'span',
    { role: 'img', ariaLabel: checked ? words.done : words.toDo, className: ['task'] },
    [text(checked ? '☑' : '☐')],
  )
  const paragraph = item.children.find(isParagraph)
  const begins = paragraph && item.children.indexOf(paragraph) <= 1
  ;(begins ? paragraph : item).children.unshift(box, text(' '))
  item.properties['className'] = ['task-item']
  return item
}

/** In a list that is not loose a paragraph is its words alone. */
function itemChildren(blocks: readonly ElementContent[], isLoose: boolean): ElementContent[] {
  const children: ElementContent[] = []
  let endsWithWords = true
  for (const [index, block] of blocks.entries()) {
    endsWithWords = !isLoose && isParagraph(block)
    if (index > 0 || !endsWithWords) children.push(text('\n'))
    if (!isLoose && isParagraph(block)) children.push(...block.children)
    else children.push(block)
  }
  if (!endsWithWords) children.push(text('\n'))
  return children
}

function isParagraph(node: ElementContent): node is Element {
  return node.type === 'element' && node.tagName === 'p'
}
