import type { Element, ElementContent } from 'hast'
import { changeText, element, isElement, textIn } from '../elements.ts'
import { createListBuilder } from '../list-builder.ts'

/** A bullet that somebody typed; a hyphen or dash is one only where the next paragraph has one too. */
const bullet = /^\s*([•·▪◦●○■❖➢\uF0B7]|[-–—*](?=\s))\s*/u
const sure = /^\s*[•·▪◦●○■❖➢\uF0B7]/u
const typedNumber = /^\s*(\d{1,3})[.)]\s*\t\s*/

/** Makes lists of paragraphs with typed bullets and numbers, and tables of those with tabs between their words. */
export function buildTypedStructure(blocks: readonly ElementContent[]): ElementContent[] {
  const built: ElementContent[] = []
  for (let index = 0; index < blocks.length;) {
    const run = runFrom(blocks, index)
    built.push(...run.made)
    index += run.length
  }
  for (const block of built) changeText(block, (value) => value.replaceAll('\t', ' '))
  return built
}

interface Run {
  made: ElementContent[]
  length: number
}

function runFrom(blocks: readonly ElementContent[], index: number): Run {
  return (
    listFrom(blocks, index, bulletItem) ??
    listFrom(blocks, index, numberItem) ??
    tableFrom(blocks, index) ?? { made: [blocks[index]!], length: 1 }
  )
}

interface TypedItem {
  sign: RegExp
  number?: number
  isSure: boolean
}

function bulletItem(text: string): TypedItem | undefined {
  return bullet.test(text) ? { sign: bullet, isSure: sure.test(text) } : undefined
}

function numberItem(text: string): TypedItem | undefined {
  const number = typedNumber.exec(text)?.[1]
  return number === undefined ? undefined : { sign: typedNumber, number: Number(number), isSure: true }
}

function listFrom(
  blocks: readonly ElementContent[],
  index: number,
  read: (text: string) => TypedItem | undefined,
): Run | undefined {
  const items: [Element, TypedItem][] = []
  for (const block of blocks.slice(index)) {
    const item = isElement(block, 'p') ? read(textIn(block)) : undefined
    if (!item) break
    items.push([block as Element, item])
  }
  if (items.length === 0 || (items.length === 1 && !items[0]![1].isSure)) return undefined
  const made: ElementContent[] = []
  const lists = createListBuilder((list) => made.push(list))
  for (const [paragraph, { sign, number }] of items) {
    removeStart(paragraph, sign.exec(textIn(paragraph))![0].length)
    lists.add(paragraph, { level: 0, ...(number !== undefined && { number }) })
  }
  return { made, length: items.length }
}

/** Takes so many characters from the beginning of a paragraph's text. */
function removeStart(paragraph: Element, length: number): void {
  let left = length
  changeText(paragraph, (value) => {
    const taken = Math.min(left, value.length)
    left -= taken
    return value.slice(taken)
  })
}

/** Two rows at least, each with the same number of cells, and in each some words. */
function tableFrom(blocks: readonly ElementContent[], index: number): Run | undefined {
  const rows: ElementContent[][][] = []
  for (const block of blocks.slice(index)) {
    const cells = isElement(block, 'p') ? cellsOf(block) : []
    const isRow = cells.length > 1 && cells.every((cell) => cell.map(textIn).join('').trim() !== '')
    if (!isRow || cells.length !== (rows[0]?.length ?? cells.length)) break
    rows.push(cells)
  }
  if (rows.length < 2) return undefined
  const made = rows.map((cells) =>
    element(
      'tr',
      cells.map((cell) => element('td', [element('p', cell)])),
    ),
  )
  // Nobody has said that the first row is a heading.
  const heading = element(
    'tr',
    rows[0]!.map(() => element('th', [])),
  )
  return { made: [element('table', [heading, ...made])], length: rows.length }
}

/** A paragraph's words between its tabs; several tabs in a row move the next word to one place. */
function cellsOf(paragraph: Element): ElementContent[][] {
  const cells: ElementContent[][] = [[]]
  for (const child of paragraph.children) {
    if (child.type !== 'text') cells.at(-1)!.push(child)
    else
      for (const [at, value] of child.value.split(/\t+/).entries()) {
        if (at > 0) cells.push([])
        if (value !== '') cells.at(-1)!.push({ type: 'text', value })
      }
  }
  if (cells[0]?.length === 0) cells.shift()
  if (cells.at(-1)?.length === 0) cells.pop()
  return cells
}
