import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** From so many articles on, what a build takes of memory counts for more than a few seconds of it. */
const manyArticles = 2_000

/** How much may be added to what was in use after the last time. */
const growth = 1.5

/** Up to so many bytes a heap may grow: clearing up what is nearly all in use takes time and gives nothing back. */
const leastBytes = 180_000_000

/** To look at the heap takes as long as to see that a page is as it was. */
const callsToALook = 8

/**
 * With many articles, gives what to call after each thing that was made: it clears a large heap up once it has grown by
 * half. V8 of its own accord lets what was made for one article after another pile up to several times what is in
 * use, because it knows nothing of what a build may take.
 */
export function createSweep(articles: number): () => void {
  if (articles < manyArticles) return () => undefined
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let most = leastBytes
  let calls = 0
  return () => {
    if (++calls % callsToALook !== 0) return
    if (getHeapStatistics().used_heap_size < most) return
    collect()
    most = Math.max(getHeapStatistics().used_heap_size * growth, leastBytes)
  }
}
