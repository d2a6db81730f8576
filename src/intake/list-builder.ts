import type { Element } from 'hast'
import { element, isElement } from './elements.ts'

/** How an item stands in its list. */
export interface ItemPlace {
  /** 0 for the outermost list. */
  level: number
  /** Its number; a bullet has none. */
  number?: number
  /** How far its words stand in, in any measure. */
  indent?: number
}

/** Puts items, which come one after another with their levels, into lists within lists. */
export interface ListBuilder {
  add: (paragraph: Element, place: ItemPlace) => void
  /** A further paragraph of the last item that stands in no deeper than it does, by level or indent. */
  goOn: (block: Element, place?: Partial<ItemPlace>) => void
  isOpen: () => boolean
  end: () => void
}

interface OpenList {
  list: Element
  level: number
  lastNumber: number
  indent: number | undefined
}

/** `begin` is given each outermost list when it begins. */
export function createListBuilder(begin: (list: Element) => void): ListBuilder {
  const open: OpenList[] = []

  function lastItem(): Element | undefined {
    return open.at(-1)?.list.children.at(-1) as Element | undefined
  }

  function closeBelow({ level = Infinity, indent = Infinity }: Partial<ItemPlace>): void {
    const isDeeper = (one: OpenList): boolean => one.level > level || (one.indent ?? 0) > indent
    while (open.length > 1 && isDeeper(open.at(-1)!)) open.pop()
  }

  /** Closes the lists that the item is not in. */
  function closeFor({ level, number }: ItemPlace): void {
    while (open.length > 0 && open.at(-1)!.level > level) open.pop()
    const last = open.at(-1)
    if (last?.level !== level) return
    const isSame = isElement(last.list, 'ol')
      ? number !== undefined && number > last.lastNumber
      : number === undefined
    if (!isSame) open.pop()
  }

  function openFor({ level, number, indent }: ItemPlace): OpenList {
    const last = open.at(-1)
    if (last?.level === level) return last
    const list = element(number === undefined ? 'ul' : 'ol', [])
    const around = lastItem()
    if (around) around.children.push(list)
    else begin(list)
    const opened = { list, level, lastNumber: (number ?? 1) - 1, indent }
    open.push(opened)
    return opened
  }

  return {
    add: (paragraph, place) => {
      closeFor(place)
      const opened = openFor(place)
      const isNext =
        place.number === undefined ||
        (place.number === opened.lastNumber + 1 && opened.list.children.length > 0)
      opened.list.children.push(
        element(
          'li',
          [paragraph],
          isNext || place.number === undefined ? {} : { value: String(place.number) },
        ),
      )
      if (place.number !== undefined) opened.lastNumber = place.number
    },
    goOn: (block, place = {}) => {
      closeBelow(place)
      lastItem()?.children.push(block)
    },
    isOpen: () => open.length > 0,
    end: () => void open.splice(0),
  }
}
