import type { Element } from 'hast'
import { classesOf, saidBy } from './seen-elements.ts'

/** What a style says, by the property's name; values in small letters. */
export type Declarations = Readonly<Record<string, string>>

/** What of a style sheet can mean more than looks. */
const meaningful = new Set([
  'font-weight',
  'font-style',
  'text-decoration',
  'text-decoration-line',
  'vertical-align',
  'display',
  'visibility',
  'mso-hide',
])

/** Whether a style says that nobody is to see what has it. */
export function hides(style: Declarations): boolean {
  return (
    style['display'] === 'none' ||
    style['mso-hide'] === 'all' ||
    /^(?:hidden|collapse)$/.test(style['visibility'] ?? '')
  )
}

/** Styles of a page: those that elements say themselves, and those that its style sheets give to classes. */
export class Styles {
  readonly #byClass = new Map<string, Declarations>()
  readonly #read = new Map<string, Declarations>()

  constructor(sheets: readonly string[]) {
    for (const sheet of sheets) this.#readSheet(sheet)
  }

  of(element: Element): Declarations {
    const own = this.#readOnce(saidBy(element, 'style'))
    if (this.#byClass.size === 0) return own
    const parts: Declarations[] = []
    for (const name of classesOf(element)) {
      for (const selector of [`.${name}`, `${element.tagName}.${name}`]) {
        const found = this.#byClass.get(selector.toLowerCase())
        if (found) parts.push(found)
      }
    }
    return parts.length === 0 ? own : Object.assign({}, ...parts, own)
  }

  #readOnce(style: string): Declarations {
    const known = this.#read.get(style)
    if (known) return known
    const read = readDeclarations(style)
    this.#read.set(style, read)
    return read
  }

  /** Rules for one class, as Google Docs writes them; not those for some media. */
  #readSheet(sheet: string): void {
    const text = sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '').replace(/<!--|-->/g, '')
    let depth = 0
    for (const [, selectors, sign] of `${text}}`.matchAll(/([^{};]*)([{};])/g)) {
      if (sign === '}') depth = Math.max(0, depth - 1)
      if (sign === '{') depth++
      if (sign === '{' && depth === 1) this.#selectors = selectors!.trim()
      else if (depth === 1 || sign === '}') this.#addRule(selectors!)
      if (depth === 0) this.#selectors = ''
    }
  }

  #selectors = ''

  #addRule(declaration: string): void {
    const entries = Object.entries(readDeclarations(declaration)).filter(([name]) => meaningful.has(name))
    if (entries.length === 0) return
    for (const selector of this.#selectors.split(',')) {
      const name = selector.trim().toLowerCase()
      if (!/^[a-z0-9]*\.[\w-]+$/.test(name)) continue
      this.#byClass.set(name, { ...this.#byClass.get(name), ...Object.fromEntries(entries) })
    }
  }
}

function readDeclarations(style: string): Declarations {
  const read: Record<string, string> = {}
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon === -1) continue
    const value = declaration.slice(colon + 1).replace(/!\s*important/i, '')
    read[declaration.slice(0, colon).trim().toLowerCase()] = value.replace(/\s+/g, ' ').trim().toLowerCase()
  }
  return read
}

const units: Record<string, number> = { pt: 1, px: 0.75, in: 72, cm: 28.35, mm: 2.835, em: 12, rem: 12 }

/** A length in points; 0 where there is none. */
export function pointsOf(length: string | undefined): number {
  const parts = /^(-?[\d.]+)([a-z]+)/.exec(length ?? '')
  return parts ? Number(parts[1]) * (units[parts[2]!] ?? 0) : 0
}
