import type { Root } from 'mdast'
import { gfmFootnoteToMarkdown } from 'mdast-util-gfm-footnote'
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemToMarkdown } from 'mdast-util-gfm-task-list-item'
import {
  defaultHandlers,
  toMarkdown,
  type ConstructName,
  type Handle,
  type Options,
} from 'mdast-util-to-markdown'

/** An item with the number that it has in the document. */
const listItem: Handle = (node, parent, state, info) => {
  const number = node.data?.number
  const base = defaultHandlers.listItem
  if (parent?.type !== 'list' || number === undefined) return base(node, parent, state, info)
  const { start } = parent
  parent.start = number - parent.children.indexOf(node)
  const text = base(node, parent, state, info)
  parent.start = start
  return text
}

const box: Handle = (node, _parent, state, info) => {
  const [first, ...rest] = node.children
  const isLabelled = first?.data?.directiveLabel === true
  const exit = state.enter('containerDirective' as never)
  const leave = state.enter('label')
  const label = isLabelled ? `[${state.containerPhrasing(first, { ...info, before: '[', after: ']' })}]` : ''
  leave()
  const text = state.containerFlow({ ...node, children: isLabelled ? rest : node.children }, info)
  exit()
  const attributes = Object.entries(node.attributes ?? {}).map(([key, value]) => `${key}=${String(value)}`)
  return `:::${node.name}${label}${attributes.length > 0 ? `{${attributes.join(' ')}}` : ''}\n${text}\n:::`
}

const links: ConstructName[] = ['autolink', 'link', 'image', 'label', 'destinationLiteral', 'destinationRaw']

/** What would be read as one of our directives or definition lists; `Key:value` would not. */
const ours: Options = {
  unsafe: [
    { character: ':', after: '[^\\s\\d_:\\[\\]-][^\\s:\\[\\]]*\\[', inConstruct: 'phrasing' },
    { atBreak: true, character: ':', after: '[: \\t]' },
    // An address that is no link would take the backslashes behind it for its own.
    { character: ':', before: '[Tt][Tt][Pp][Ss]?', inConstruct: 'phrasing', notInConstruct: links },
    { character: '.', before: '[Ww]{3}', inConstruct: 'phrasing', notInConstruct: links },
    {
      character: '@',
      before: '[+\\-.\\w]',
      after: '[\\-.\\w]',
      inConstruct: 'phrasing',
      notInConstruct: links,
    },
  ],
  handlers: { listItem, containerDirective: box } as NonNullable<Options['handlers']>,
}

/** An article's Markdown, with nothing escaped that is read as text without. */
export function writeMarkdown(tree: Root): string {
  return toMarkdown(tree, {
    bullet: '-',
    emphasis: '*',
    rule: '-',
    listItemIndent: 'one',
    extensions: [
      gfmStrikethroughToMarkdown(),
      gfmFootnoteToMarkdown(),
      gfmTaskListItemToMarkdown(),
      gfmTableToMarkdown({ tablePipeAlign: isNarrow(tree) }),
      ours,
    ],
  })
}

const narrow = 40

/** Whether every line of its tables is short enough to stand under the others. */
function isNarrow(tree: Root): boolean {
  const cells = tree.children.flatMap((node) =>
    node.type === 'table' ? node.children.flatMap((row) => row.children) : [],
  )
  return cells.every((cell) => JSON.stringify(cell.children).length < narrow * 4)
}
