import { parentPort, workerData } from 'node:worker_threads'
import type { HashTask } from './hash-ahead.ts'
import { hashShare } from './hash-share.ts'

const { root, files, taken } = workerData as HashTask

parentPort?.postMessage(hashShare(root, files, taken))
