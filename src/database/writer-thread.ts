import { parentPort, workerData } from 'node:worker_threads'
import type { Procedure } from './database.ts'
import { DatabaseProblem, problemOf } from './database-problem.ts'
import type { Answer, Call } from './threaded-writer.ts'
import { openWriter, type Writer } from './writer.ts'

// The thread of a writer: does one call after another and answers each. Its first answer, to call 0, is of the opening.
const port = parentPort
if (!port) throw new Error('This module runs in a thread of its own.')

let writer: Writer | undefined
try {
  writer = openWriter(workerData as string)
  port.postMessage({ id: 0, value: undefined } satisfies Answer)
} catch (error) {
  port.postMessage(failure(0, error))
}

let last: Promise<void> = Promise.resolve()
port.on('message', (call: Call) => {
  last = last.then(() => answer(call))
})

async function answer(call: Call): Promise<void> {
  try {
    if (writer) port?.postMessage({ id: call.id, value: await perform(writer, call) } satisfies Answer)
  } catch (error) {
    const isOurs = call.does === 'call' && !(error instanceof DatabaseProblem)
    port?.postMessage(isOurs ? ({ id: call.id, fault: error } satisfies Answer) : failure(call.id, error))
  }
  if (call.does === 'close') port?.close()
}

function perform(
  { queries, exec, rollback, call: callProcedure, close }: Writer,
  call: Call,
): Promise<unknown> {
  switch (call.does) {
    case 'run':
      return queries.run(call.sql, ...call.values)
    case 'get':
      return queries.get(call.sql, ...call.values)
    case 'all':
      return queries.all(call.sql, ...call.values)
    case 'runEach':
      return queries.runEach(call.sql, call.rows)
    case 'getEach':
      return queries.getEach(call.sql, call.rows)
    case 'exec':
      return exec(call.sql)
    case 'call':
      return procedureOf(call.module, call.name).then((procedure) => callProcedure(procedure, call.input))
    case 'rollback':
      return rollback()
    case 'close':
      return close()
  }
}

const procedures = new Map<string, Procedure<unknown, unknown>>()

/** The procedure as this thread has it: its module is loaded here too, once. */
async function procedureOf(module: string, name: string): Promise<Procedure<unknown, unknown>> {
  const known = procedures.get(`${module} ${name}`)
  if (known) return known
  const loaded = (await import(module)) as Record<string, Procedure<unknown, unknown>['work']>
  const work = loaded[name]
  if (!work) throw new TypeError(`The module ${module} exports no ${name}`)
  const procedure = { module, name, work }
  procedures.set(`${module} ${name}`, procedure)
  return procedure
}

function failure(id: number, error: unknown): Answer {
  const { kind, message } = problemOf(error)
  return { id, problem: { kind, message } }
}
