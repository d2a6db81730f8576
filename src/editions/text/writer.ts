import type { Mention } from '../../model/mention.ts'
import type { Messages } from '../../templates/index.ts'

/** What writing one file's blocks as text needs to know. */
export interface Writer {
  words: Messages
  /** The language of what is written. */
  language: string
  /** Of how many quotations it is part. */
  quotations: number
  /** Numbers of footnotes by identifier. */
  noteNumbers: ReadonlyMap<string, number>
  /** An absolute, safe address, or nothing. */
  link(url: string): string | undefined
  /** What is added in brackets after a mention. */
  expansion(mention: Mention): string | undefined
  links: LinkList
}

/** The writer of what a node holds, which may be in another language. */
export function inLanguage(writer: Writer, language: unknown): Writer {
  return typeof language === 'string' ? { ...writer, language } : writer
}

/** Numbers the addresses of a letter; an address met again keeps its number. */
export class LinkList {
  readonly #numbers = new Map<string, number>()
  /** Numbers in brackets that the authors wrote for something of their own. */
  readonly #written: ReadonlySet<number>
  #last = 0
  #taken = 0

  constructor(written: ReadonlySet<number>) {
    this.#written = written
  }

  /** The number of an address. */
  number(url: string): number {
    const known = this.#numbers.get(url)
    if (known !== undefined) return known
    do this.#last++
    while (this.#written.has(this.#last))
    this.#numbers.set(url, this.#last)
    return this.#last
  }

  /** The addresses numbered since it was last asked, one a line. */
  takeNew(): string[] {
    const all = [...this.#numbers].map(([url, number]) => `[${number}] ${url}`)
    const fresh = all.slice(this.#taken)
    this.#taken = all.length
    return fresh
  }
}
