import type { Queries } from '../../src/database/index.ts'

interface Keys {
  keys: string[]
}

/** A procedure for tests; gives what it was given, in a form that only a structured clone carries. */
export async function addLimits(queries: Queries, { keys }: Keys): Promise<Set<string>> {
  for (const key of keys) await queries.run(`INSERT INTO limits (key, period, count) VALUES (?, 1, 1)`, key)
  return new Set(keys)
}

export async function addAndThrow(queries: Queries, input: Keys): Promise<Set<string>> {
  await addLimits(queries, input)
  throw new TypeError('a mistake')
}
