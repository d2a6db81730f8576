import { parentPort, workerData } from 'node:worker_threads'
import type { Vetted } from '../articles/index.ts'
import type { ArticleSource } from '../workspace/texts/index.ts'
import { createArticleMaker, type ArticleSettings } from './make-article.ts'

/** An article to make, and how the native parser takes it. */
export interface Task {
  source: ArticleSource
  vetted: Vetted | undefined
}

const maker = createArticleMaker(workerData as ArticleSettings)

parentPort?.on('message', ({ source, vetted }: Task) => {
  void maker.make(source, vetted).then(
    (made) => parentPort?.postMessage({ file: source.file, made }),
    (error: unknown) => parentPort?.postMessage({ file: source.file, error }),
  )
})
