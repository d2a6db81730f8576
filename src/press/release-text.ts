import type { Cache, SourceFile } from '../workspace/index.ts'
import { manyArticles } from './many-articles.ts'

/**
 * With many articles, gives what to call when one has been made: its text moves from memory to the cache, from where
 * the few who still want it (an issue that shows a chart, a page of changes) read it, as it was.
 */
export function createTextRelease(
  articles: number,
  cache: Cache,
): (...holders: readonly SourceFile[]) => void {
  if (articles < manyArticles) return () => undefined
  return (...holders) => {
    const [first] = holders
    if (!first) return
    const { file, hash, source: value } = first
    cache.put('text', file, { key: hash, value })
    for (const holder of holders) {
      Object.defineProperty(holder, 'source', { get: () => cache.get('text', file)?.value ?? '' })
    }
  }
}
