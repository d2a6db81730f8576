import type { Element } from 'hast'
import { block, openWithin } from './blocks.ts'
import { isElement } from '../elements.ts'
import { classesOf, isUnread, saidBy } from './seen-elements.ts'
import type { Declarations } from './styles.ts'
import type { Context, ListContext, PageWalk } from './walk-page.ts'

/** A list, in whatever way its levels are written. */
export function list(walk: PageWalk, element: Element, context: Context, style: Declarations): void {
  if (context.isInLeaf) return block(walk, element, context)
  const made = listOf(element, style)
  if (made.flat) return block(walk, element, { ...context, list: made })
  // A list without items only sets in what it holds.
  if (!element.children.some((child) => isElement(child, 'li'))) return unlisted(walk, element, context)
  const leave = openWithin(walk, made.isOrdered && made.letters === undefined ? 'ol' : 'ul')
  if (leave) walk.descend(element, { ...context, list: made }, leave)
  else block(walk, element, context)
}

/** In a list, what sets in belongs to the item before it. */
function unlisted(walk: PageWalk, element: Element, context: Context): void {
  if (walk.builder.within !== 'ul' && walk.builder.within !== 'ol') return block(walk, element, context)
  walk.builder.reopenItem()
  walk.descend(element, context, () => walk.builder.close())
}

function listOf(element: Element, style: Declarations): ListContext {
  const isOrdered = element.tagName === 'ol'
  const isReversed = isOrdered && element.properties['reversed'] !== undefined
  const start = Number.parseInt(saidBy(element, 'start'), 10)
  const first = isReversed ? itemsIn(element) : 1
  const letters = isOrdered ? lettersOf(saidBy(element, 'type'), style['list-style-type']) : undefined
  const google = /^lst-kix_(.+)-(\d)$/.exec(
    classesOf(element).find((name) => name.startsWith('lst-kix_')) ?? '',
  )
  return {
    isOrdered,
    next: Number.isNaN(start) ? first : start,
    step: isReversed ? -1 : 1,
    ...(letters !== undefined && { letters }),
    ...(google && { flat: { level: Number(google[2]), list: google[1]! } }),
  }
}

function itemsIn(element: Element): number {
  return element.children.filter((child) => isElement(child, 'li') && !isUnread(child)).length
}

const letterTypes: Record<string, string> = {
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
}

function lettersOf(type: string, style: string | undefined): string | undefined {
  if (style !== undefined && Object.hasOwn(letterTypes, style)) return letterTypes[style]
  return /^[aAiI]$/.test(type) ? type : undefined
}

export function item(walk: PageWalk, element: Element, context: Context): void {
  const { builder } = walk
  const { list } = context
  const inList = builder.within === 'ul' || builder.within === 'ol'
  if (context.isInLeaf) return block(walk, element, context)
  const number = list && numberOf(element, list)
  const within: Context = { ...context }
  delete within.list
  const label = number === undefined || !list?.letters ? '' : `${lettersFor(number, list.letters)}. `
  if (list && !list.flat && inList) {
    if (!builder.open('li', {}, label === '' ? number : undefined)) return block(walk, element, within)
    walk.descend(element, within, () => builder.close())
  } else {
    const isOrdered = list?.isOrdered === true && label === ''
    const place = list?.flat ?? { level: 0 }
    builder.flatItem({ ...place, isOrdered, ...(isOrdered && number !== undefined && { number }) })
    builder.holdItem()
    walk.descend(element, within, () => builder.letItemGo())
  }
  if (label !== '') builder.label(label)
}

function numberOf(element: Element, list: ListContext): number {
  const value = Number.parseInt(saidBy(element, 'value'), 10)
  const number = Number.isNaN(value) ? list.next : value
  list.next = number + list.step
  return number
}

const romans: [string, number][] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
]

/** An item's number as its list writes it: `c`, `III`. */
function lettersFor(number: number, type: string): string {
  if (number < 1 || number > 3_999) return String(number)
  const letters = type.toLowerCase() === 'i' ? romanOf(number) : alphabetOf(number)
  return /[AI]/.test(type) ? letters.toUpperCase() : letters
}

function romanOf(number: number): string {
  let left = number
  let written = ''
  for (const [letters, value] of romans) {
    written += letters.repeat(Math.floor(left / value))
    left %= value
  }
  return written
}

function alphabetOf(number: number): string {
  let written = ''
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
    written = String.fromCharCode(97 + ((left - 1) % 26)) + written
  }
  return written
}
