import { parentPort } from 'node:worker_threads'
import type { Question } from './look-ahead.ts'
import { lookAtOutput } from './look-at-output.ts'
import { hashesOfTexts } from './read-source.ts'

parentPort?.on('message', (question: Question) => {
  const answer =
    'hash' in question ? hashesOfTexts(question.hash.root, question.hash.files) : lookAtOutput(question.look)
  parentPort?.postMessage(answer)
})
