import type { Element } from 'hast'
import { toString } from 'mdast-util-to-string'
import type { LetterMeasures } from './measures/letter-measures.ts'

/** Room for a table's words in CSS pixels, and about how wide a letter is there. */
interface Screen {
  width: number
  letter: number
}

const cellPadding = 8

function wideScreen({ column, tableTextSize }: LetterMeasures): Screen {
  return { width: column, letter: (8.5 / 15) * tableTextSize }
}

/** 320 pixels, in the smaller type that the template's style sheet sets there. */
function narrowScreen({ margin }: LetterMeasures): Screen {
  return { width: 320 - 2 * margin, letter: 8 }
}

/**
 * Marks the cells whose words have to be broken so that the table fits: the longest words only, so that others stay
 * whole. `fold` is for narrow screens (the template's style sheet), `foldWide` for every screen.
 */
export function foldCells(
  table: Element,
  measures: LetterMeasures,
  mark: (cell: Element, fold: 'narrow' | 'wide') => void,
): void {
  const rows = rowsOf(table).map((row) => row.children.filter((child) => child.type === 'element'))
  const count = Math.max(0, ...rows.map((cells) => cells.length))
  const longest = Array.from({ length: count }, (_, column) => {
    return Math.max(0, ...rows.map((cells) => longestWord(cells[column])))
  })
  const caps = {
    wide: longestThatFits(longest, wideScreen(measures)),
    narrow: longestThatFits(longest, narrowScreen(measures)),
  }
  for (const cell of rows.flat()) {
    const word = longestWord(cell)
    if (word > caps.wide) mark(cell, 'wide')
    else if (word > caps.narrow) mark(cell, 'narrow')
  }
}

function rowsOf(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (child.type !== 'element') return []
    return child.tagName === 'tr' ? [child] : rowsOf(child)
  })
}

function longestWord(cell: Element | undefined): number {
  if (!cell) return 0
  return Math.max(
    0,
    ...toString(cell)
      .split(/[\s-]+/)
      .map((word) => word.length),
  )
}

/** The length up to which words stay whole: breaking only longer ones, the columns fit side by side. */
function longestThatFits(longest: readonly number[], { width, letter }: Screen): number {
  const letters = (width - longest.length * cellPadding) / letter
  for (let cap = Math.max(0, ...longest); cap > 2; cap -= 1) {
    if (longest.reduce((sum, one) => sum + Math.min(one, cap), 0) <= letters) return cap
  }
  return 2
}
