import { parentPort } from 'node:worker_threads'
import { hashShare } from './hash-share.ts'
import type { Question } from './look-ahead.ts'
import { lookAtOutput } from './look-at-output.ts'

parentPort?.on('message', (question: Question) => {
  const answer =
    'hash' in question
      ? hashShare(question.hash.root, question.hash.files, question.hash.taken)
      : lookAtOutput(question.look)
  parentPort?.postMessage(answer)
})
