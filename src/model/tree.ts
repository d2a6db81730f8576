/**
 * The tree of an article: mdast (CommonMark and GFM) with the nodes below.
 * When `src/articles` hands it on, references are resolved (no `definition`, `linkReference`, `imageReference`),
 * no `html`, `yaml` or directive node is left, and footnote definitions stand at the end of the root
 * in the order of reference. A heading's `data.id` is the fragment of its address.
 */
import type { Properties } from 'hast'
import type {
  BlockContent,
  DefinitionContent,
  Link,
  Paragraph,
  Parent,
  PhrasingContent,
  Table,
  Text,
} from 'mdast'
import type { Mention } from './mention.ts'
import type { Place } from './place.ts'

/** A mention of a glossary term in running text. Its children are the letters as written. */
export interface GlossaryMention extends Parent {
  type: 'glossaryMention'
  mention: Mention
  children: Text[]
}

/** A box that stands out: `:::note`, `:::tip`, `:::important`, `:::warning`. */
export interface Callout extends Parent {
  type: 'callout'
  kind: CalloutKind
  /** The author's title, or nothing, and then the kind's own word is used. */
  title?: string
  children: (BlockContent | DefinitionContent)[]
}

export const calloutKinds = ['note', 'tip', 'important', 'warning'] as const

export type CalloutKind = (typeof calloutKinds)[number]

/** A call to action: `::button[Join us]{href=https://example.org/join}`. */
export interface Button extends Parent {
  type: 'button'
  url: string
  children: PhrasingContent[]
}

/** A picture that stands alone, with its caption where the author gave one. */
export interface Figure extends Parent {
  type: 'figure'
  /** As written; pictures of the workspace are resolved through the article's `images`. */
  url: string
  alt: string
  /** Where the picture leads, if its author made it a link. */
  link?: Pick<Link, 'url' | 'title'>
  /** The caption. */
  children: PhrasingContent[]
}

/** The blocks of a tree whose children are running text. */
export const holdsWords: ReadonlySet<string> = new Set([
  ...['paragraph', 'heading', 'tableCell', 'defListTerm', 'figure', 'button'],
])

/** What the build draws: the words that matter, boxes and arrows, a table's numbers. */
export const drawingKinds = ['cloud', 'chart', 'plot'] as const

export type DrawingKind = (typeof drawingKinds)[number]

/** A picture that the build draws from what the author wrote. Until it is drawn, or where it cannot be, its words stand. */
export interface Drawing extends Parent {
  type: 'drawing'
  kind: DrawingKind
  /** Of a fenced block: what it holds, lines ended by `\n`. */
  text?: string
  /** What the author asks for: `type=bar`. */
  options: Record<string, string>
  /** The whole block in the source. */
  place?: Place
  /** The caption, where there is one, and the table that a plot is drawn from. */
  children: (Paragraph | Table)[]
  drawn?: DrawnFigure
  /** What stands for it where it could not be drawn; else what the author wrote. */
  words?: BlockContent[]
}

/** A drawing as drawn. */
export interface DrawnFigure {
  /** The title that is written in what it is drawn from: the caption, where there is no other. */
  title?: string
  /** What the picture tells those who do not see it, without the name of its kind. */
  alt: string
  /** What it tells, in blocks of its own; none for a plot, whose table says it. */
  equivalent: BlockContent[]
  /** Whether the e-mail shows those too: where `alt` cannot tell all. */
  inMail: boolean
  /** Inline SVG for a column of text, in the archive's custom properties; links lead from a page two folders deep. */
  wide: string
  /** The same for a phone, as SVG or HTML; without it the equivalent stands there. */
  narrow?: string
  /** The picture in letters. */
  mail: MailDrawing
}

export interface MailDrawing {
  /** What stands for its address in the tree. */
  url: string
  /** In fixed colours. */
  svg: string
  /** As shown, in CSS pixels. */
  width: number
  height: number
}

/** A passage for some members: `:::audience{when='…'}`. */
export interface AudiencePassage extends Parent {
  type: 'audiencePassage'
  /** The condition in its normal form (`formatExpression`). */
  when: string
  /** What members for whom the condition is not true read instead. */
  otherwise: (BlockContent | DefinitionContent)[]
  children: (BlockContent | DefinitionContent)[]
}

/** An element that Markdown has no sign for, kept from sanitised HTML: `sub`, `sup`, `kbd`, `mark`, `small`, `u`, `ins`, `q`, `cite`, `span`, `bdi`, `bdo`, `var`, `samp`. */
export interface InlineElement extends Parent {
  type: 'inlineElement'
  name: string
  /** Only `lang` and `dir` survive. */
  attributes: Record<string, string>
  children: PhrasingContent[]
}

/** Definition lists (`Term`, `: meaning`), as remark-definition-list parses them. */
export interface DefinitionList extends Parent {
  type: 'defList'
  children: (DefinitionListTerm | DefinitionListDescription)[]
}

export interface DefinitionListTerm extends Parent {
  type: 'defListTerm'
  children: PhrasingContent[]
}

export interface DefinitionListDescription extends Parent {
  type: 'defListDescription'
  children: (BlockContent | DefinitionContent)[]
}

declare module 'mdast' {
  interface PhrasingContentMap {
    glossaryMention: GlossaryMention
    inlineElement: InlineElement
  }
  interface BlockContentMap {
    callout: Callout
    button: Button
    figure: Figure
    drawing: Drawing
    audiencePassage: AudiencePassage
    defList: DefinitionList
  }
  interface RootContentMap {
    glossaryMention: GlossaryMention
    inlineElement: InlineElement
    callout: Callout
    button: Button
    figure: Figure
    drawing: Drawing
    audiencePassage: AudiencePassage
    defList: DefinitionList
    defListTerm: DefinitionListTerm
    defListDescription: DefinitionListDescription
  }
}

declare module 'mdast' {
  interface TextData {
    /** Letters of `:plain[…]`, which are never linked. */
    glossaryPlain?: boolean
    /** What `:term[…]` said of letters in a heading or link, where there is no mention node. */
    glossaryMention?: Mention
    /** Words that a marked expansion added; no words of the author's. */
    glossaryExpansion?: boolean
  }
  interface LinkData {
    /** The mention that this link was made of. */
    glossaryMention?: Mention
  }
}

declare module 'unist' {
  interface Data {
    /** Of blocks that were HTML: `lang` and `dir`, and what a head of a table heads, as mdast-util-to-hast knows them. */
    hProperties?: Properties | undefined
    /** Whether a cell of a table holds blocks, as one of HTML may, and no running text of its own. */
    holdsBlocks?: boolean
    /** `th` of a head of a table that does not stand in the first row. */
    hName?: string | undefined
    /** On the heading and the lists of the author's own list of abbreviations at the end, where it says nothing else. */
    abbreviationList?: boolean
  }
}

declare module 'mdast' {
  interface ListItemData {
    /** Of an item in a numbered list: its author's number, where it does not follow from the item before. */
    number?: number
  }
}

declare module 'mdast' {
  interface HeadingData {
    /** The fragment of its address, as in the article's `headings`. */
    id?: string
  }
}
