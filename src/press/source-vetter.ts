import { nativeParserVersion, type Vetted, type Vetter } from '../articles/index.ts'
import type { ReadBy } from '../model/article.ts'
import type { Settings } from '../model/settings.ts'
import type { Cache, SourceFile } from '../workspace/files/index.ts'
import { hashOf } from './hash.ts'
import { toolHash } from './tool.ts'

/** Vets files, each once: what came of it is kept. */
export interface SourceVetter {
  /** What is known of a file's text, in time; nothing where the settings ask for remark-parse. */
  vet: (source: SourceFile) => Promise<Vetted | undefined>
  /** Keeps that the native parser has read it, or never will. What failed is tried again whenever it is made again. */
  keep: (source: SourceFile, readBy: ReadBy) => void
}

/** A text that is not kept waits for its turn with `vetter`, so ask early. */
export function createSourceVetter({ parser }: Settings, cache: Cache, vetter: Vetter): SourceVetter {
  const asked = new Map<string, Promise<Vetted | undefined>>()
  const ask = async (source: SourceFile): Promise<Vetted | undefined> => {
    if (parser === 'remark') return undefined
    const isKept = cache.get('vetted', source.file)?.key === keyOf(source)
    return isKept ? { by: 'native' } : await vetter.vet(source.source)
  }
  return {
    vet: (source) => {
      const known = asked.get(source.file) ?? ask(source)
      asked.set(source.file, known)
      // Whoever waits for it hears of a fault; until somebody does, it must not end the process.
      known.catch(() => undefined)
      return known
    },
    keep: (source, readBy) => {
      if (readBy === 'native' || readBy === 'routed')
        cache.put('vetted', source.file, { key: keyOf(source), value: '' })
    },
  }
}

function keyOf({ hash }: SourceFile): string {
  return hashOf(toolHash(), nativeParserVersion(), hash)
}
