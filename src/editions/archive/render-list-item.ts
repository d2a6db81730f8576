import type { Element, ElementContent } from 'hast'
import { defaultHandlers, type State } from 'mdast-util-to-hast'
import type { ListItem, Parents } from 'mdast'
import type { Messages } from '../../templates/index.ts'
import { element, text } from './hast.ts'

/** A list item; a task's box is a picture with a name, because a checkbox that nobody can tick is no control. */
export function listItem(
  state: State,
  node: ListItem,
  parent: Parents | undefined,
  words: Messages,
): ElementContent {
  const { checked, ...plain } = node
  const item = defaultHandlers.listItem(state, { ...plain, checked: null }, parent)
  if (typeof checked !== 'boolean') return item
  const box = element(
    'span',
    { role: 'img', ariaLabel: checked ? words.done : words.toDo, className: ['task'] },
    [text(checked ? '☑' : '☐')],
  )
  const paragraph = item.children.find(
    (child) => child.type === 'element' && child.tagName === 'p',
  ) as Element
  const isLoose = paragraph && item.children.indexOf(paragraph) <= 1
  ;(isLoose ? paragraph : item).children.unshift(box, text(' '))
  item.properties['className'] = ['task-item']
  return item
}
