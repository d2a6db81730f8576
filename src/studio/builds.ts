import { randomUUID } from 'node:crypto'
import { build, type BuildResult } from '../press/index.ts'

/** A build that has ended. */
export interface EndedBuild {
  /** No other has it, not even in another process: a page tells by it whether it is the newest. */
  id: string
  /** Nothing before the first build. */
  result: BuildResult | undefined
}

/** The builds of a workspace, one after another. */
export interface Builds {
  last: () => EndedBuild
  /** Builds again; calls during a build are answered by one more after it. */
  rebuild: () => Promise<void>
  /** Resolves, with `true`, as soon as the last build is another one than this; with `false` when nobody waits any more. */
  isAnother: (id: string, signal: AbortSignal) => Promise<boolean>
  /** Nobody waits any more. */
  end: () => void
}

/** Begins none by itself; `onBuild` is called after each. */
export function createBuilds(root: string, onBuild: (result: BuildResult, tookMs: number) => void): Builds {
  const waiting = new Set<(isAnother: boolean) => void>()
  let last: EndedBuild = { id: randomUUID(), result: undefined }
  const tell = (isAnother: boolean): void => {
    for (const answer of waiting) answer(isAnother)
  }
  const rebuild = coalesce(async () => {
    const start = performance.now()
    const result = await build({ root })
    last = { id: randomUUID(), result }
    onBuild(result, performance.now() - start)
    tell(true)
  })
  return {
    last: () => last,
    rebuild,
    isAnother: async (id, signal) => {
      if (id !== last.id) return true
      const { promise, resolve } = Promise.withResolvers<boolean>()
      waiting.add(resolve)
      signal.addEventListener('abort', () => resolve(false), { once: true })
      return promise.finally(() => waiting.delete(resolve))
    },
    end: () => tell(false),
  }
}

/** One run at a time; calls during a run are answered by one more run after it. */
function coalesce(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  const loop = async (): Promise<void> => {
    do {
      again = false
      await action()
    } while (again)
    running = undefined
  }
  return () => {
    if (running) again = true
    return (running ??= loop())
  }
}
