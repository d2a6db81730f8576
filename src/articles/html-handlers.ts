import type { Element, ElementContent } from 'hast'
import type { Handle, State } from 'hast-util-to-mdast'
import type { Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { giveLanguage, wordsInLanguage } from './give-language.ts'
import { holdsBlocks, wordsOfBlocks } from './html-blocks-in-phrases.ts'
import { htmlTools, isNamed, keptInline, languageOf } from './html-elements.ts'
import { figureHandler } from './html-figure.ts'
import { cell, table } from './html-table.ts'

/** What each kept element becomes; `loseTitle` hears of the title of a picture that has a caption besides. */
export function createHtmlHandlers(loseTitle: (image: Element) => void): Record<string, Handle> {
  const { defaultHandlers } = htmlTools()
  const withLanguage = (names: string): [string, Handle][] =>
    names.split(' ').map((name) => [name, speaking(defaultHandlers[name as keyof typeof defaultHandlers] as Handle)])
  return {
    ...Object.fromEntries([...keptInline].map((name) => [name, inlineElement])),
    ...Object.fromEntries(withLanguage('p h1 h2 h3 h4 h5 h6').map(([name, handle]) => [name, ofWords(handle)])),
    ...Object.fromEntries(withLanguage('ul ol li blockquote pre b strong i em s del a code thead tbody tfoot tr')),
    div: speaking(blocks),
    details: speaking(blocks),
    summary: speaking(summary),
    figure: speaking(figureHandler(loseTitle)),
    figcaption: speaking(blocks),
    dl: speaking(definitionList),
    table: speaking(table),
    td: speaking(cell),
    th: speaking(cell),
  }
}

/** What an element becomes, in the language that the element says. */
function speaking(handle: Handle): Handle {
  return (state, element, parent) => {
    const made = handle(state, element, parent)
    return made && [made].flat().map((node) => giveLanguage(node, languageOf(element.properties)))
  }
}

/** Of blocks that stand where Markdown has running text only, the words. */
function ofWords(handle: Handle): Handle {
  return (state, element, parent) => {
    if (!holdsBlocks(element)) return handle(state, element, parent)
    return handle(state, { ...element, children: wordsOfBlocks(element.children) }, parent)
  }
}

/** The name in `data` tells hast-util-to-mdast that it stands in running text. */
const inlineElement: Handle = (state, element) =>
  patched(state, element, {
    type: 'inlineElement',
    name: element.tagName,
    attributes: languageOf(element.properties),
    children: state.all(element) as PhrasingContent[],
    data: { hName: element.tagName },
  })

const summary: Handle = (state, element) => {
  if (holdsBlocks(element)) return blocks(state, element, undefined)
  const words: PhrasingContent = { type: 'strong', children: state.all(element) as PhrasingContent[] }
  return patched(state, element, { type: 'paragraph', children: [words] } satisfies Paragraph)
}

const blocks: Handle = (state, element) => state.toFlow(state.all(element))

/** Terms and what they mean; what stands beside them belongs to the meaning before it. */
const definitionList: Handle = (state, element) => {
  const items = element.children.flatMap((child) => (isNamed(child, 'div') ? child.children : [child]))
  const children = items.flatMap((item) => definitionItem(state, item))
  return children.length === 0 ? undefined : patched(state, element, { type: 'defList', children })
}

type DefinitionItem = Extract<Nodes, { type: 'defListTerm' | 'defListDescription' }>

function definitionItem(state: State, item: ElementContent): DefinitionItem[] {
  if (isNamed(item, 'dt')) {
    const words = state.all({ ...item, children: wordsOfBlocks(item.children) }) as PhrasingContent[]
    const children = wordsInLanguage(words, languageOf(item.properties))
    return [patched(state, item, { type: 'defListTerm', children })]
  }
  const isMeaning = isNamed(item, 'dd')
  const children = state.toFlow(state.all(isMeaning ? item : { type: 'root', children: [item] }))
  if (children.length === 0) return []
  if (isMeaning) for (const child of children) giveLanguage(child, languageOf(item.properties))
  return [patched(state, item, { type: 'defListDescription', children })]
}

function patched<T extends RootContent>(state: State, element: ElementContent, node: T): T {
  state.patch(element, node)
  return node
}
