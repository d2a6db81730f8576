import type { Content } from '../load-content.ts'
import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'

/** A script of the archive's templates as it is published: its name comes from its content, so it may be kept for ever. */
export interface ArchiveScript {
  /** What templates know it by: `read` of `read.js`. */
  name: string
  /** From the archive's root. */
  file: string
  source: string
}

/** Every script beside the archive's templates. */
export function archiveScripts({ templates }: Content): ArchiveScript[] {
  return [...templates].flatMap(([path, source]) => {
    const name = /^templates\/archive\/([\w-]+)\.js$/.exec(path)?.[1]
    return name === undefined
      ? []
      : [{ name, file: `assets/${name}.${hashOf(source).slice(0, 8)}.js`, source }]
  })
}

export function scriptOutput({ file, source }: ArchiveScript): Output {
  return { file: `archive/${file}`, key: file, make: () => source }
}
