import type { Element, Nodes, Root, Text } from 'hast'
import type { Brought } from '../document.ts'
import { element as elementOf, isElement } from '../elements.ts'
import { classesOf, isUnread, namesIn, saidBy, wordsIn } from './seen-elements.ts'
import { handlerOf } from './element-handlers.ts'
import { lostKindOf, wordsOfDrawing } from './lost-content.ts'
import type { Marks } from '../phrasing.ts'
import { marksWithin } from './marks.ts'
import { notesOf, type PageNotes } from './notes.ts'
import type { PageContent } from './page-content.ts'
import { Pictures } from './pictures.ts'
import { hides, Styles, type Declarations } from './styles.ts'
import { TreeBuilder } from '../tree-builder.ts'
import { isSpacer } from './word-lists.ts'
import type { ReportLoss } from '../report-loss.ts'

/** The list that items stand in. */
export interface ListContext {
  isOrdered: boolean
  next: number
  step: number
  /** How it counts, where it is not in numbers. */
  letters?: string
  /** Of a list of Google Docs: how deep it is, and its name. */
  flat?: { level: number; list: string }
}

/** What is true of all that an element holds. */
export interface Context {
  marks: Marks
  /** Whether it is in a heading or another block that holds no blocks. */
  isInLeaf?: boolean
  isPre?: boolean
  /** Whether its spaces are only there to draw a gap. */
  isSpacer?: boolean
  isHead?: boolean
  list?: ListContext
  /** The text that shows an item's sign, which its list shows itself. */
  marker?: ReadonlySet<Text>
}

/** What makes an element stand apart from the words round it, whatever it is. */
const blockDisplays = namesIn('block flex grid table list-item flow-root')

type Step = { node: Nodes; context: Context } | (() => void)

/** Walks over a page without recursion, and builds the document's tree. */
export class PageWalk {
  readonly builder = new TreeBuilder()
  readonly pictures: Pictures
  readonly styles: Styles
  readonly page: PageContent
  readonly brought: Brought
  readonly #notes: PageNotes
  readonly #report: ReportLoss
  readonly #steps: Step[] = []
  readonly #told = new Set<string>()
  #noteOpen: Element | undefined

  constructor(page: PageContent, brought: Brought, report: ReportLoss) {
    this.page = page
    this.brought = brought
    this.#report = report
    this.pictures = new Pictures(brought, page.base, report)
    this.styles = new Styles(page.styles)
    this.#notes = notesOf(page.content)
  }

  run(): Root {
    this.descend(this.page.content, { marks: {} })
    this.#walk()
    for (const [body, name] of this.#notes.bodies) {
      this.builder.open('section', { dataNote: name })
      this.#noteOpen = body
      this.descend(body, { marks: {} }, () => this.builder.close())
      this.#walk()
    }
    return this.builder.finish()
  }

  /** Goes on with what an element holds, and then does what is to be done at its end. */
  descend({ children }: Pick<Element | Root, 'children'>, context: Context, leave?: () => void): void {
    if (leave) this.#steps.push(leave)
    for (let at = children.length - 1; at >= 0; at--) this.#steps.push({ node: children[at]!, context })
  }

  /** The words before this place, as findings name it. */
  get near(): string {
    const words = this.builder.lastWords
    return words === '' ? ' at the beginning' : ` near “${words}”`
  }

  /** Reports what Markdown has no words for. */
  tellLost(what: string): void {
    const message = `Unexpected ${what}${this.near}, expected what Markdown has`
    if (this.#told.has(message)) return
    this.#told.add(message)
    this.#report('intake/lost-content', message)
  }

  #walk(): void {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      if (typeof step === 'function') step()
      else if (step.node.type === 'text') this.#text(step.node, step.context)
      else if (step.node.type === 'element') this.#element(step.node, step.context)
    }
  }

  #text(node: Text, { marks, marker, isSpacer }: Context): void {
    if (marker?.has(node)) return
    const value = isSpacer && node.value.trim() === '' ? ' ' : node.value
    this.builder.text(value, marks)
  }

  #element(element: Element, outer: Context): void {
    if (isUnread(element) || this.#isOfNote(element, outer)) return
    const style = this.styles.of(element)
    if (hides(style)) return this.#tellHidden(element)
    if (this.#isRemark(element, style)) return this.tellLost('comment of an editor')
    const context: Context = { ...outer, marks: marksWithin(element.tagName, style, outer.marks) }
    if (isSpacer(element)) context.isSpacer = true
    if (blockDisplays.has(style['display'] ?? '')) this.#setApart()
    const lost = lostKindOf(element)
    if (lost === undefined) return handlerOf(element)(this, element, context, style)
    if (lost !== '') this.tellLost(lost)
    const words = wordsOfDrawing(element)
    if (words === undefined) this.descend(element, context)
    else this.builder.text(words, context.marks)
  }

  /** What a style sheet hides may be shown by a program of the page. */
  #tellHidden(element: Element): void {
    const words = wordsIn(element)
    if (words === '') return
    const start = words.length > 80 ? `${words.slice(0, 80)}…` : words
    this.#report(
      'intake/left-out',
      `Unexpected hidden text “${start}”${this.near}, expected only what is seen`,
    )
  }

  #setApart(): void {
    this.builder.setApart()
    this.#steps.push(() => this.builder.setApart())
  }

  /** Whether an element calls for a note, leads back from one or holds one, which stands at the end. */
  #isOfNote(element: Element, { marks }: Context): boolean {
    const name = this.#notes.calls.get(element)
    if (name !== undefined) {
      const properties = { dataNoteRef: name }
      this.builder.element(elementOf('a', [], properties), marks)
    }
    const isBody = element !== this.#noteOpen && this.#notes.bodies.has(element)
    return name !== undefined || isBody || this.#notes.returns.has(element)
  }

  #isRemark(element: Element, style: Declarations): boolean {
    if (this.#notes.remarks.has(element)) return true
    if (/^comment(?:-list)?$/.test(style['mso-element'] ?? '')) return true
    return (
      classesOf(element).includes('MsoCommentReference') ||
      (isElement(element, 'a') && saidBy(element, 'className').includes('msocomanchor'))
    )
  }
}
