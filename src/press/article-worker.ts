import { parentPort, workerData } from 'node:worker_threads'
import type { ArticleSource } from '../workspace/index.ts'
import { createArticleMaker, type ArticleSettings } from './make-article.ts'

const maker = createArticleMaker(workerData as ArticleSettings)

parentPort?.on('message', (source: ArticleSource) => {
  void maker.make(source).then(
    (made) => parentPort?.postMessage({ file: source.file, made }),
    (error: unknown) => parentPort?.postMessage({ file: source.file, error }),
  )
})
