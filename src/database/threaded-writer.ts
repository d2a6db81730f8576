import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Procedure, Value } from './database.ts'
import { DatabaseProblem, type ProblemKind } from './database-problem.ts'
import type { Writer } from './writer.ts'

/** What the thread is asked to do. */
export type Call = { id: number } & (
  | { does: 'run' | 'get' | 'all'; sql: string; values: readonly Value[] }
  | { does: 'runEach' | 'getEach'; sql: string; rows: readonly (readonly Value[])[] }
  | { does: 'exec'; sql: string }
  | { does: 'call'; module: string; name: string; input: unknown }
  | { does: 'rollback' | 'close' }
)

type Asked = Call extends infer C ? (C extends Call ? Omit<C, 'id'> : never) : never

/** What it answers. */
export type Answer =
  | { id: number; value: unknown }
  | { id: number; problem: { kind: ProblemKind; message: string } }
  /** A mistake of ours in a procedure. */
  | { id: number; fault: unknown }

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** How many rows go to the thread at a time. */
const rowsAtATime = 500

/**
 * Opens a writer in a thread of its own: while the disk makes a commit durable, this thread goes on. Throws
 * `DatabaseProblem` as `openWriter` does.
 */
export async function openThreadedWriter(file: string): Promise<Writer> {
  // The same ending as this file has: .ts from source, .js in the package.
  const ending = import.meta.filename.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./writer-thread.${ending}`, import.meta.url), { workerData: file })
  const waiting = new Map<number, Waiting>()
  const ask = startAsking(worker, waiting)
  await opened(waiting)
  const ended = once(worker, 'exit')
  return {
    queries: {
      run: (sql, ...values) => ask({ does: 'run', sql, values }) as Promise<number>,
      get: <R extends object>(sql: string, ...values: Value[]) =>
        ask({ does: 'get', sql, values }) as Promise<R | undefined>,
      all: <R extends object>(sql: string, ...values: Value[]) =>
        ask({ does: 'all', sql, values }) as Promise<R[]>,
      runEach: (sql, rows) => ask({ does: 'runEach', sql, rows }) as Promise<number[]>,
      getEach: <R extends object>(sql: string, rows: readonly (readonly Value[])[]) =>
        ask({ does: 'getEach', sql, rows }) as Promise<(R | undefined)[]>,
      runMany: async (sql, rows) => {
        let changes = 0
        for (const part of inParts(rows)) {
          const each = (await ask({ does: 'runEach', sql, rows: part })) as number[]
          for (const count of each) changes += count
        }
        return changes
      },
    },
    exec: async (sql) => void (await ask({ does: 'exec', sql })),
    call: <Input, Output>({ module, name }: Procedure<Input, Output>, input: Input) =>
      ask({ does: 'call', module, name, input }) as Promise<Output>,
    rollback: async () => void (await ask({ does: 'rollback' })),
    close: async () => {
      await ask({ does: 'close' })
      worker.ref()
      await ended
    },
  }
}

function startAsking(worker: Worker, waiting: Map<number, Waiting>): (call: Asked) => Promise<unknown> {
  let last = 0
  let broken: unknown
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    // A thread that nobody waits for keeps no process alive.
    if (waiting.size === 0) worker.unref()
    if ('problem' in answer) asked?.reject(new DatabaseProblem(answer.problem.kind, answer.problem.message))
    else if ('fault' in answer) asked?.reject(answer.fault)
    else asked?.resolve(answer.value)
  })
  const fail = (error: unknown): void => {
    broken ??= error
    for (const { reject } of waiting.values()) reject(broken)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new DatabaseProblem('other', 'the thread of the database has ended')))
  return (call) =>
    new Promise((resolve, reject) => {
      if (broken !== undefined) return reject(broken)
      last += 1
      waiting.set(last, { resolve, reject })
      worker.ref()
      worker.postMessage({ id: last, ...call })
    })
}

/** The thread's first answer says whether the file could be opened. */
function opened(waiting: Map<number, Waiting>): Promise<unknown> {
  return new Promise((resolve, reject) => waiting.set(0, { resolve, reject }))
}

function* inParts(rows: Iterable<readonly Value[]>): Generator<(readonly Value[])[]> {
  let part: (readonly Value[])[] = []
  for (const row of rows) {
    part.push(row)
    if (part.length < rowsAtATime) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}
