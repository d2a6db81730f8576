import type { Cache } from '../workspace/files/index.ts'

/** What is kept under a key, or else what is made now, which then is kept: a value that JSON gives back as it is. */
export function keptValue<T>(
  cache: Pick<Cache, 'get' | 'put'>,
  { kind, name, key }: { kind: string; name: string; key: string },
  make: () => T,
): T {
  const kept = cache.get(kind, name)
  if (kept?.key === key) return JSON.parse(kept.value) as T
  const value = make()
  cache.put(kind, name, { key, value: JSON.stringify(value) })
  return value
}
