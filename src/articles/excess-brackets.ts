/** Open brackets, brackets in a paragraph, and characters between one and its end, beyond which they are only text. */
export const maximumBrackets = 50
export const maximumBracketCount = 2_000
const maximumLabel = 5_000

export interface Brackets {
  /** Where those stand that are only text. */
  excess: ReadonlySet<number>
  /** Whether the paragraph has had none yet. */
  areNone: () => boolean
  open: (index: number) => void
  close: (index: number) => void
  endParagraph: (index: number) => void
}

/** Follows brackets through a source; for each that is open, the parser goes back to it from all that comes after. */
export function createBrackets(): Brackets {
  const excess = new Set<number>()
  let opened: number[] = []
  let count = 0
  const follow = (index: number): void => {
    dropFar(index)
    if (++count <= maximumBracketCount) return
    // One whose other half is only text would stay open to the end.
    for (const before of [...opened, index]) excess.add(before)
    opened = []
  }
  const dropFar = (index: number): void => {
    while (opened[0] !== undefined && index - opened[0] > maximumLabel) excess.add(opened.shift()!)
  }
  return {
    excess,
    areNone: () => count === 0,
    open: (index) => {
      follow(index)
      if (opened.push(index) > maximumBrackets) excess.add(index)
    },
    close: (index) => {
      follow(index)
      if (opened.length > maximumBrackets) excess.add(index)
      opened.pop()
    },
    endParagraph: (index) => {
      dropFar(index)
      opened = []
      count = 0
    },
  }
}

/** Whether brackets may be too far apart; lines that end with CRLF are all taken for one paragraph. */
export function hasLongParagraph(source: string): boolean {
  for (let start = 0; start >= 0; ) {
    const end = source.indexOf('\n\n', start + 1)
    if ((end < 0 ? source.length : end) - start > maximumLabel) return true
    start = end
  }
  return false
}
