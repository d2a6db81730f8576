import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestFirst, oldestFirst, readingOrder } from '../../src/press/archive/order.ts'
import type { ArticleRecord } from '../../src/press/article-records.ts'
import { keepRecords, keptRecord, readRecords, type KeptRecord } from '../../src/press/kept-records.ts'
import { openCache } from '../../src/workspace/index.ts'
import { makeFacts } from '../editions/archive/site.ts'
import { makeFolder } from '../made-folders.ts'

const use = fc.tuple(fc.nat(1000), fc.nat(50), fc.nat(2 ** 48 - 1))

const article = fc
  .record({ file: fc.string({ unit: 'binary' }), title: fc.string(), uses: fc.array(use, { maxLength: 5 }) })
  .map(({ file, title, uses }): KeptRecord => {
    const record = {
      file,
      key: title,
      facts: makeFacts({ slug: 's', title }),
      uses: {
        terms: Uint32Array.from(uses, ([term]) => term),
        counts: Uint32Array.from(uses, ([, count]) => count),
        sentences: Float64Array.from(uses, ([, , hash]) => hash),
      },
    } as unknown as ArticleRecord
    return keptRecord(`hash-of-${title.length}`, record)
  })

const articles = fc.uniqueArray(article, { maxLength: 8, selector: ({ record }) => record.file })

const none = { files: [], get: () => undefined }

describe('the records of articles', () => {
  it('are kept together, each with its own uses of terms', () => {
    fc.assert(
      fc.property(articles, (kept) => {
        const cache = openCache(makeFolder())
        keepRecords(cache, 'common', kept, none)
        const read = readRecords(cache, 'common')
        expect(read.files).toEqual(kept.map(({ record }) => record.file))
        // A second time, after all that was kept.
        keepRecords(cache, 'common', kept.toReversed(), read)
        const again = readRecords(cache, 'common')
        for (const each of kept) {
          expect(again.get(each.record.file, each.hash)).toEqual({ ...each, place: expect.any(Number) })
          expect(read.get(each.record.file, each.hash)).toEqual({ ...each, place: expect.any(Number) })
          expect(read.get(each.record.file, 'of another text')).toBeUndefined()
        }
        expect(read.get('no such file', 'hash-of-1')).toBeUndefined()
        cache.close()
      }),
      { numRuns: 60 },
    )
  })

  it('are written anew where something has changed among some hundreds, and as many as there are', () => {
    const cache = openCache(makeFolder())
    const made = fc.sample(article, 700).map((one, index) => {
      return keptRecord(one.hash, { ...one.record, file: `articles/${index}.md` })
    })
    let now: KeptRecord[] = []
    const keep = (files: readonly KeptRecord[]): string[] => {
      const written: string[] = []
      const put: typeof cache.put = (kind, name, entry) => {
        written.push(name)
        cache.put(kind, name, entry)
      }
      const last = readRecords(cache, 'common')
      now = files.map((one) => last.get(one.record.file, one.hash) ?? one)
      keepRecords({ ...cache, put }, 'common', now, last)
      const read = readRecords(cache, 'common')
      expect(read.files).toEqual(files.map(({ record }) => record.file))
      for (const { record, hash } of files)
        expect(read.get(record.file, hash)?.record.uses).toEqual(record.uses)
      return written
    }
    expect(keep(made)).toEqual(['0', '1', '2'])
    expect(keep(made)).toEqual([])
    expect(keep(made.map((one, index) => (index === 300 ? { ...one, hash: 'new' } : one)))).toEqual(['1'])
    expect(keep(made.slice(0, 600))).toEqual(['1', '2'])
    expect(keep(made.slice(0, 512))).toEqual([])
    expect(keep(made.slice(1, 512))).toEqual(['0', '1'])
    expect(keep([])).toEqual([])
    cache.close()
  })

  it('are not read where their uses of terms are those of another build', () => {
    const cache = openCache(makeFolder())
    const [one] = fc.sample(article, 1)
    const uses = { ...one!.record.uses, counts: one!.record.uses.counts.map((count) => count + 1) }
    keepRecords(cache, 'common', [one!], none)
    const before = cache.getBytes('record-uses', '0')!
    keepRecords(cache, 'common', [{ ...one!, text: `${one!.text} `, record: { ...one!.record, uses } }], none)
    expect(readRecords(cache, 'common').get(one!.record.file, one!.hash)).toBeDefined()
    cache.putBytes('record-uses', '0', before)
    expect(readRecords(cache, 'common').get(one!.record.file, one!.hash)).toBeUndefined()
    cache.close()
  })

  it('are not given to articles made with other settings, but named, so that they can be forgotten', () => {
    const cache = openCache(makeFolder())
    const [one] = fc.sample(article, 1)
    keepRecords(cache, 'common', [one!], none)
    const read = readRecords(cache, 'other')
    expect(read.files).toEqual([one!.record.file])
    expect(read.get(one!.record.file, one!.hash)).toBeUndefined()
    cache.close()
  })
})

describe('the order of reading', () => {
  it('is the one that sorting gives', () => {
    const date = fc.option(fc.constantFrom('2023-01-01', '2023-02-01', '2024-01-01'), { nil: undefined })
    const listed = fc.uniqueArray(
      fc.record({ title: fc.constantFrom('A', 'B', 'C'), date, slug: fc.nat(50) }),
      {
        selector: ({ slug }) => slug,
      },
    )
    fc.assert(
      fc.property(listed, (metas) => {
        const articles = metas
          .map(
            (meta) => ({ facts: { meta: { ...meta, slug: String(meta.slug) } } }) as unknown as ArticleRecord,
          )
          .sort(newestFirst)
        const order = readingOrder(articles).map((index) => articles[index])
        expect(order).toEqual([...articles].sort(oldestFirst))
      }),
    )
  })
})
