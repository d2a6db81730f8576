import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { ArticleSource } from '../workspace/index.ts'
import { createArticleMaker, type ArticleSettings, type MadeArticle } from './make-article.ts'

/** The native parser gives a tree's memory back only when the event loop turns. */
const articlesInATurn = 20

/** Fewer articles than this are made sooner than a worker starts. */
const worthWorkers = 40

/**
 * Makes articles, `jobs` at a time, and hands each to `onMade` as it is ready, in no particular order.
 * What is made does not depend on the number of jobs.
 */
export async function makeArticles(
  sources: readonly ArticleSource[],
  common: ArticleSettings,
  jobs: number,
  onMade: (source: ArticleSource, made: MadeArticle) => void,
): Promise<void> {
  if (jobs <= 1 || sources.length < worthWorkers) {
    if (sources.length === 0) return
    const maker = createArticleMaker(common)
    for (const [index, source] of sources.entries()) {
      if (index % articlesInATurn === 0) await nextTurn()
      onMade(source, await maker.make(source))
    }
    return
  }
  const waiting = [...sources]
  await Promise.all(
    Array.from({ length: Math.min(jobs, sources.length) }, () => runWorker(waiting, common, onMade)),
  )
}

type Answer = { file: string; made: MadeArticle } | { file: string; error: unknown }

/** One worker takes articles from those that wait until none is left; two are under way so that it never idles. */
function runWorker(
  waiting: ArticleSource[],
  common: ArticleSettings,
  onMade: (source: ArticleSource, made: MadeArticle) => void,
): Promise<void> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./article-worker.${ending}`, import.meta.url), { workerData: common })
  const underWay = new Map<string, ArticleSource>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const next = (): void => {
    const source = waiting.shift()
    if (source) {
      underWay.set(source.file, source)
      worker.postMessage(source)
    } else if (underWay.size === 0) void worker.terminate().then(() => resolve())
  }
  worker.on('error', reject)
  worker.on('message', (answer: Answer) => {
    const source = underWay.get(answer.file)
    underWay.delete(answer.file)
    if ('error' in answer) reject(answer.error)
    else if (source) onMade(source, answer.made)
    next()
  })
  next()
  next()
  return promise.finally(() => void worker.terminate())
}
