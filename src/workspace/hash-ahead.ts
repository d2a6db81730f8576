import type { Worker } from 'node:worker_threads'
import { hashShare, type KnownHashes } from './hash-share.ts'

/** What the other thread is given. */
export interface HashTask {
  root: string
  files: readonly string[]
  /** How many are taken, by whichever thread. */
  taken: Int32Array
}

/** So many files are read before a thread has started. */
const worthThread = 2_000

/**
 * Begins to read and hash many files in another thread, so that this one can do what else is to be done; nothing where
 * there are few. What it gives is called when that is done: this thread then helps with what is left. A thread that
 * cannot be had, or ends early, leaves hashes unknown at most.
 */
export function hashAhead(root: string, files: readonly string[]): (() => Promise<KnownHashes>) | undefined {
  if (files.length < worthThread) return undefined
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const others = hashInThread({ root, files, taken })
  return async () => new Map([...hashShare(root, files, taken), ...(await others)])
}

async function hashInThread(task: HashTask): Promise<KnownHashes> {
  // At once: what this thread does meanwhile would go before an import.
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const { promise, resolve } = Promise.withResolvers<KnownHashes>()
  let worker: Worker | undefined
  try {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    worker = new Worker(new URL(`./hash-worker.${ending}`, import.meta.url), { workerData: task })
    worker.once('message', resolve)
    worker.once('error', () => resolve(new Map()))
    worker.once('exit', () => resolve(new Map()))
  } catch {
    resolve(new Map())
  }
  const hashes = await promise
  void worker?.terminate()
  return hashes
}
