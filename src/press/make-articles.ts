import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Vetted } from '../articles/index.ts'
import type { ArticleSource } from '../workspace/index.ts'
import type { Task } from './article-worker.ts'
import { createArticleMaker, type ArticleSettings, type MadeArticle } from './make-article.ts'

/** Fewer articles than this are made sooner than a worker starts. */
const worthWorkers = 40

/**
 * Makes articles, `jobs` at a time, and hands each to `onMade` as it is ready, in no particular order. Takes them out
 * of `waiting`, so that the texts of those that are made are held no longer than they must be. `vet` says how
 * the native parser takes one. This thread is one of those that make them: it would only wait for the others.
 * What is made does not depend on the number of jobs.
 */
export async function makeArticles(
  waiting: ArticleSource[],
  common: ArticleSettings,
  jobs: number,
  vet: Vet,
  onMade: OnMade,
): Promise<void> {
  const workers = waiting.length < worthWorkers ? 0 : Math.min(jobs, waiting.length) - 1
  try {
    await Promise.all([
      ...Array.from({ length: workers }, () => runWorker(waiting, common, vet, onMade)),
      makeHere(waiting, common, vet, onMade),
    ])
  } finally {
    // After a fault nobody begins another.
    waiting.length = 0
  }
}

type Vet = (source: ArticleSource) => Promise<Vetted | undefined>
type OnMade = (source: ArticleSource, made: MadeArticle) => void

async function makeHere(
  waiting: ArticleSource[],
  common: ArticleSettings,
  vet: Vet,
  onMade: OnMade,
): Promise<void> {
  if (waiting.length === 0) return
  const maker = createArticleMaker(common)
  for (let source = waiting.shift(); source; source = waiting.shift()) {
    onMade(source, await maker.make(source, await vet(source)))
    // Only then does the native parser give a tree's memory back, and are workers and the vetter heard.
    await nextTurn()
  }
}

type Answer = { file: string; made: MadeArticle } | { file: string; error: unknown }

/** One worker takes articles from those that wait until none is left; two are under way so that it never idles. */
function runWorker(
  waiting: ArticleSource[],
  common: ArticleSettings,
  vet: Vet,
  onMade: OnMade,
): Promise<void> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./article-worker.${ending}`, import.meta.url), { workerData: common })
  const underWay = new Map<string, ArticleSource>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const next = (): void => {
    const source = waiting.shift()
    if (source) {
      underWay.set(source.file, source)
      void vet(source).then((vetted) => worker.postMessage({ source, vetted } satisfies Task))
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
