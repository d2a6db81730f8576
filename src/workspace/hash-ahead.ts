import type { Worker } from 'node:worker_threads'

/** The hashes of files that are fit to be text, by their names; the others are for who reads them to report. */
export type KnownHashes = ReadonlyMap<string, string>

/** So many files are read before a thread has started. */
const worthThread = 2_000

/**
 * Reads and hashes many files in another thread, while this one does what else is to be done; nothing where there are
 * few. Where no thread can be had, it knows no hashes.
 */
export function hashAhead(root: string, files: readonly string[]): Promise<KnownHashes> | undefined {
  return files.length < worthThread ? undefined : hashInThread(root, files)
}

async function hashInThread(root: string, files: readonly string[]): Promise<KnownHashes> {
  // At once: what this thread does meanwhile would go before an import.
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const { promise, resolve } = Promise.withResolvers<string[]>()
  let worker: Worker | undefined
  try {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    worker = new Worker(new URL(`./hash-worker.${ending}`, import.meta.url), { workerData: { root, files } })
    worker.once('message', resolve)
    worker.once('error', () => resolve([]))
    worker.once('exit', () => resolve([]))
  } catch {
    resolve([])
  }
  const hashes = await promise
  void worker?.terminate()
  return new Map(files.flatMap((file, index) => (hashes[index] ? [[file, hashes[index]]] : [])))
}
