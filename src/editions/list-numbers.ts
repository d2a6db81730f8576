import type { List } from 'mdast'

/** The numbers that a list shows: its author's where they are not those that would follow. */
export function numbersOf({ start, children }: List): number[] {
  let next = start ?? 1
  return children.map(({ data }) => {
    const number = data?.number ?? next
    next = number + 1
    return number
  })
}

/** The digits of a list's longest number; none without numbers. */
export function digitsOf(list: List): number {
  return list.ordered ? String(Math.max(...numbersOf(list))).length : 0
}

/** Digits for which there is no room before an item unless it is made. */
export const manyDigits = 3
