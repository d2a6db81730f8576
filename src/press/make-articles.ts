import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Vetted } from '../articles/index.ts'
import type { ArticleSource } from '../workspace/texts/index.ts'
import type { Task } from './article-worker.ts'
import { createArticleMaker, type ArticleSettings, type MadeArticle } from './make-article.ts'

/** Fewer articles than this are made sooner than a worker starts. */
const worthWorkers = 40

/** So many texts are read, and asked about, before they are needed. */
const ahead = 64

/**
 * Makes articles, `jobs` at a time, and hands each to `onMade` as it is ready, in no particular order. Takes them out
 * of `waiting`, so that texts are held no longer than they must be. `vet` says how the native parser takes one. This
 * thread is one of those that make them: it would only wait for the others. What is made does not depend on the number
 * of jobs.
 */
export async function makeArticles(
  waiting: ArticleSource[],
  common: ArticleSettings,
  jobs: number,
  vet: Vet,
  onMade: OnMade,
): Promise<void> {
  if (waiting.length === 0) return
  const workers = waiting.length < worthWorkers ? 0 : Math.min(jobs, waiting.length) - 1
  const queue = readAhead(waiting, vet)
  try {
    await Promise.all([
      ...Array.from({ length: workers }, () => runWorker(queue, common, onMade)),
      makeHere(queue, common, onMade),
    ])
  } finally {
    // After a fault nobody begins another.
    queue.end()
  }
}

type Vet = (source: ArticleSource) => Promise<Vetted | undefined>
type OnMade = (source: ArticleSource, made: MadeArticle) => void

/** Articles that wait to be made. */
interface Queue {
  /** The next one with its text in memory. Throws where that is no longer the text that was read. */
  next: () => { source: ArticleSource; vetted: Promise<Vetted | undefined> } | undefined
  end: () => void
}

function readAhead(waiting: ArticleSource[], vet: Vet): Queue {
  const read: NonNullable<ReturnType<Queue['next']>>[] = []
  return {
    next: () => {
      while (read.length < ahead && waiting.length > 0) {
        // Its text may have to be read for it: once for all who ask.
        const source = { ...waiting.shift()! }
        read.push({ source, vetted: vet(source) })
      }
      return read.shift()
    },
    end: () => {
      waiting.length = 0
      read.length = 0
    },
  }
}

async function makeHere(queue: Queue, common: ArticleSettings, onMade: OnMade): Promise<void> {
  const maker = createArticleMaker(common)
  for (let next = queue.next(); next; next = queue.next()) {
    const { source, vetted } = next
    onMade(source, await maker.make(source, await vetted))
    // Only then does the native parser give a tree's memory back, and are workers and the vetter heard.
    await nextTurn()
  }
}

type Answer = { file: string; made: MadeArticle } | { file: string; error: unknown }

/** One worker takes articles from those that wait until none is left; two are under way so that it never idles. */
function runWorker(queue: Queue, common: ArticleSettings, onMade: OnMade): Promise<void> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./article-worker.${ending}`, import.meta.url), { workerData: common })
  const underWay = new Map<string, ArticleSource>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const begin = (): void => {
    const next = queue.next()
    if (next) {
      const { source } = next
      underWay.set(source.file, source)
      void next.vetted.then((vetted) => worker.postMessage({ source, vetted } satisfies Task))
    } else if (underWay.size === 0) void worker.terminate().then(() => resolve())
  }
  const beginNext = (): void => {
    try {
      begin()
    } catch (error) {
      reject(error)
    }
  }
  worker.on('error', reject)
  worker.on('message', (answer: Answer) => {
    const source = underWay.get(answer.file)
    underWay.delete(answer.file)
    if ('error' in answer) reject(answer.error)
    else if (source) onMade(source, answer.made)
    beginNext()
  })
  beginNext()
  beginNext()
  return promise.finally(() => void worker.terminate())
}
