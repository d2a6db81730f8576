import type { Element, ElementContent, Properties, Root } from 'hast'
import { withoutControls } from '../model/control-characters.ts'
import { element as elementOf } from './elements.ts'
import { isAllStrong, paragraphsOf, phrasingOf, withoutStrong, type Marks, type Run } from './phrasing.ts'

/** An item of a list whose levels are only said, not built, as Word and Google Docs write it. */
export interface FlatItem {
  /** What makes it deeper than another: its number of levels, or how far it is set in. */
  level: number
  isOrdered: boolean
  number?: number
  /** Which list it belongs to, where that is said. */
  list?: string
}

interface Container {
  element: Element
  /** Of a numbered list: the number that its next item has if it says none. */
  next: number
  /** Of an item: the number it says. */
  number?: number | undefined
  flat?: FlatItem
  /** An item that stands in its list already. */
  isReopened?: true
}

interface Leaf {
  tagName: string
  runs: Run[]
  /** Whether it belongs to the item of a flat list, which other blocks end. */
  isInItem: boolean
}

/** Elements within one another, beyond which words stand where they are without more of them. */
const maximumDepth = 60
/** What is of use without anything in it. */
const mayBeEmpty = new Set(['td', 'th'])
const itemsOf: Record<string, string> = { ul: 'li', ol: 'li', dl: 'dd' }
const holdsOneParagraph = new Set(['li', 'td', 'th', 'dt', 'dd'])

/** Makes a document's tree from what a walk over it meets, in the order of reading. */
export class TreeBuilder {
  readonly #root: Container = { element: elementOf('root', []), next: 1 }
  readonly #containers: Container[] = [this.#root]
  #leaf: Leaf | undefined
  #itemsHeld = 0
  #lastWords = ''
  #label = ''

  /** The element that blocks are put into at this moment. */
  get within(): string {
    return this.#top.element.tagName
  }

  get isInFlatItem(): boolean {
    return this.#top.flat !== undefined
  }

  /** The last words so far, for findings that say where they are. */
  get lastWords(): string {
    const words = this.#lastWords.replace(/\s+/g, ' ').trim()
    return words.length <= 40 ? words : words.slice(-40).replace(/^\S*\s/, '')
  }

  get #top(): Container {
    return this.#containers.at(-1)!
  }

  /** Begins a container; false where it would be too deep, and then nothing is to be closed. */
  open(tagName: string, properties: Properties = {}, number?: number): boolean {
    this.endLeaf()
    if (this.#itemsHeld === 0) this.endFlat()
    if (this.#containers.length > maximumDepth) return false
    this.#containers.push({ element: elementOf(tagName, [], properties), next: 1, number })
    return true
  }

  close(): void {
    this.endLeaf()
    this.endFlat()
    this.#pop()
  }

  /** Goes on in the last item of the list that is open, for lists that stand between its items. */
  reopenItem(): boolean {
    this.endLeaf()
    const last = this.#top.element.children.at(-1)
    if (last?.type !== 'element' || last.tagName !== 'li') return this.open('li')
    this.#containers.push({ element: last, next: 1, isReopened: true })
    return true
  }

  /** Begins an item of a flat list, in as many lists as its level says. */
  flatItem(said: FlatItem): void {
    this.endLeaf()
    const isTooDeep = this.#containers.length > maximumDepth && this.#top.flat
    const item = isTooDeep ? { ...said, level: Math.min(said.level, isTooDeep.level) } : said
    for (let flat = this.#top.flat; flat && flat.level > item.level; flat = this.#top.flat)
      this.#endFlatItem(true)
    const flat = this.#top.flat
    const isSame = flat?.level === item.level
    if (isSame) this.#endFlatItem(flat.isOrdered !== item.isOrdered || startsAnew(flat, item))
    if (this.within !== 'ul' && this.within !== 'ol') {
      this.#containers.push({ element: elementOf(item.isOrdered ? 'ol' : 'ul', []), next: 1 })
    }
    this.#containers.push({ element: elementOf('li', []), next: 1, number: item.number, flat: item })
  }

  /** What follows belongs to the item of the flat list, until it is let go. */
  holdItem(): void {
    this.#itemsHeld++
  }

  letItemGo(): void {
    this.endLeaf()
    this.#itemsHeld--
  }

  endFlat(): void {
    while (this.#top.flat) this.#endFlatItem(true)
  }

  #endFlatItem(withList: boolean): void {
    this.#pop()
    if (withList) this.#pop()
  }

  #pop(): void {
    const closed = this.#containers.pop()!
    this.#label = ''
    const { element } = closed
    if (holdsOneParagraph.has(element.tagName)) unwrapOnlyParagraph(element)
    if (element.tagName === 'section') removeFirstRules(element)
    if (closed.isReopened) return
    if (element.children.length === 0 && !mayBeEmpty.has(element.tagName)) return
    if (element.tagName === 'tr' && element.children.every(isEmpty)) return
    if (element.tagName === 'li') this.#number(closed)
    this.#top.element.children.push(element)
  }

  /** Says an item's number where it is not the next one. */
  #number({ element, number }: Container): void {
    const list = this.#top
    if (list.element.tagName !== 'ol') return
    if (number !== undefined && number !== list.next) element.properties['value'] = String(number)
    list.next = (number ?? list.next) + 1
  }

  /** Begins a paragraph, a heading or another block of running text. */
  startLeaf(tagName: string, isInItem = false): void {
    this.endLeaf()
    this.#leaf = { tagName, runs: [], isInItem: isInItem || this.#itemsHeld > 0 }
  }

  /** Sets what follows apart from what stands before it; in a heading, which holds no blocks, by a break. */
  setApart(): void {
    if (this.#leaf && this.#leaf.tagName !== 'p') this.#leaf.runs.push({ type: 'break', marks: {} })
    else this.endLeaf()
  }

  /** Words that the next words in an item begin with: its sign, where its list shows none. */
  label(words: string): void {
    this.#label = words
  }

  text(value: string, marks: Marks): void {
    const clean = withoutControls(value)
    if (this.#label !== '' && clean.trim() !== '') {
      this.#add({ type: 'text', value: this.#label, marks: {} })
      this.#label = ''
    }
    this.#lastWords = (this.#lastWords + clean).slice(-200)
    this.#add({ type: 'text', value: clean, marks })
  }

  break(marks: Marks): void {
    this.#add({ type: 'break', marks })
  }

  element(element: Element, marks: Marks): void {
    this.#add({ type: 'element', element, marks })
  }

  /** A block that holds nothing: a line across. */
  rule(): void {
    this.endLeaf()
    if (this.#itemsHeld === 0) this.endFlat()
    if (itemsOf[this.within] === undefined) this.#top.element.children.push(elementOf('hr', []))
  }

  #add(run: Run): void {
    this.#leaf ??= { tagName: 'p', runs: [], isInItem: this.#itemsHeld > 0 }
    this.#leaf.runs.push(run)
  }

  endLeaf(): void {
    const leaf = this.#leaf
    this.#leaf = undefined
    if (!leaf) return
    const blocks = leaf.tagName === 'pre' ? preOf(leaf.runs) : blocksOf(leaf)
    if (blocks.length === 0) return
    this.#lastWords += ' '
    if (!leaf.isInItem) this.endFlat()
    for (const block of blocks) this.#put(block)
  }

  /** Words between the items of a list are one, and those in a list of definitions say what is defined. */
  #put(block: Element): void {
    const item = itemsOf[this.within]
    if (item !== undefined && this.open(item)) {
      this.#top.element.children.push(block)
      this.close()
    } else this.#top.element.children.push(block)
  }

  finish(): Root {
    this.endLeaf()
    this.endFlat()
    while (this.#containers.length > 1) this.close()
    return { type: 'root', children: this.#root.element.children }
  }
}

function startsAnew(last: FlatItem, item: FlatItem): boolean {
  return last.list !== item.list && item.number === 1
}

function isEmpty(node: ElementContent): boolean {
  return node.type === 'element' && node.children.length === 0
}

/** Where an item or a cell has one paragraph, with nothing but lists beside it, its words stand in it directly. */
function unwrapOnlyParagraph(element: Element): void {
  const [first, ...others] = element.children
  if (first?.type !== 'element' || first.tagName !== 'p') return
  if (others.some((other) => other.type !== 'element' || !/^[uo]l$/.test(other.tagName))) return
  element.children = [...first.children, ...others]
}

/** The line that parts notes from the text belongs to none of them. */
function removeFirstRules(note: Element): void {
  const first = note.children.findIndex((child) => child.type !== 'element' || child.tagName !== 'hr')
  note.children.splice(0, first === -1 ? note.children.length : first)
}

function blocksOf({ tagName, runs }: Leaf): Element[] {
  const isHeading = /^h[1-6]$/.test(tagName)
  const lines = isHeading
    ? runs.map((run): Run => (run.type === 'break' ? { ...run, type: 'text', value: ' ' } : run))
    : runs
  return paragraphsOf(lines).map((line) => {
    const hasWords = line.some((run) => run.type === 'text')
    const phrasing = phrasingOf(isHeading && isAllStrong(line) ? withoutStrong(line) : line)
    return elementOf(isHeading && !hasWords ? 'p' : tagName, phrasing)
  })
}

/** Text whose spaces and lines are its author's; pictures in it stand after it. */
function preOf(runs: readonly Run[]): Element[] {
  const blocks: Element[] = []
  const value = runs
    .map((run) => (run.type === 'text' ? run.value : run.type === 'break' ? '\n' : ''))
    .join('')
  if (value.trim() !== '') {
    const text = value.replace(/^\n/, '').trimEnd()
    blocks.push(elementOf('pre', [{ type: 'text', value: text }]))
  }
  const elements = runs.filter((run) => run.type === 'element')
  if (elements.length > 0)
    blocks.push(
      elementOf(
        'p',
        elements.map((run) => run.element),
      ),
    )
  return blocks
}
