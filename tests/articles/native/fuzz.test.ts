import fc from 'fast-check'
import { expect, it } from 'vitest'
import { processArticle } from '../../../src/articles/index.ts'
import { createGlossaryIndex } from '../../../src/glossary/index.ts'
import type { Settings } from '../../../src/model/settings.ts'
import { mutated } from './documents.ts'
import { gfmExamples } from './gfm-examples.ts'
import { isReadNatively } from './same-tree.ts'
import { writtenDocuments } from './written-documents.ts'

/** `npm run test:fuzz` asks for 100,000; a run goes on where another stopped by `FUZZ_SEED`, which each prints. */
const documents = Number(process.env['FUZZ_DOCUMENTS'] ?? 1_000)
const first = Number(process.env['FUZZ_SEED'] ?? 1)
const documentsPerSeed = 500

const short = writtenDocuments()
  .map(([, text]) => text)
  .filter(({ length }) => length < 2_000)
const fuzzed = mutated([...short, ...gfmExamples])

it('no document is lost, and none is read differently, however broken it is', { timeout: 3_600_000 }, () => {
  const last = first + Math.ceil(documents / documentsPerSeed) - 1
  let native = 0
  for (let seed = first; seed <= last; seed++) {
    if ((seed - first) % 20 === 0) process.stdout.write(`fuzz: seeds ${seed} to ${last} (FUZZ_SEED=${seed})\n`)
    const property = fc.property(fuzzed, (text) => {
      if (isReadNatively(text)) native++
    })
    fc.assert(property, { numRuns: documentsPerSeed, seed })
  }
  process.stdout.write(`fuzz: ${native} of ${documents} documents read natively, as remark-parse reads them\n`)
  expect(native / documents).toBeGreaterThan(0.1)
})

it('an article is made of every document', () => {
  const settings = {
    series: [],
    attributes: {},
    parser: 'native',
    linking: { policy: { email: 'first', text: 'first', archive: 'section' }, sectionDepth: 2, ignore: [] },
  } as unknown as Settings
  const context = { settings, index: createGlossaryIndex([]), vetted: { by: 'native' as const } }
  const meta = { title: 'A', authors: [], tags: [], draft: false, senses: {}, slug: 'a', aliases: [] }
  const property = fc.property(fuzzed, (source) => {
    const input = { file: 'articles/a.md', source, meta, metaPlaces: {} }
    const failed: string[] = []
    const article = processArticle(input, context, ({ rule }) => {
      if (rule === 'articles/native-parser-failed') failed.push(rule)
    })
    expect(failed).toEqual([])
    expect(article.tree.type).toBe('root')
  })
  fc.assert(property, { numRuns: Math.min(documents / 4, 1_000), seed: first })
})
