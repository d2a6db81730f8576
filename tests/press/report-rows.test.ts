import { writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRows, rowPieces, type WrittenRows } from '../../src/press/report-rows.ts'
import { makeFolder } from '../made-folders.ts'

const head = '{ "é": [\n'

/** What the rows of these keys come to: their text, and what is asked for of what was not there before. */
function write(keys: readonly string[], last?: WrittenRows) {
  const made: string[] = []
  const lengths: [string, number][] = []
  const rows = keys.map((key) => ({ key, text: () => (made.push(key), textOf(key)) }))
  const pieces = [...rowPieces(rows, last, (key, bytes) => lengths.push([key, bytes]))].map(String)
  return { text: pieces.join(''), made, lengths }
}

function textOf(key: string): string {
  return `{"key":"${key}","’":"${'–'.repeat(key.length)}"}`
}

describe('the rows of the report', () => {
  const file = path.join(makeFolder(), 'report.json')
  const anyKeys = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }), {
    maxLength: 12,
  })

  it('are the same whether they are copied or made, and only new ones are made', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, fc.infiniteStream(fc.boolean()), (before, others, choices) => {
        const first = write(before)
        writeFileSync(file, `${head}${first.text}\n]}`)
        const last = findRows(file, Buffer.byteLength(head), first.lengths)
        const kept = before.filter(() => choices.next().value)
        const after = [...new Set([...others.filter(() => choices.next().value), ...kept, ...others])]
        const next = write(after, last)
        expect(next.text).toBe(after.map(textOf).join(',\n'))
        expect(next.made).toEqual(after.filter((key) => !before.includes(key)))
        expect(next.lengths).toEqual(after.map((key) => [key, Buffer.byteLength(textOf(key))]))
      }),
    )
  })

  it('are copied in pieces where many stand one after another', () => {
    const keys = Array.from({ length: 3000 }, (_, index) => `${index}`.repeat(100))
    const first = write(keys)
    writeFileSync(file, `${head}${first.text}`)
    const last = findRows(file, Buffer.byteLength(head), first.lengths)
    const rows = keys.map((key) => ({ key, text: () => '' }))
    const sizes = Array.from(
      rowPieces(rows, last, () => undefined),
      (piece) => piece.length,
    )
    expect(sizes.length).toBeLessThan(10)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(Buffer.byteLength(first.text))
  })
})
