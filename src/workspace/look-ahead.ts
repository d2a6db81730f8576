import type { Worker } from 'node:worker_threads'
import type { Looks, OutputFiles } from './look-at-output.ts'
import type { KnownHashes } from './read-source.ts'

/** What the other thread is asked, in turn. */
export type Question = { hash: { root: string; files: readonly string[] } } | { look: OutputFiles }

/** A thread that reads and looks while this one does what else is to be done; where it fails, nothing is known. */
export interface LookAhead {
  hashes: Promise<KnownHashes>
  /** What files of `out/` are known by. */
  look: (files: OutputFiles) => Promise<Looks | undefined>
  end: () => void
}

/** So many files are read before a thread has started. */
const worthThread = 2_000

/** Begins to read and hash many files in another thread; nothing where there are few. */
export function lookAhead(root: string, files: readonly string[]): LookAhead | undefined {
  if (files.length < worthThread) return undefined
  const { ask, end } = startThread()
  const hashes = ask<KnownHashes>({ hash: { root, files } })
  return {
    hashes: hashes.then((known) => known ?? new Map()),
    look: (files) => ask<Looks>({ look: files }),
    end,
  }
}

interface Thread {
  /** Its answer; nothing where it cannot be had, or ends early. */
  ask: <Answer>(question: Question) => Promise<Answer | undefined>
  end: () => void
}

function startThread(): Thread {
  // At once: what this thread does meanwhile would go before an import.
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const waiting: ((answer: unknown) => void)[] = []
  let worker: Worker | undefined
  const end = (): void => {
    void worker?.terminate()
    worker = undefined
    for (const settle of waiting.splice(0)) settle(undefined)
  }
  try {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    worker = new Worker(new URL(`./look-worker.${ending}`, import.meta.url))
    worker.on('message', (answer) => waiting.shift()?.(answer))
    worker.once('error', end)
    worker.once('exit', end)
  } catch {
    end()
  }
  const ask = <Answer>(question: Question): Promise<Answer | undefined> => {
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>()
    if (worker) {
      waiting.push(resolve as (answer: unknown) => void)
      worker.postMessage(question)
    } else resolve(undefined)
    return promise
  }
  return { ask, end }
}
