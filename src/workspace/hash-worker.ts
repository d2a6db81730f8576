import { parentPort, workerData } from 'node:worker_threads'
import { createSourceNoter } from './read-source.ts'

const { root, files } = workerData as { root: string; files: string[] }

const note = createSourceNoter(root, () => undefined)

parentPort?.postMessage(files.map((file) => note(file)?.hash))
