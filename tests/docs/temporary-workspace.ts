import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ExampleFile } from './rule-page.ts'

const base = path.join(import.meta.dirname, 'fixtures', 'workspace')

/** A small workspace without findings, in a folder of its own that is gone when the test ends. */
export class TemporaryWorkspace implements Disposable {
  readonly root = mkdtempSync(path.join(tmpdir(), 'tidings-docs-'))

  constructor() {
    cpSync(base, this.root, { recursive: true })
  }

  path(file: string): string {
    return path.join(this.root, file)
  }

  /** Lays a file over those of the workspace. */
  write(file: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true })
    writeFileSync(this.path(file), content)
  }

  /** Puts a file back as it was. */
  restore(file: string): void {
    cpSync(path.join(base, file), this.path(file))
  }

  lay(files: readonly ExampleFile[]): void {
    for (const { file, text, isAddition } of files) {
      if (isAddition) appendFileSync(this.path(file), text)
      else this.write(file, text)
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
