import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what several test files look at and only one of them has to make. */
    shared: string
  }
}

/** Vitest runs this once, before and after all test files. */
export default function setup({
  provide,
}: {
  provide: (name: 'shared', folder: string) => void
}): () => void {
  const shared = mkdtempSync(path.join(tmpdir(), 'tidings-shared-'))
  provide('shared', shared)
  return () => rmSync(shared, { recursive: true, force: true })
}
