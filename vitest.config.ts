import { accessSync, constants, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const caches = tmpdir()

// The tests start Node many times; what one process has compiled the next need not.
process.env['NODE_COMPILE_CACHE'] ??= path.join(caches, 'tidings-compile-cache')

/** Where the tests' folders lie: in memory if there is plenty, because they make, sync and remove many thousands of files. */
const memory = '/dev/shm'
if (process.env['TMPDIR'] === undefined && freeBytes(memory) > 4e9) process.env['TMPDIR'] = memory

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    accessSync(folder, constants.W_OK)
    return bavail * bsize
  } catch {
    return 0
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine; that it comes is what counts.
    expect: { poll: { timeout: 30_000 } },
    globalSetup: ['tests/whole-run.ts'],
    setupFiles: ['tests/each-file.ts'],
    // One more than there are processors: many tests wait for processes and servers of their own.
    maxWorkers: availableParallelism() + 1,
    // Node loads our source as it is, and packages as users get them; nothing is transformed, and what is compiled is kept.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Files that share a process load the press and what it stands on once.
    isolate: false,
    include: ['tests/**/*.test.ts'],
  },
})
