import type { ElementContent } from 'hast'
import type {
  Code,
  FootnoteReference,
  Heading,
  Image,
  InlineCode,
  Link,
  List,
  Nodes,
  Table,
  Text,
} from 'mdast'
import type {
  AudiencePassage,
  Button,
  Callout,
  DefinitionList,
  DefinitionListDescription,
  Drawing,
  Figure,
  GlossaryMention,
  InlineElement,
} from '../../model/tree.ts'
import type { BodyContext } from './body-context.ts'
import type { Handler, State } from './body-state.ts'
import { element, text, wrap } from './hast.ts'
import { createOutline } from './outline.ts'
import { audiencePassage, button, callout } from './render-boxes.ts'
import { drawing } from './render-drawing.ts'
import type { Footnotes } from './render-footnotes.ts'
import { inlineElement, linkElement } from './render-inline.ts'
import { list } from './render-list.ts'
import { glossaryMention } from './render-mention.ts'
import { figure, picture } from './render-pictures.ts'
import { table } from './render-table.ts'

/** The handlers for one tree: they count its notes, tables and passages, so each tree needs its own. */
export function createHandlers(context: BodyContext, notes: Footnotes): Readonly<Record<string, Handler>> {
  const { words } = context
  const outline = createOutline()
  let tables = 0
  let passages = 0
  return {
    ...plainHandlers,
    heading: (state: State, node: Heading) => heading(state, node, outline.levelOf(node)),
    link: (state: State, node: Link) => linkElement(context.link(node.url), state.all(node), node.title),
    image: (_state: State, node: Image) => picture(node.url, node.alt ?? '', context),
    figure: (state: State, node: Figure) => figure(state, node, context),
    drawing: (state: State, node: Drawing) => drawing(state, node, words),
    list: (state: State, node: List) => list(state, node, words),
    table: (state: State, node: Table) => {
      const heading = outline.current()
      return table(state, node, `${words.table} ${++tables}${heading && `: ${heading}`}`)
    },
    footnoteReference: (_state: State, node: FootnoteReference) => notes.reference(node),
    glossaryMention: (state: State, node: GlossaryMention) => glossaryMention(state, node, context),
    callout: (state: State, node: Callout) => callout(state, node, words),
    button: (state: State, node: Button) => button(state, node, context.link(node.url)),
    audiencePassage: (state: State, node: AudiencePassage) => audiencePassage(state, node, ++passages, words),
  }
}

/** Those that need nothing but their node. */
const plainHandlers: Readonly<Record<string, Handler>> = {
  paragraph: plainElement('p'),
  text: (_state: State, node: Text) =>
    text(node.value.includes('\n') ? trimLineEnds(node.value) : node.value),
  emphasis: plainElement('em'),
  strong: plainElement('strong'),
  delete: plainElement('del'),
  inlineCode: (_state: State, node: InlineCode) =>
    element('code', {}, [text(node.value.replace(/\r?\n|\r/g, ' '))]),
  break: () => [element('br', {}), text('\n')],
  thematicBreak: () => element('hr', {}),
  blockquote: (state: State, node: Nodes) => element('blockquote', {}, wrap(state.all(node), true)),
  code: (_state: State, node: Code) => element('pre', {}, [element('code', {}, [text(`${node.value}\n`)])]),
  inlineElement: (state: State, node: InlineElement) => inlineElement(state, node),
  defList: (state: State, node: DefinitionList) => element('dl', {}, wrap(state.all(node), true)),
  defListTerm: plainElement('dt'),
  defListDescription: (state: State, node: DefinitionListDescription) => description(state.all(node)),
  // Where it is referred to, it stands among the notes.
  footnoteDefinition: () => undefined,
}

function plainElement(tagName: string): Handler {
  return (state, node) => element(tagName, {}, state.all(node))
}

/** A heading leads to itself, so that its address can be copied and passed on. */
function heading(state: State, node: Heading, level: number): ElementContent {
  const id = node.data?.id
  const words = state.all(node)
  if (!id || words.some(hasLink)) return element(`h${level}`, id ? { id } : {}, words)
  return element(`h${level}`, { id }, [element('a', { className: ['here'], href: `#${id}` }, words)])
}

/** A link cannot stand in a link. */
function hasLink(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'a' || node.children.some(hasLink))
}

/** A description of one paragraph needs no paragraph. */
function description(children: ElementContent[]): ElementContent {
  const [only, ...others] = children
  const isParagraph = others.length === 0 && only?.type === 'element' && only.tagName === 'p'
  return element('dd', {}, isParagraph ? only.children : children)
}

function trimLineEnds(value: string): string {
  return value.replace(/[ \t]*(\r?\n|\r)[ \t]*/g, '$1')
}
