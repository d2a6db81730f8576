import type { Root } from 'hast'
import { TreeBuilder } from '../tree-builder.ts'
import { listRunAt, type TextItem } from './list-run.ts'
import { columnsOf, tableEnd } from './text-table.ts'
import { isBlank, textLine, type TextLine } from './text-line.ts'
import { areParagraphs, marginOf, meantBreaks } from './wrapping.ts'

/** Quotations within one another, beyond which the signs stay. */
const maximumQuotes = 20
const longestTitle = 90

const across = /^(?:-(?:[ \t]*-){2,}|\*(?:[ \t]*\*){2,}|_(?:[ \t]*_){2,}|={3,})$/
const underline = /^(?:={3,}|-{3,})$/
const quoted = /^>(?:[ \t>]|$)/

/** Walks over the lines of a text, and builds the document's tree of what they are surely meant to be. */
export class TextWalk {
  readonly #builder = new TreeBuilder()

  run(text: string): Root {
    const lines = text.split(/[\n\u2028\u2029]/).map((line) => textLine(line))
    const first = lines.findIndex((line) => !isBlank(line))
    const isTitled = isTitle(lines, first)
    if (isTitled) this.#heading('h1', lines[first]!)
    this.#blocks(isTitled ? lines.slice(first + 1) : lines, 0)
    return this.#builder.finish()
  }

  #blocks(lines: readonly TextLine[], depth: number): void {
    const margin = marginOf(lines)
    for (let at = 0; at < lines.length;)
      at = isBlank(lines[at]) ? at + 1 : this.#block(lines, at, margin, depth)
  }

  /** Puts in the block that begins at a line, and says where the next may begin. */
  #block(lines: readonly TextLine[], at: number, margin: number | undefined, depth: number): number {
    const line = lines[at]!
    if (isAcross(lines, at)) {
      this.#builder.rule()
      return at + 1
    }
    if (isUnderlined(lines, at)) {
      this.#heading(lines[at + 1]!.text.startsWith('=') ? 'h1' : 'h2', line)
      return at + 2
    }
    if (isQuoted(line, depth)) return this.#quotation(lines, at, depth)
    const list = listRunAt(lines, at, margin)
    if (list) {
      for (const item of list.items) this.#item(item, margin)
      this.#builder.endFlat()
      return list.end
    }
    const end = tableEnd(lines, at)
    if (end > at + 1) this.#table(lines.slice(at, end))
    return end > at + 1 ? end : this.#paragraphAt(lines, at, margin, depth)
  }

  #paragraphAt(lines: readonly TextLine[], from: number, margin: number | undefined, depth: number): number {
    let end = from + 1
    while (!isBlank(lines[end]) && !beginsBlock(lines, end, margin, depth)) end++
    const block = lines.slice(from, end)
    if (isAligned(block)) this.#aligned(block)
    else if (areParagraphs(block)) for (const line of block) this.#paragraph([line], margin)
    else this.#paragraph(block, margin)
    return end
  }

  #heading(tagName: string, line: TextLine): void {
    this.#builder.startLeaf(tagName)
    this.#builder.text(line.text, {})
    this.#builder.endLeaf()
  }

  #quotation(lines: readonly TextLine[], from: number, depth: number): number {
    let end = from
    while (end < lines.length && isQuoted(lines[end]!, depth)) end++
    const within = lines
      .slice(from, end)
      .map((line) => textLine(line.text.replace(/^> ?/, '') + (line.isBroken ? '  ' : '')))
    const isOpen = this.#builder.open('blockquote')
    this.#blocks(within, depth + 1)
    if (isOpen) this.#builder.close()
    return end
  }

  #item({ indent, marker, paragraphs }: TextItem, margin: number | undefined): void {
    const isOrdered = marker.kind === 'number'
    const { number } = marker
    this.#builder.flatItem({ level: indent, isOrdered, ...(number !== undefined && { number }) })
    if (marker.kind === 'letter') this.#builder.label(`${marker.sign} `)
    for (const lines of paragraphs) this.#paragraph(lines, margin, true)
  }

  #paragraph(lines: readonly TextLine[], margin: number | undefined, isInItem = false): void {
    const breaks = meantBreaks(lines, margin)
    this.#builder.startLeaf('p', isInItem)
    for (const [index, line] of lines.entries()) {
      this.#builder.text(line.text, {})
      if (index === lines.length - 1) break
      if (breaks[index]) this.#builder.break({})
      else this.#builder.text(' ', {})
    }
    this.#builder.endLeaf()
  }

  #aligned(lines: readonly TextLine[]): void {
    this.#builder.startLeaf('pre')
    this.#builder.text(lines.map((line) => line.raw).join('\n'), {})
    this.#builder.endLeaf()
  }

  #table(lines: readonly TextLine[]): void {
    const rows = columnsOf(lines)
    if (!this.#builder.open('table')) return this.#paragraph(lines, undefined)
    for (const row of rows) {
      this.#builder.open('tr')
      for (const cell of row) {
        this.#builder.open('td')
        this.#builder.text(cell, {})
        this.#builder.close()
      }
      this.#builder.close()
    }
    this.#builder.close()
  }
}

/** A short line that stands alone at the top, and is no sentence. */
function isTitle(lines: readonly TextLine[], at: number): boolean {
  const line = lines[at]
  if (!line || !isBlank(lines[at + 1]) || lines.slice(at + 1).every((other) => isBlank(other))) return false
  const isPlain =
    !line.marker && !quoted.test(line.text) && !across.test(line.text) && !/\t|:\/\/|@/.test(line.text)
  return isPlain && line.text.length <= longestTitle && !/[.,;:!…]["”’)]?$/.test(line.text)
}

function isQuoted(line: TextLine, depth: number): boolean {
  return depth < maximumQuotes && quoted.test(line.text)
}

/** A line across stands alone; below words it would underline them. */
function isAcross(lines: readonly TextLine[], at: number): boolean {
  return across.test(lines[at]!.text) && isBlank(lines[at - 1]) && isBlank(lines[at + 1])
}

/** A heading stands alone, and its line is about as long as it is. */
function isUnderlined(lines: readonly TextLine[], at: number): boolean {
  const { text, marker } = lines[at]!
  const below = lines[at + 1]?.text ?? ''
  if (!underline.test(below) || !isBlank(lines[at - 1]) || quoted.test(text) || marker?.kind === 'bullet')
    return false
  return (
    !across.test(text) &&
    text.length <= longestTitle &&
    below.length >= text.length / 3 &&
    below.length <= text.length * 3
  )
}

/** Whether a line within a block begins another: a quotation, a table, or a list that is surely one. */
function beginsBlock(
  lines: readonly TextLine[],
  at: number,
  margin: number | undefined,
  depth: number,
): boolean {
  const line = lines[at]!
  if (isQuoted(line, depth) || tableEnd(lines, at) > at + 1) return true
  if ((line.marker?.number ?? 1) !== 1) return false
  const list = listRunAt(lines, at, margin)
  return list !== undefined && list.items.length > 1
}

/** Whether spaces set words below one another, as in tables that are typed. */
function isAligned(lines: readonly TextLine[]): boolean {
  const count = lines.filter((line) => / {3}/.test(line.text)).length
  return count >= 2 && count >= lines.length / 2
}
