import type { Cache } from '../workspace/files/index.ts'
import type { BuildResult } from './build-result.ts'
import type { ImageHasher } from './image-hasher.ts'

interface KeptResult {
  images: Record<string, string | null>
  result: BuildResult
}

/** The result of the last build, if nothing that it depended on has changed. */
export function keptResult(cache: Cache, fingerprint: string, images: ImageHasher): BuildResult | undefined {
  const entry = cache.get('state', 'result')
  if (entry?.key !== fingerprint) return undefined
  const kept = JSON.parse(entry.value) as KeptResult
  const same = Object.entries(kept.images).every(([image, hash]) => images.hash(image) === hash)
  return same ? kept.result : undefined
}

/** Keeps the result of a build without errors. */
export function keepResult(
  cache: Cache,
  fingerprint: string,
  images: ImageHasher,
  result: BuildResult,
): void {
  const kept: KeptResult = { images: images.known(), result: { ...result, replaced: [] } }
  cache.put('state', 'result', { key: fingerprint, value: JSON.stringify(kept) })
}
